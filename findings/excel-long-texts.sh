#!/usr/bin/env bash
# Writers of Excel files cut texts at 32,767 letters without a word.
#
# Guess:   A text that a cell cannot hold raises an error: it is the user's data.
# Reality: openpyxl cuts the value the moment it is set. XlsxWriter cuts it and returns -2, easily overlooked;
#          polars.write_excel, which uses it, does not warn either. pandas warns. openpyxl also stores the texts '#N/A'
#          and '#REF!' as errors, which pandas reads as missing.
# Matters: One conversation in a cell (a transcript column) or a long MMS text loses its end in the file that goes to a
#          customer or a court.
# Read:    XlsxWriter documents the return code; openpyxl and Polars do not mention the cut.
# Seen in: openpyxl 3.1.5, xlsxwriter 3.3.1, polars 2.1.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'openpyxl==3.1.5' 'xlsxwriter==3.3.1' 'polars==2.1.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import warnings

import openpyxl
import polars
import xlsxwriter

warnings.simplefilter("error")
print(*(f"{name} {version(name)}" for name in ["openpyxl", "xlsxwriter", "polars"]))
text = "x" * 40_000

book = openpyxl.Workbook()
book.active["A1"], book.active["A2"] = text, "#N/A"
same("openpyxl", len(book.active["A1"].value), 32_767)
same("openpyxl, type of the text #N/A", book.active["A2"].data_type, "e")

book = xlsxwriter.Workbook("xlsxwriter.xlsx")
same("XlsxWriter returns", book.add_worksheet().write_string("A1", text), -2)
book.close()
same("XlsxWriter", len(openpyxl.load_workbook("xlsxwriter.xlsx").active["A1"].value), 32_767)

polars.DataFrame({"message": [text]}).write_excel("polars.xlsx")
same("polars", len(openpyxl.load_workbook("polars.xlsx").active["A2"].value), 32_767)
PY
