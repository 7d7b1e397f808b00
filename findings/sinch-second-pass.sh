#!/usr/bin/env bash
# Sinch's Python client gives the last page alone when a list is read a second time.
#
# Guess:   iterator() reads every page each time it is called, or is used up after the first time, as generators are.
# Reality: The pages are moved on in the object itself. The first pass gives all; each later one gives the last page
#          again. So does a pass after next_page(): it begins where that stopped.
# Matters: Count first and then export, or log and then store: the second loop handles a few messages, and nothing
#          says that the others were left out.
# Read:    The docstring of iterator(): 'An iterator over every item in the result set.'
# Seen in: sinch 2.3.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'sinch==2.3.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import io
import json
from urllib.parse import parse_qs, urlsplit

import requests
from sinch import SinchClient

TOKEN = {"access_token": "t", "expires_in": 3600, "scope": "", "token_type": "bearer"}
RECEIVED = "2027-01-05T09:00:00Z"


def message(number):
    text = {"type": "mo_text", "body": "Hello", "from": "15555550100", "to": "15555550101"}
    return {"id": f"m{number}", "operator_id": "1", "received_at": RECEIVED, "sent_at": RECEIVED, **text}


class FiveMessages(requests.adapters.BaseAdapter):
    def send(self, request, **_):
        url = urlsplit(request.url)
        page = int(parse_qs(url.query).get("page", ["0"])[0])
        inbounds = [message(number) for number in range(5)[page * 2 : page * 2 + 2]]
        answer = {"count": 5, "page": page, "page_size": 2, "inbounds": inbounds}
        response = requests.Response()
        response.status_code = 200
        response.url = request.url
        response.headers["Content-Type"] = "application/json"
        response.raw = io.BytesIO(json.dumps(TOKEN if "token" in url.path else answer).encode())
        return response

    def close(self):
        pass


client = SinchClient(project_id="project", key_id="id", key_secret="secret", sms_region="us")
client.configuration.transport.http_session.mount("https://", FiveMessages())
print("sinch", version("sinch"))
inbounds = client.sms.inbounds.list()
ids = lambda: [inbound.id for inbound in inbounds.iterator()]
same("first pass", ids(), ["m0", "m1", "m2", "m3", "m4"])
same("second pass", ids(), ["m4"])
same("third pass", ids(), ["m4"])
inbounds = client.sms.inbounds.list()
inbounds.next_page()
same("after next_page()", ids(), ["m2", "m3", "m4"])
PY
