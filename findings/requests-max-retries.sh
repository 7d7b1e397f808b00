#!/usr/bin/env bash
# requests' max_retries also repeats answers, and sleeps for as long as the server says.
#
# Guess:   HTTPAdapter(max_retries=2) repeats failed connections alone. A 429 comes back at once, and timeout=1 bounds
#          each wait.
# Reality: A GET whose answer is 413, 429 or 503 with a Retry-After is sent three times, and between them the thread
#          sleeps for the whole Retry-After, an hour if it says so. The timeout does not count it. A POST comes
#          back at once.
# Matters: A budget that is used up for the day holds a job, or a web request, for hours without a line of log.
# Read:    The docstring says the opposite: connections only, 'never ... requests where data has made it to the server'.
# Seen in: requests 2.34.2, urllib3 2.8.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'requests==2.34.2' 'urllib3==2.8.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests
from requests.adapters import HTTPAdapter

asked, slept = [], []
time.sleep = slept.append


class Limited(BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.command)
        self.send_response(429)
        self.send_header("Retry-After", "3600")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Limited)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"


def outcome(session, method):
    asked.clear()
    slept.clear()
    status = session.request(method, url, timeout=1).status_code
    return status, len(asked), list(slept)


session = requests.Session()
print("requests", version("requests"), "urllib3", version("urllib3"))
same("without retries", outcome(session, "GET"), (429, 1, []))
session.mount("http://", HTTPAdapter(max_retries=2))
same("max_retries=2: status, requests, sleeps", outcome(session, "GET"), (429, 3, [3600, 3600]))
same("a POST", outcome(session, "POST"), (429, 1, []))
PY
