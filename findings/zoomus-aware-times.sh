#!/usr/bin/env bash
# zoomus writes a Z behind the local time of an aware datetime.
#
# Guess:   A datetime with a time zone is sent as its instant: 09:00 in New York is 14:00Z in January.
# Reality: The wall clock's digits are sent with a Z: 09:00-05:00 becomes 09:00:00Z, five hours early.
# Matters: Ranges and meetings move by the offset for everyone who hands over aware datetimes, which is what Python
#          recommends; those who use naive UTC notice nothing.
# Read:    A docstring of the internal helper says that nothing is converted; the public methods do not say it.
# Seen in: zoomus 1.2.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'zoomus==1.2.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json
import threading
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, HTTPServer

from zoomus import ZoomClient

sent = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        token = self.path.startswith("/oauth")
        if not token:
            sent.append(json.loads(body))
        data = b'{"access_token":"t","expires_in":3600}' if token else b"{}"
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


print("zoomus", version("zoomus"))
server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"
client = ZoomClient("id", "secret", "account", base_uri=base, oauth_uri=base + "/oauth/token")
start = datetime(2027, 1, 15, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
client.meeting.create(user_id="me", start_time=start)
same("the instant", start.astimezone(timezone.utc).isoformat(), "2027-01-15T14:00:00+00:00")
same("sent", sent[0]["start_time"], "2027-01-15T09:00:00Z")
PY
