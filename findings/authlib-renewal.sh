#!/usr/bin/env bash
# Authlib renews a client_credentials token without the parameters of the first, and other grants not at all.
#
# Guess:   A token got with fetch_token(grant_type=..., account_id=...) is fetched in the same way once it has expired.
# Reality: With grant_type client_credentials the second request has no account_id: what was given to fetch_token is not
#          kept. With account_credentials nothing is fetched; the call after the expiry raises InvalidTokenError, even
#          though the client was made with that grant type and a token_endpoint.
# Matters: Zoom's server-to-server apps use account_credentials and tokens of an hour: a long export stops after an
#          hour. With other servers the renewed token may belong to another audience or account.
# Read:    The package page names neither the renewal nor what it sends; the source tests for client_credentials alone.
# Seen in: Authlib 1.9.10
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'Authlib==1.9.10' 'requests==2.34.2'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json

from authlib.integrations.requests_client import OAuth2Session
from requests import Response
from requests.adapters import BaseAdapter

sent = []


class Stub(BaseAdapter):
    def send(self, request, **_):
        body = request.body.decode() if isinstance(request.body, bytes) else request.body
        sent.append(f"{request.method} {request.path_url} {body or ''}".strip())
        response = Response()
        response.status_code = 200
        response.request = request
        response.headers["content-type"] = "application/json"
        token = {"access_token": "a", "token_type": "bearer", "expires_in": 1}
        response._content = json.dumps(token if request.path_url == "/token" else {}).encode()
        return response

    def close(self):
        pass


def call_after_expiry(grant_type):
    sent.clear()
    session = OAuth2Session("id", "secret", grant_type=grant_type, token_endpoint="https://zoom.test/token")
    session.mount("https://", Stub())
    session.fetch_token(grant_type=grant_type, account_id="acc")
    try:
        return session.get("https://zoom.test/list").status_code
    except Exception as error:
        return type(error).__name__


print("Authlib", version("Authlib"))
same("client_credentials", call_after_expiry("client_credentials"), 200)
same(
    "its requests",
    sent,
    ["POST /token grant_type=client_credentials&account_id=acc", "POST /token grant_type=client_credentials", "GET /list"],
)
same("account_credentials", call_after_expiry("account_credentials"), "InvalidTokenError")
same("its requests", sent, ["POST /token grant_type=account_credentials&account_id=acc"])
PY
