#!/usr/bin/env bash
# polars 2 drops a message with no attachments from explode(), and keeps one whose attachments are missing.
#
# Guess:   explode() keeps every row: an empty list and a missing one both give a row with null, as polars 1 and pandas
#          have it.
# Reality: In polars 2 the row with the empty list is gone and the one with null stays. pandas keeps both, DuckDB's
#          unnest() drops both. With polars 1.30 both stay.
# Matters: Whether a message without a picture is in the table by attachments hangs on how the writer put 'none', and on
#          the version of the reader. Counts of messages made from such a table are too small.
# Read:    explode's docstring has empty_as_null and keep_nulls; their defaults stand in the signature alone.
# Seen in: polars 2.1.0 and 1.30.0, pandas 3.1.1, duckdb 2.0.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'polars==2.1.0' 'pandas==3.1.1' 'duckdb==2.0.1' 'pyarrow==26.0.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import subprocess

import duckdb
import polars
import pyarrow

print(*(f"{name} {version(name)}" for name in ["polars", "pandas", "duckdb"]))
ids, files = ["empty", "missing", "one"], [[], None, ["a"]]
frame = polars.DataFrame({"id": ids, "file": files})
same("polars 2", frame.explode("file").rows(), [("missing", None), ("one", "a")])
messages = pyarrow.table({"id": ids, "file": files})
same("pandas", messages.to_pandas().explode("file")["id"].tolist(), ids)
same("DuckDB", duckdb.sql("select id, unnest(file) from messages").fetchall(), [("one", "a")])

subprocess.run([sys.executable, "-m", "venv", "older"], check=True)
subprocess.run(["older/bin/pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check", "polars==1.30.0"], check=True)
program = f"import polars; print(polars.DataFrame({{'id': {ids}, 'file': {files}}}).explode('file').rows())"
older = subprocess.run(["older/bin/python", "-c", program], check=True, capture_output=True, text=True).stdout.strip()
same("polars 1.30", older, "[('empty', None), ('missing', None), ('one', 'a')]")
PY
