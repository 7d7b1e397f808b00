#!/usr/bin/env bash
# npm's gsm7 turns a curly quote and the letter behind it into "undefined".
#
# Guess:   Encoding a character that GSM 03.38 does not have throws, or gives a question mark, as other encoders do.
# Reality: It writes the escape of the extension table alone. The receiver then reads the next letter in that table:
#          'He said “yes” twice' comes back from decode() as 'He said undefinedesundefinedtwice', '10 °C' as
#          '10 undefined'. At the end of a text the character is simply gone.
# Matters: Phones type curly quotes by themselves. The letter behind each is damaged too, on every phone.
# Read:    The README says that it transcodes ASCII and does not say what becomes of other characters.
# Seen in: gsm7 1.3.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund gsm7@1.3.1
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

import gsm7 from 'gsm7';

console.log(version('gsm7'));
const there = (text) => gsm7.decode(gsm7.encode(text));
same('5 € [ok]', there('5 € [ok]'), '5 € [ok]');
same('bytes of “', gsm7.encode('“').toString('hex'), '1b');
same('curly quotes', there('He said “yes” twice'), 'He said undefinedesundefinedtwice');
same('10 °C', there('10 °C'), '10 undefined');
same('Zażółć', there('Zażółć'), 'Za');
JS
node check.mjs
