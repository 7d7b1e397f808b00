#!/usr/bin/env bash
# Generators disagree on what an API sends: null in an enum, and times with an offset.
#
# Guess:   From one OpenAPI 3.0 document, generators make types and validators that accept the same answers: a nullable
#          enum is null at times, and format: date-time is RFC 3339.
# Reality: nullable: true with enum: [In, Out] is 'In' | 'Out' | null to openapi-typescript; @hey-api/openapi-ts and
#          datamodel-code-generator leave null out (OpenAPI 3.0.3 says that it must be in the enum, too). hey-api's zod
#          validator refuses 10:00:00+05:30, as zod's iso.datetime() takes only Z unless told otherwise; datamodel-
#          code-generator takes both.
# Matters: A validator generated from the public document refuses a whole page of valid messages for one null or one
#          offset.
# Read:    The proposal 'Clarify Nullable' of OpenAPI 3.0.3; hey-api documents the option dates.offset.
# Seen in: @hey-api/openapi-ts 0.95.0, zod 4.1.12, openapi-typescript 7.13.0, datamodel-code-generator 0.89.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'datamodel-code-generator==0.89.0'
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @hey-api/openapi-ts@0.95.0 zod@4.1.12 openapi-typescript@7.13.0 typescript@5.9.3
cat > api.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": { "title": "messages", "version": "1" },
  "paths": {},
  "components": {
    "schemas": {
      "Message": {
        "type": "object",
        "required": ["direction", "date_time"],
        "properties": {
          "direction": { "type": "string", "nullable": true, "enum": ["In", "Out"] },
          "date_time": { "type": "string", "format": "date-time" }
        }
      }
    }
  }
}
JSON
npx --no-install openapi-typescript api.json -o api.d.ts >/dev/null 2>&1
npx --no-install openapi-ts -i api.json -o hey -p @hey-api/typescript zod >/dev/null
cp hey/zod.gen.ts hey.mjs
venv/bin/datamodel-codegen --input api.json --input-file-type openapi --output model.py --output-model-type pydantic_v2.BaseModel 2>/dev/null
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

import { zMessage } from './hey.mjs';

for (const name of ['openapi-typescript', '@hey-api/openapi-ts', 'zod']) console.log(version(name));
const line = (file) => readFileSync(file, 'utf8').match(/direction: ([^;]+);/)[1];
const accepts = (message) => zMessage.safeParse(message).success;
const date_time = '2026-01-31T10:00:00Z';
same('openapi-typescript, type', line('api.d.ts'), '"In" | "Out" | null');
same('hey-api, type', line('hey/types.gen.ts'), "'In' | 'Out'");
same('hey-api, zod accepts In', accepts({ direction: 'In', date_time }), true);
same('hey-api, zod accepts null', accepts({ direction: null, date_time }), false);
same('hey-api, zod accepts +05:30', accepts({ direction: 'In', date_time: '2026-01-31T10:00:00+05:30' }), false);
JS
node check.mjs
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


sys.path.insert(0, ".")
from model import Message
from pydantic import ValidationError

print("datamodel-code-generator", version("datamodel-code-generator"))


def accepts(**message):
    try:
        Message.model_validate(message)
    except ValidationError:
        return False
    return True


same("pydantic accepts null", accepts(direction=None, date_time="2026-01-31T10:00:00Z"), False)
same("pydantic accepts +05:30", accepts(direction="In", date_time="2026-01-31T10:00:00+05:30"), True)
PY
