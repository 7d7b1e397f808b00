#!/usr/bin/env bash
# mimetext labels every text 7bit and writes it as it is.
#
# Guess:   A text with é or a line of 1,200 letters is encoded, as the subject and the names are: quoted-printable or
#          base64.
# Reality: Unless the caller encodes the text and says so, it is written raw below 'Content-Transfer-Encoding: 7bit',
#          whatever it holds: bytes over 127 and lines over 998 letters, neither of which 7bit allows. The subject is
#          one encoded word of any length, where RFC 2047 allows 75. nodemailer encodes the text and folds the subject.
# Matters: Lenient readers show such .eml files rightly, so nothing is noticed until a strict server or archive refuses
#          one.
# Read:    The README shows the 7bit header above an ASCII text; that the caller has to encode other texts is not said.
# Seen in: mimetext 3.0.28; encoded by nodemailer 10.6.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund mimetext@3.0.28 nodemailer@10.6.1
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

import { createMimeMessage } from 'mimetext';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';

console.log(version('mimetext'), version('nodemailer'));
const subject = 'Grüße '.repeat(30).trim();
const text = `Café\n${'x'.repeat(1200)}\n`;
const facts = (raw) => {
  const lines = raw.split(/\r?\n/);
  return {
    label: raw.match(/Content-Transfer-Encoding: (\S+)/)[1],
    ascii: [...raw].every((letter) => letter.codePointAt(0) < 128),
    longLine: Math.max(...lines.map((line) => line.length)) > 998,
    longWord: lines.some((line) => line.startsWith('Subject: =?') && line.length > 200),
  };
};

const message = createMimeMessage();
message.setSender('jane@example.com');
message.setRecipient('bob@example.com');
message.setSubject(subject);
message.addMessage({ contentType: 'text/plain', data: text });
same('mimetext', facts(message.asRaw()), { label: '7bit', ascii: false, longLine: true, longWord: true });
const mail = new MailComposer({ from: 'jane@example.com', to: 'bob@example.com', subject, text });
const raw = (await mail.compile().build()).toString();
same('nodemailer', facts(raw), { label: 'quoted-printable', ascii: true, longLine: false, longWord: false });
JS
node check.mjs
