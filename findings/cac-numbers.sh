#!/usr/bin/env bash
# cac and sade make numbers of a phone number and a long id, even where the option is a string.
#
# Guess:   --from=+15555550100 is text for a parser of command lines unless a number was asked for; [String] keeps it.
# Reality: Both parse with mri and pass it no list of strings: the plus is lost, 007 is 7, an id of 22 digits becomes
#          1.2345678901234568e+21, and --name= (empty) is true. cac's type: [String] turns the number back into text:
#          '15555550100', '1.2345678901234568e+21'. In sade an option with a string default is kept.
# Matters: A sender without its plus is another number, or none; a message id is rounded to one that does not exist.
# Read:    cac's README shows <value> and type: [String] without a word on numbers; sade's shows numbers as they come.
# Seen in: cac 7.1.0, sade 1.8.1; text in yargs 18.2.0 with type: 'string'
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund cac@7.1.0 sade@1.8.1 yargs@18.2.0
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

import { cac } from 'cac';
import sade from 'sade';
import yargs from 'yargs';

const VALUES = ['+15555550100', '1234567890123456789012', '007', ''];

function withCac(value, config) {
  const program = cac('export').option('--from [value]', 'A sender', config);
  return program.parse(['node', 'export', `--from=${value}`], { run: false }).options.from;
}

function withSade(value, fallback) {
  let from;
  const program = sade('export', true).option('--from', 'A sender', fallback);
  program.action((options) => {
    from = options.from;
  });
  program.parse(['node', 'export', `--from=${value}`]);
  return from;
}

console.log(version('cac'), version('sade'), version('yargs'));
const numbers = [15555550100, 1.2345678901234568e21, 7, true];
same('cac', VALUES.map((value) => withCac(value)), numbers);
const texts = [['15555550100'], ['1.2345678901234568e+21'], ['7'], ['true']];
same('cac, type: [String]', VALUES.map((value) => withCac(value, { type: [String] })), texts);
same('sade', VALUES.map((value) => withSade(value)), numbers);
same('sade, with a default', VALUES.map((value) => withSade(value, '')), VALUES);
const withYargs = (value) => yargs([`--from=${value}`]).option('from', { type: 'string' }).parse().from;
same('yargs', VALUES.map(withYargs), VALUES);
JS
node check.mjs
