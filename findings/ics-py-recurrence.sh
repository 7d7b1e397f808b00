#!/usr/bin/env bash
# ics.py moves each repetition of an event when it writes a calendar that it has read.
#
# Guess:   Calendar(text).serialize() keeps the time zone, so that a weekly call stays on Mondays at 21:00 in New York.
# Reality: DTSTART is written in UTC, Tuesday 02:00Z, and RRULE:...;BYDAY=MO beside it as it was: the call repeats on
#          Mondays at 02:00Z, which is Sunday evening, and from the change of clocks on an hour later. A calendar that
#          had no CALSCALE gets CALSCALE:GEORGIAN (sic), which strict readers refuse.
# Matters: A program that adds one event to a calendar shifts all the others that repeat, by a day or an hour.
# Read:    The README: 'outputs rfc compliant calendars'; nothing on repetitions. RFC 5545 knows GREGORIAN alone.
# Seen in: ics 0.7.3; occurrences by recurring-ical-events 3.8.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'ics==0.7.3' 'recurring-ical-events==3.8.2'
venv/bin/python -W ignore - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


from zoneinfo import ZoneInfo

import ics
import recurring_ical_events
from icalendar import Calendar

READ = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
CALSCALE:GREGORIAN
BEGIN:VTIMEZONE
TZID:America/New_York
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:1
DTSTAMP:20270101T000000Z
DTSTART;TZID=America/New_York:20270301T210000
DURATION:PT1H
RRULE:FREQ=WEEKLY;BYDAY=MO
SUMMARY:Call
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def march(text):
    found = recurring_ical_events.of(Calendar.from_ical(text)).between((2027, 3, 3), (2027, 3, 25))
    return [f"{event['DTSTART'].dt.astimezone(ZoneInfo('America/New_York')):%a %d %H:%M}" for event in found]


print("ics", version("ics"), "recurring-ical-events", version("recurring-ical-events"))
written = ics.Calendar(READ).serialize()
lines = [line for line in written.splitlines() if line.startswith(("DTSTART:2027", "RRULE:FREQ=WEEKLY"))]
same("written", sorted(lines), ["DTSTART:20270302T020000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO"])
plain = ics.Calendar(READ.replace("CALSCALE:GREGORIAN\r\n", "")).serialize()
same("no CALSCALE", "CALSCALE:GEORGIAN" in plain.splitlines(), True)
same("before", march(READ), ["Mon 08 21:00", "Mon 15 21:00", "Mon 22 21:00"])
same("after", march(written), ["Sun 07 21:00", "Sun 14 22:00", "Sun 21 22:00"])
PY
