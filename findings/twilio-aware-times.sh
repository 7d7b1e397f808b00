#!/usr/bin/env bash
# Twilio's Python client writes a Z behind the local time of an aware datetime, and reads everything for limit=0.
#
# Guess:   messages.list(date_sent_after=...) takes an aware datetime as its instant: 09:00 in New York is 14:00Z in
#          January. limit=0 gives nothing, without a request.
# Reality: The wall clock's digits are sent with a Z: five hours early for New York. limit=0 is taken for no limit: all
#          pages are fetched. With limit=1500, 1,500 is asked for as the size of a page.
# Matters: A range loses the hours of the offset at its end, and has others at its start; a limit computed as what is
#          left of a budget, 0, reads (and holds in memory) the whole history.
# Read:    Docstrings: datetimes and 'GMT dates', nothing on time zones; 'upper limit for the number of records';
#          'most efficient page size, i.e. min(limit, 1000)'.
# Seen in: twilio 9.13.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'twilio==9.13.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json
from datetime import datetime, timedelta, timezone

from twilio.http.response import Response
from twilio.rest import Client

asked = []


class TwoPages:
    def request(self, method, url, params=None, **_):
        asked.append(params)
        more = None if "Page=1" in url else "/2010-04-01/Accounts/AC1/Messages.json?Page=1"
        page = {"messages": [{"sid": f"SM{len(asked)}"}], "next_page_uri": more}
        return Response(200, json.dumps(page))


messages = Client("AC1", "token", http_client=TwoPages()).messages
print("twilio", version("twilio"))
new_york = datetime(2027, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=-5)))
same("the instant", new_york.astimezone(timezone.utc).isoformat(), "2027-01-05T14:00:00+00:00")
messages.list(date_sent_after=new_york)
same("sent", asked[0]["DateSent>"], "2027-01-05T09:00:00Z")
asked.clear()
same("limit=0: messages, requests", (len(messages.list(limit=0)), len(asked)), (2, 2))
same("limit=1: messages", len(messages.list(limit=1)), 1)
asked.clear()
messages.list(limit=1500)
same("limit=1500: size of a page", asked[0]["PageSize"], 1500)
PY
