#!/usr/bin/env bash
# pyzoom's get_all_pages asks for every page but the first without the query.
#
# Guess:   get_all_pages(endpoint, query) sends the query with each request and adds the page token to it.
# Reality: From the second page on, next_page_token is all that is sent: from, to and page_size are gone. A list that
#          the first page does not have and a later one does raises KeyError.
# Matters: A server that reads the range anew for each page answers with its default range: messages of other days, or
#          none. The result is one dictionary, in which nothing shows it.
# Read:    The README shows get_all_pages(endpoint) without a query; that a query is sent once is not said.
# Seen in: pyzoom 1.0.8
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'pyzoom==1.0.8'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

from pyzoom import ZoomClient

asked = []


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.path)
        page = len(asked)
        body = {"next_page_token": f"t{page}" if page < 3 else "", "messages": [page]}
        data = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


print("pyzoom", version("pyzoom"))
server = HTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = ZoomClient("token", "refresh", base_url=f"http://127.0.0.1:{server.server_port}")
query = {"from": "2026-01-01", "to": "2026-01-31", "page_size": 100}
pages = client.raw.get_all_pages("/phone/sms/sessions/s1", query)
same("messages", pages["messages"], [1, 2, 3])
same("first request", asked[0], "/phone/sms/sessions/s1?from=2026-01-01&to=2026-01-31&page_size=100")
same("second request", asked[1], "/phone/sms/sessions/s1?next_page_token=t1")
same("third request", asked[2], "/phone/sms/sessions/s1?next_page_token=t2")
PY
