#!/usr/bin/env bash
# httpx drops the query of a URL when params are given; urllib3 writes a second "?".
#
# Guess:   Parameters given beside a URL are added to those it has, as requests, axios and browsers' URLSearchParams
#          do.
# Reality: httpx 0.28 replaces the whole query, also by params={} and by parameters set once for the client. urllib3's
#          fields put another question mark behind the first query, so its last value swallows the new parameter.
# Matters: Asking for the next page with params={'next_page_token': ...} loses from and to (another range is read, and
#          it looks fine), or loses the token, and the first page comes again and again.
# Read:    Maintainers of httpx call it intended in the thread 'Missing query params in url'; the changelog does not
#          name it. urllib3's guide shows fields with a bare URL.
# Seen in: httpx 0.28.1, urllib3 2.8.0; added by requests 2.34.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'httpx==0.28.1' 'urllib3==2.8.0' 'requests==2.34.2'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import http.server
import threading

import httpx
import requests
import urllib3

print("httpx", version("httpx"), "urllib3", version("urllib3"), "requests", version("requests"))


class Echo(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path = self.path.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(path)))
        self.end_headers()
        self.wfile.write(path)

    def log_message(self, *arguments):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Echo)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/s?from=2026-01-01"
token = {"next_page_token": "t"}

same("requests", requests.get(url, params=token).text, "/s?from=2026-01-01&next_page_token=t")
same("httpx", httpx.get(url, params=token).text, "/s?next_page_token=t")
same("httpx, params={}", httpx.get(url, params={}).text, "/s")
same("httpx, client's params", httpx.Client(params={"page_size": 100}).get(url).text, "/s?page_size=100")
same("urllib3", urllib3.request("GET", url, fields=token).data.decode(), "/s?from=2026-01-01?next_page_token=t")
PY
