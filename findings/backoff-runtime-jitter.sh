#!/usr/bin/env bash
# PyPI backoff.runtime waits a random part of what Retry-After asks for.
#
# Guess:   on_predicate(backoff.runtime, value=...) waits at least as long as value says: it is made for Retry-After.
# Reality: The default jitter is full jitter, for runtime as well: of 60 seconds it waits anything from 0 to 60. Only
#          jitter=None waits them all.
# Matters: The client asks again too early again and again, and servers with a daily budget count each of those
#          requests.
# Read:    The README's example of runtime passes jitter=None and does not say why.
# Seen in: backoff 2.2.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'backoff==2.2.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import time

import backoff

print("backoff", version("backoff"))
time.sleep = lambda seconds: None


def waits(**options):
    seen = []

    @backoff.on_predicate(
        backoff.runtime,
        predicate=lambda retry_after: retry_after is not None,
        value=lambda retry_after: retry_after,
        max_tries=101,
        on_backoff=lambda details: seen.append(details["wait"]),
        **options,
    )
    def ask():
        return 60

    ask()
    return seen


default = waits()
print("the first waits:", [round(wait, 1) for wait in default[:6]])
same("waits", len(default), 100)
same("shorter than asked for", sum(wait < 60 for wait in default) > 90, True)
same("shorter than half of it", 20 < sum(wait < 30 for wait in default) < 80, True)
same("with jitter=None", set(waits(jitter=None)), {60})
PY
