#!/usr/bin/env bash
# eml-parse-js gives the letters of the base64 as an attachment's bytes.
#
# Guess:   An attachment's data, a Uint8Array, is the file, as in eml-format, from which this was forked.
# Reality: For base64, which is what mail programs send files in, data holds the base64 itself, one byte a letter; saved
#          as photo.png it is no picture. data64 is the same as a string. For other encodings data is decoded text, and
#          data64 is empty.
# Matters: Every saved attachment is a third too large and opens nowhere; nothing fails until someone looks.
# Read:    The README: 'add data with base64 in attachment', and the type 'string | Uint8Array'.
# Seen in: eml-parse-js 1.1.15; the file's bytes in eml-format 0.6.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund eml-parse-js@1.1.15 eml-format@0.6.1
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
import { readEml } from 'eml-parse-js';

const file = (encoding, content) =>
  [
    'From: jane@example.com',
    'Subject: A photo',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'Hello',
    '--b',
    'Content-Type: application/octet-stream; name="photo.png"',
    'Content-Disposition: attachment; filename="photo.png"',
    `Content-Transfer-Encoding: ${encoding}`,
    '',
    content,
    '--b--',
    '',
  ].join('\r\n');

console.log(version('eml-parse-js'), version('eml-format'));
const png = Buffer.from('89504e470d0a1a0a', 'hex');
const [attachment] = readEml(file('base64', png.toString('base64'))).attachments;
same('a Uint8Array', attachment.data instanceof Uint8Array, true);
same('the file', Buffer.from(attachment.data).equals(png), false);
same('its base64', Buffer.from(attachment.data).toString('latin1'), 'iVBORw0KGgo=');
const [text] = readEml(file('quoted-printable', 'a=3Db')).attachments;
same('quoted-printable: data, data64', [text.data.trim(), text.data64], ['a=b', '']);
const [other] = (await promisify(emlFormat.read)(file('base64', png.toString('base64')))).attachments;
same('eml-format: the file', other.data.equals(png), true);
JS
node check.mjs
