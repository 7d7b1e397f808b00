#!/usr/bin/env bash
# croniter and APScheduler run a nightly job twice when clocks go back.
#
# Guess:   A job at a fixed time, 01:30, runs once in the night with two 01:30: Vixie cron and its successors treat
#          fixed times so.
# Reality: croniter gives both, an hour apart, and so does APScheduler's CronTrigger. cronsim gives the first.
# Matters: An export that starts twice writes its file over itself or sends everything a second time.
# Read:    croniter's 'About DST' shows starts with a time zone and no more; APScheduler's guide warns that jobs near a
#          change may run twice.
# Seen in: croniter 7.0.0, APScheduler 3.11.3; once in cronsim 2.8
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'croniter==7.0.0' 'APScheduler==3.11.3' 'cronsim==2.8'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import datetime
import zoneinfo

from apscheduler.triggers.cron import CronTrigger
from croniter import croniter
from cronsim import CronSim

print(*(f"{name} {version(name)}" for name in ["croniter", "APScheduler", "cronsim"]))
zone = zoneinfo.ZoneInfo("America/New_York")
start = datetime.datetime(2026, 10, 31, 12, tzinfo=zone)
twice = ["2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00", "2026-11-02T01:30:00-05:00"]
once = [twice[0], *twice[2:], "2026-11-03T01:30:00-05:00"]

times = croniter("30 1 * * *", start)
same("croniter", [times.get_next(datetime.datetime).isoformat() for _ in range(3)], twice)

trigger, now, fired = CronTrigger.from_crontab("30 1 * * *", timezone=zone), start, []
for _ in range(3):
    fired.append(trigger.get_next_fire_time(fired[-1] if fired else None, now))
    now = (fired[-1].astimezone(datetime.timezone.utc) + datetime.timedelta(milliseconds=1)).astimezone(zone)
same("APScheduler", [time.isoformat() for time in fired], twice)

times = CronSim("30 1 * * *", start)
same("cronsim", [next(times).isoformat() for _ in range(3)], once)
PY
