#!/usr/bin/env bash
# eml-format keeps one encoded word of a subject, and breaks two umlauts in a row.
#
# Guess:   read() gives the subject and text of an .eml file as every mail program shows them: RFC 2047 is from 1996.
# Reality: Where a subject has an encoded word, the first one is the whole subject: the 'Re: ' before it and the words
#          behind it are gone, as is the rest of a long subject that is folded into several. Its underscores stay. In
#          quoted-printable UTF-8 bytes are taken in threes, so 'äö', 2 x 2 bytes, is damaged, in texts too.
# Matters: Archives and eDiscovery search by subject: 'Re: Rückruf morgen' is 'Rückruf', and grüße is found nowhere.
# Read:    The README: 'RFC 822 EML file format parser'; nothing on encoded words.
# Seen in: eml-format 0.6.1; right in postal-mime 4.0.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund eml-format@0.6.1 postal-mime@4.0.0
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

import { promisify } from 'node:util';
import emlFormat from 'eml-format';
import PostalMime from 'postal-mime';

const read = promisify(emlFormat.read);
async function both(subject, body = 'Hello') {
  const head = ['From: jane@example.com', `Subject: ${subject}`, 'MIME-Version: 1.0'];
  const part = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', body, ''];
  const file = [...head, ...part].join('\r\n');
  const [one, other] = [await read(file), await PostalMime.parse(file)];
  return [one.subject, other.subject, one.text.trim(), other.text.trim()];
}
const subjects = async (subject) => (await both(subject)).slice(0, 2);

console.log(version('eml-format'), version('postal-mime'));
const word = '=?UTF-8?Q?R=C3=BCckruf?=';
same('one word', await subjects(word), ['Rückruf', 'Rückruf']);
same('words around it', await subjects(`Re: ${word} morgen`), ['Rückruf', 'Re: Rückruf morgen']);
same('folded', await subjects(`${word}\r\n =?UTF-8?Q?_am_M=C3=A4rz?=`), ['Rückruf', 'Rückruf am März']);
same('underscores', await subjects('=?UTF-8?Q?Um_f=C3=BCnf?='), ['Um_fünf', 'Um fünf']);
same('a text', (await both('x', '=C3=A4=C3=B6')).slice(2), ['ä\ufffd¶', 'äö']);
JS
node check.mjs
