#!/usr/bin/env bash
# pyrate-limiter counts all names together.
#
# Guess:   try_acquire("account-1") and try_acquire("account-2") have a limit each: why else is there a name?
# Reality: A Limiter made from a Rate has one bucket. With three a second, three names use it up, and the fourth is
#          refused, or waits. Limits by name need a BucketFactory of one's own.
# Matters: A client of several accounts is as slow as one account allows, and slower with every account. Nothing fails,
#          so nobody looks.
# Read:    The README gives two functions decorated by one limiter a name each; that they share its limit must be
#          inferred from the part on factories.
# Seen in: pyrate-limiter 4.5.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'pyrate-limiter==4.5.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


from pyrate_limiter import Duration, Limiter, Rate

print("pyrate-limiter", version("pyrate-limiter"))
limiter = Limiter(Rate(3, Duration.MINUTE))
taken = [limiter.try_acquire(f"account-{number}", blocking=False) for number in range(1, 6)]
same("five names, three a minute", taken, [True, True, True, False, False])
PY
