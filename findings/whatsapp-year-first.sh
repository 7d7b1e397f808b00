#!/usr/bin/env bash
# npm's whatsapp-chat-parser reads 2026-03-04 as 3 April.
#
# Guess:   Dates such as 03/04/26 are ambiguous. Four digits of a year in front leave one reading: year, month, day.
# Reality: An export of one day, 2026-03-04, as WhatsApp writes it in Canada, Sweden or China, is 3 April. The package
#          guesses whether the day or the month comes first also behind the year, and takes the day where nothing
#          decides. A second day in the file, 2026-03-05, decides rightly. daysFirst: true moves 2026-03-20 into 2027.
# Matters: An export of one day lands in another month without a warning; the same chat exported a day later does not.
# Read:    The README tells of the guess and of daysFirst, and not that both hold for years in front.
# Seen in: whatsapp-chat-parser 4.0.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund whatsapp-chat-parser@4.0.2
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

import { parseString } from 'whatsapp-chat-parser';

console.log(version('whatsapp-chat-parser'));
const message = (date) => `[${date}, 09:05:01] Ann: Hello\n`;
function dates(days, options) {
  return parseString(days.map(message).join(''), options).map(({ date }) => date.toISOString().slice(0, 10));
}

same('4 March', dates(['2026-03-04', '2026-03-04']), ['2026-04-03', '2026-04-03']);
same('with slashes', dates(['2026/03/04']), ['2026-04-03']);
same('daysFirst: false', dates(['2026-03-04'], { daysFirst: false }), ['2026-03-04']);
same('daysFirst: true', dates(['2026-03-20'], { daysFirst: true }), ['2027-08-03']);
same('4 and 5 March', dates(['2026-03-04', '2026-03-05']), ['2026-03-04', '2026-03-05']);
JS
node check.mjs
