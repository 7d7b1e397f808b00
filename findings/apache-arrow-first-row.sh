#!/usr/bin/env bash
# apache-arrow's tableFromJSON loses every attachment when the first message has none.
#
# Guess:   The types fit all rows, as in pyarrow; values that do not fit are an error.
# Reality: A key's type is that of its first value. Lists of texts are refused with a TypeError, unless the first one is
#          empty: then every list holds nulls. After an object, keys that only later objects have are lost. After true
#          every text is false, after 1 the text 'free' is NaN. A text that a row does not have is ''.
# Matters: An export works as soon as its first message has no attachment, and then has no attachment anywhere.
# Read:    'Creates a Table from an array of objects.' The rule is a comment in the source.
# Seen in: apache-arrow 21.2.0; kept or refused by pyarrow 26.0.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'pyarrow==26.0.1'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund apache-arrow@21.2.0
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

import { tableFromJSON } from 'apache-arrow';

console.log(version('apache-arrow'));
const column = (...values) => {
  const table = tableFromJSON(values.map((value) => (value === undefined ? { id: 1 } : { id: 1, value })));
  return JSON.parse(JSON.stringify(table.toArray())).map((row) => row.value);
};
same('[] first', column([], ['a.jpg', 'b.jpg'], ['c.jpg']), [[], [null, null], [null]]);
let refused;
try {
  column(['a.jpg'], []);
} catch (error) {
  refused = error.name;
}
same("['a.jpg'] first", refused, 'TypeError');
same('a name later', column({ number: '1' }, { number: '2', name: 'Jane' }), [{ number: '1' }, { number: '2' }]);
same('true first', column(true, 'yes', 'no'), [true, false, false]);
same('a missing text', column(undefined, 'hello'), ['', 'hello']);
const numbers = tableFromJSON([{ value: 1 }, { value: 'free' }]).toArray();
same('1 first', Number.isNaN(numbers[1].value), true);
JS
node check.mjs
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import pyarrow as pa

print("pyarrow", version("pyarrow"))
lists = [[], ["a.jpg", "b.jpg"]]
same("[] first", pa.Table.from_pylist([{"value": each} for each in lists])["value"].to_pylist(), lists)
objects = [{"number": "1"}, {"number": "2", "name": "Jane"}]
names = [each["name"] for each in pa.Table.from_pylist([{"value": each} for each in objects])["value"].to_pylist()]
same("a name later", names, [None, "Jane"])
PY
