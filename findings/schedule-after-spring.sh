#!/usr/bin/env bash
# PyPI schedule runs a nightly job once too often, the night after clocks go forward.
#
# Guess:   every().day.at('02:30', 'America/New_York') runs at 03:30 in the night without a 02:30, and at 02:30 from
#          the next night on.
# Reality: The next run is computed as 24 hours later: it runs at 01:30 the night after, and an hour later once more at
#          02:30.
# Matters: An export runs twice, the first time before the day that it is to cover has settled, on a night that no one
#          watches for.
# Read:    schedule's page on time zones says the opposite: once at 03:30, and back to 02:30 the day after.
# Seen in: schedule 1.2.2, pytz 2026.6
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'schedule==1.2.2' 'pytz==2026.6' 'time-machine==3.6.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import datetime
import os
import time
import zoneinfo

os.environ["TZ"] = "UTC"
time.tzset()

import schedule
import time_machine

print("schedule", version("schedule"), "pytz", version("pytz"))
zone = zoneinfo.ZoneInfo("America/New_York")


def runs(start, hours, at):
    seen = []
    with time_machine.travel(start, tick=False) as clock:
        scheduler = schedule.Scheduler()
        scheduler.every().day.at(at, "America/New_York").do(lambda: seen.append(datetime.datetime.now(zone).isoformat()))
        for _ in range(hours * 60):
            clock.shift(60)
            scheduler.run_pending()
    return seen


same("spring", runs(datetime.datetime(2027, 3, 13, 12, tzinfo=zone), 72, "02:30"), [
    "2027-03-14T03:30:00-04:00",
    "2027-03-15T01:30:00-04:00",
    "2027-03-15T02:30:00-04:00",
    "2027-03-16T02:30:00-04:00",
])
same("autumn", runs(datetime.datetime(2026, 10, 31, 12, tzinfo=zone), 48, "01:30"), [
    "2026-11-01T01:30:00-04:00",
    "2026-11-02T01:30:00-05:00",
])
PY
