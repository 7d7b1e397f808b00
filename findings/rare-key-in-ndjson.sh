#!/usr/bin/env bash
# A key that first comes late in an NDJSON file is dropped without a word.
#
# Guess:   A reader that infers the columns from the first rows either adds a column when a new key appears or stops
#          with an error.
# Reality: Polars (first 100 rows), DataFusion (1,000) and DuckDB (20,480) ignore the key and its values: no column, no
#          error, no warning. pyarrow and pandas read them.
# Matters: Most messages have no attachments. An export whose first attachment comes after the sample is read as one
#          without any.
# Read:    The sample sizes are documented (infer_schema_length, schema_infer_max_records, sample_size); what becomes
#          of other keys is easy to miss.
# Seen in: polars 2.1.0, datafusion 55.0.0, duckdb 2.0.1; kept by pyarrow 26.0.1, pandas 3.1.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'polars==2.1.0' 'datafusion==55.0.0' 'duckdb==2.0.1' 'pyarrow==26.0.1' 'pandas==3.1.1'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import json

import datafusion
import duckdb
import pandas
import polars
import pyarrow.json

print(*(f"{name} {version(name)}" for name in ["polars", "datafusion", "duckdb", "pyarrow", "pandas"]))
rows = 30_000
with open("sms.json", "w") as file:
    for n in range(rows):
        row = {"message_id": f"m{n}", "message": "hello"}
        if n == rows - 1:
            row["attachment"] = "photo.jpg"
        file.write(json.dumps(row) + "\n")

seen, all_three = ["message_id", "message"], ["message_id", "message", "attachment"]
table = polars.read_ndjson("sms.json")
same("polars", (table.columns, table.height), (seen, rows))
table = datafusion.SessionContext().read_json("sms.json")
same("datafusion", (table.schema().names, table.count()), (seen, rows))
table = duckdb.sql("from read_ndjson('sms.json')")
same("duckdb", (table.columns, table.shape[0]), (seen, rows))
same("pyarrow", pyarrow.json.read_json("sms.json").column_names, all_three)
same("pandas", list(pandas.read_json("sms.json", lines=True).columns), all_three)
PY
