#!/usr/bin/env bash
# spdx-correct makes "Unlicense" of UNLICENSED, and "MIT" of every text with those three letters in it.
#
# Guess:   A text that is not nearly the name of a licence gives null, as the README's 'No idea what license' does.
# Reality: 'UNLICENSED', npm's word for 'no rights granted', becomes Unlicense, a gift to the public. 'limited',
#          'Not MIT' and 'Summit Software License' become MIT, 'MIT with Commons Clause' and 'Apache 2.0 with Commons
#          Clause' lose the clause, and of 'MIT or GPL' the choice is lost: GPL-3.0-or-later.
# Matters: Licence reports and SBOMs run package.json's licence through it. Proprietary packages pass a list of allowed
#          licences, which is the one thing that the list was for.
# Read:    The README shows three corrections and one null; it does not say how texts are matched.
# Seen in: spdx-correct 3.2.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund spdx-correct@3.2.0
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

import correct from 'spdx-correct';

console.log(version('spdx-correct'));
for (const [text, expected] of [
  ['No idea what license', null],
  ['UNLICENSED', 'Unlicense'],
  ['limited', 'MIT'],
  ['Not MIT', 'MIT'],
  ['Summit Software License', 'MIT'],
  ['MIT with Commons Clause', 'MIT'],
  ['Apache 2.0 with Commons Clause', 'Apache-2.0'],
  ['MIT or GPL', 'GPL-3.0-or-later'],
]) {
  same(text, correct(text), expected);
}
JS
node check.mjs
