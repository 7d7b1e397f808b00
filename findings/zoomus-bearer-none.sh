#!/usr/bin/env bash
# zoomus sends "Bearer None" after a refused login.
#
# Guess:   ZoomClient(client_id, client_secret, account_id) asks for a token at once and raises where Zoom refuses the
#          credentials.
# Reality: The status of the token's answer is not looked at. The client is made, its token is None, and every request
#          carries "Authorization: Bearer None". Nothing raises; the calls return responses with status 401.
# Matters: A job with a secret that has been replaced runs to its end and reads lists out of error bodies: with
#          .get("items", []) there was nothing to do.
# Read:    Neither the package page nor the docstrings say what a refused login does.
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


import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from zoomus import ZoomClient

sent = []


class Handler(BaseHTTPRequestHandler):
    def refuse(self, status, body):
        self.rfile.read(int(self.headers.get("content-length") or 0))
        sent.append(self.headers["authorization"].split()[0:2])
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.refuse(400, b'{"reason":"Invalid client_id or client_secret","error":"invalid_client"}')

    def do_GET(self):
        self.refuse(401, b'{"code":124,"message":"Invalid access token."}')

    def log_message(self, *_):
        pass


print("zoomus", version("zoomus"))
server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"
client = ZoomClient("id", "secret", "account", base_uri=base, oauth_uri=base + "/oauth/token")
same("token", client.config["token"], None)
response = client.phone.call_logs(page_size=30)
same("sent with the request", sent[-1], ["Bearer", "None"])
same("status, returned and not raised", response.status_code, 401)
same("call logs", response.json().get("call_logs", []), [])
PY
