#!/usr/bin/env bash
# basic-zoom gives the first page of SMS sessions where it gives every page of users.
#
# Guess:   get() follows next_page_token, as its docstring says, for every list: auto_page is on by default.
# Reality: It takes the last part of the path for the name of the list in the answer. /phone/users answers with 'users'
#          and is read in full. /phone/sms/sessions answers with 'sms_sessions', one session with 'sms_histories', and
#          any list under an id likewise: of these the first page comes back as it is, the token still in it.
# Matters: A history ends after 100 sessions, and each conversation after 100 messages. The call succeeds and looks like
#          all the others.
# Read:    The docstring: 'this function will complete pagination'. The package page is one line.
# Seen in: basic-zoom 0.0.12
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'basic-zoom==0.0.12'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests
from basic_zoom import ZoomAPIClient

asked = []
LISTS = {"/phone/users": "users", "/phone/sms/sessions": "sms_sessions", "/phone/sms/sessions/s1": "sms_histories"}


class TwoPages(BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        last = "next_page_token" in self.path
        answer = {LISTS[self.path.split("?")[0]]: [2 if last else 1], "next_page_token": "" if last else "t2"}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), TwoPages)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = ZoomAPIClient(OAuth2Session=requests.Session())
client._server = f"http://127.0.0.1:{server.server_port}"
print("basic-zoom", version("basic-zoom"))


def read(path):
    asked.clear()
    return client.get(path), len(asked)


same("users, requests", read("/phone/users"), ({"users": [1, 2]}, 2))
first = {"sms_sessions": [1], "next_page_token": "t2"}
same("SMS sessions, requests", read("/phone/sms/sessions"), (first, 1))
first = {"sms_histories": [1], "next_page_token": "t2"}
same("one SMS session, requests", read("/phone/sms/sessions/s1"), (first, 1))
PY
