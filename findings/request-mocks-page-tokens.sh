#!/usr/bin/env bash
# requests-mock answers for another page token; respx for another session.
#
# Guess:   A mock registered for ?next_page_token=AbC, or for the path /sessions/a%2Fb, answers that request and no
#          other.
# Reality: requests-mock ignores upper and lower case of path and query: 'aBC' gets the answer for 'AbC', and
#          last_request.qs shows 'abc' for both. respx takes /sessions/a/b for /sessions/a%2Fb, and params={"page": 1}
#          for any query that has page=1 in it. responses tells all of these apart.
# Matters: Tokens and ids in base64 differ in case alone, and ids hold slashes. Code that lowers a token, or forgets to
#          encode an id, passes its tests and fails at the API.
# Read:    requests-mock has case_sensitive and says that it will be the default one day; respx's guide gives
#          'contains' as the way that params are compared, and does not name encoded slashes.
# Seen in: requests-mock 1.12.1, respx 0.23.1; right in responses 0.26.3
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'requests-mock==1.12.1' 'requests==2.34.2' 'respx==0.23.1' 'httpx==0.28.1' 'responses==0.26.3'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import httpx
import requests
import requests_mock
import responses
import respx

print(*(f"{name} {version(name)}" for name in ["requests-mock", "respx", "responses"]))
api = "https://api.example.com/sessions"
registered, asked = f"{api}?next_page_token=AbC", f"{api}?next_page_token=aBC"


def with_requests_mock(registered, asked):
    with requests_mock.Mocker() as mocker:
        mocker.get(registered, json={})
        try:
            return requests.get(asked).status_code, mocker.last_request.qs
        except requests.exceptions.ConnectionError as error:
            return type(error).__name__


def with_respx(registered, asked, **options):
    with respx.mock(assert_all_called=False) as router:
        router.get(registered, **options).respond(200)
        try:
            return httpx.get(asked).status_code
        except respx.models.AllMockedAssertionError as error:
            return type(error).__name__


def with_responses(registered, asked):
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mocker:
        mocker.get(registered, json={})
        try:
            return requests.get(asked).status_code
        except requests.exceptions.ConnectionError as error:
            return type(error).__name__


same("requests-mock, another token", with_requests_mock(registered, asked), (200, {"next_page_token": ["abc"]}))
same("requests-mock, another path", with_requests_mock(f"{api}/AbC", f"{api}/aBC"), (200, {}))
same("respx, another token", with_respx(registered, asked), "AllMockedAssertionError")
same("respx, another path", with_respx(f"{api}/a%2Fb", f"{api}/a/b"), 200)
same("respx, one more parameter", with_respx(api, f"{api}?page=1&size=9", params={"page": 1}), 200)
same("responses, another token", with_responses(registered, asked), "ConnectionError")
same("responses, another path", with_responses(f"{api}/a%2Fb", f"{api}/a/b"), "ConnectionError")
PY
