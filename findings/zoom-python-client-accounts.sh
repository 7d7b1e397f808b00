#!/usr/bin/env bash
# zoom-python-client: the second account of a program reads the first one's data.
#
# Guess:   Each ZoomApiClient(account_id, client_id, client_secret) has a token of its own.
# Reality: The token is put into os.environ['ZOOM_ACCESS_TOKEN'] and read from there by every client of the process, for
#          as long as it lasts. A client of a second account asks for no token and sends the first one's. With use_path
#          it is a file, and two clients need two folders.
# Matters: An export of several accounts writes the same account under every name, without an error; processes that the
#          program starts inherit the token as well.
# Read:    The README: 'Use the file system to store the access token instead of environment'; that clients share it is
#          not said.
# Seen in: zoom-python-client 0.2.3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'zoom-python-client==0.2.3'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json
import threading
from base64 import b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from zoom_python_client.zoom_api_client import ZoomApiClient
from zoom_python_client.zoom_auth_api.zoom_auth_api_client import ZoomAuthApiClient

tokens_asked = []


class Zoom(BaseHTTPRequestHandler):
    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        account = parse_qs(urlsplit(self.path).query)["account_id"][0]
        client = b64decode(self.headers["Authorization"].split()[1]).decode().split(":")[0]
        tokens_asked.append((account, client))
        self.answer({"access_token": f"token-of-{account}", "expires_in": 3600})

    def do_GET(self):
        self.answer({"account": self.headers["Authorization"].removeprefix("Bearer token-of-")})

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Zoom)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
ZoomAuthApiClient.oauth_base_url = url

print("zoom-python-client", version("zoom-python-client"))
sales = ZoomApiClient("sales", "client-1", "secret-1", api_endpoint=url)
support = ZoomApiClient("support", "client-2", "secret-2", api_endpoint=url)
same("first client", sales.users.get_user("me"), {"account": "sales"})
same("second client", support.users.get_user("me"), {"account": "sales"})
same("tokens asked for", tokens_asked, [("sales", "client-1")])
PY
