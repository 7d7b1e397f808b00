#!/usr/bin/env bash
# urllib3 throws the answer away when Retry-After is an ISO 8601 time.
#
# Guess:   A Retry-After that cannot be read is ignored: the 429 comes back, or is retried with the usual back-off.
# Reality: Any 413, 429 or 503 with such a header raises InvalidHeader, even from a plain urllib3.request() without any
#          options; the status and the body are gone. With requests and a Retry adapter it is requests' InvalidHeader,
#          so code that looks at status_code never sees the 429.
# Matters: Zoom sends an ISO time when an account's limit for the day is used up. It is no HTTP date, but real.
# Read:    RFC 9110 allows seconds and HTTP dates alone; urllib3 documents respect_retry_after_header, not the
#          exception.
# Seen in: urllib3 2.8.0, requests 2.34.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'urllib3==2.8.0' 'requests==2.34.2'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import http.server
import threading

import requests
import urllib3

print("urllib3", version("urllib3"), "requests", version("requests"))


class TooMany(http.server.BaseHTTPRequestHandler):
    requests = 0

    def do_GET(self):
        TooMany.requests += 1
        self.send_response(429)
        self.send_header("Retry-After", "2026-12-01T00:00:00Z")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), TooMany)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"


def outcome(call):
    TooMany.requests = 0
    try:
        result = str(call())
    except Exception as error:
        result = f"{type(error).__module__}.{type(error).__name__}"
    return result, TooMany.requests


same("urllib3.request", outcome(lambda: urllib3.request("GET", url).status), ("urllib3.exceptions.InvalidHeader", 1))
session = requests.Session()
session.mount("http://", requests.adapters.HTTPAdapter(max_retries=urllib3.Retry(3, status_forcelist=[429])))
same("requests with Retry", outcome(lambda: session.get(url).status_code), ("requests.exceptions.InvalidHeader", 1))
same("requests", outcome(lambda: requests.get(url).status_code), ("429", 1))
PY
