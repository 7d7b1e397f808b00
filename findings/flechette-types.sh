#!/usr/bin/env bash
# flechette chooses a column's type by the values of the batch.
#
# Guess:   tableFromArrays gives numbers one type, Dates a timestamp and lists a list, whatever the values are: batches
#          of one export fit together.
# Reality: Integers become int8, int16, int32 or float64 by the largest one; Dates that all fall on midnight UTC become
#          date32; lists that happen to be equally long become fixed-size lists. The next batch has another schema.
# Matters: One page whose messages have one recipient each, and the next with two: files that no reader puts together,
#          and a day's column that loses its time zone and time.
# Read:    'Data types can be automatically inferred': the rules are in the source.
# Seen in: @uwdata/flechette 2.2.6, pyarrow 26.0.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'pyarrow==26.0.1'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @uwdata/flechette@2.2.6
cat > check.mjs <<'JS'
import { readFileSync } from 'node:fs';

const version = (name) => `${name} ${JSON.parse(readFileSync(`node_modules/${name}/package.json`)).version}`;
function same(what, got, expected) {
  console.log(`${what}: ${JSON.stringify(got)}`);
  if (JSON.stringify(got) !== JSON.stringify(expected)) {
    console.error(`CHANGED: ${what}: expected ${JSON.stringify(expected)}`);
    process.exit(1);
  }
}

import { writeFileSync } from 'node:fs';
import { tableFromArrays, tableToIPC } from '@uwdata/flechette';

console.log(version('@uwdata/flechette'));
const pages = {
  quiet: { characters: [2, 5], sent: [new Date('2026-01-31'), new Date('2026-02-01')], to: [['+15551234567'], ['+15551234568']] },
  usual: { characters: [2, 300], sent: [new Date('2026-01-31'), new Date('2026-02-01T10:20:30Z')], to: [['+15551234567'], []] },
};
for (const [name, page] of Object.entries(pages)) writeFileSync(`${name}.arrow`, tableToIPC(tableFromArrays(page), { format: 'file' }));
JS
node check.mjs
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import pyarrow

print("pyarrow", version("pyarrow"))


def types(name):
    table = pyarrow.ipc.open_file(f"{name}.arrow").read_all()
    return table, [(field.name, str(field.type).replace("l: ", "").split(", indices")[0]) for field in table.schema]


quiet, quiet_types = types("quiet")
usual, usual_types = types("usual")
print("quiet page:", quiet_types)
print("usual page:", usual_types)
same("types of numbers", (str(quiet.schema.field("characters").type), str(usual.schema.field("characters").type)), ("int8", "int16"))
same("types of Dates", (str(quiet.schema.field("sent").type), str(usual.schema.field("sent").type)), ("date32[day]", "timestamp[ms]"))
same("fixed-size lists", [pyarrow.types.is_fixed_size_list(t.schema.field("to").type) for t in (quiet, usual)], [True, False])
try:
    pyarrow.concat_tables([quiet, usual])
    outcome = "concatenated"
except pyarrow.ArrowInvalid:
    outcome = "schemas differ"
same("both pages together", outcome, "schemas differ")
PY
