#!/usr/bin/env bash
# node-pdu sends 134 plain letters as two messages, and loses most of 128 brackets.
#
# Guess:   One message holds 160 characters of GSM 03.38, é and € among them, or 70 others; brackets take two places.
# Reality: A GSM text is cut from 134 letters on, another one from 64. É, ü, Ω and € are taken for letters that GSM does
#          not have, so one é makes 160 letters three messages. A bracket counts once: 128 of them are one message, and
#          their length, 256, is written as three hex digits, so that all behind it is half a byte off. parse() reads
#          other letters back.
# Matters: Each such text is paid two or three times over; one full of brackets (JSON, a template) is garbled.
# Read:    3GPP TS 23.040: 160 septets or 140 bytes a message. The README shows short texts.
# Seen in: node-pdu 2.1.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund node-pdu@2.1.1
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

import { parse, Submit } from 'node-pdu';

const submit = (text) => new Submit('+15555550100', text);
const parts = (text) => submit(text).getPartStrings().length;

console.log(version('node-pdu'));
same('133 letters: parts', parts('a'.repeat(133)), 1);
same('134 letters: parts', parts('a'.repeat(134)), 2);
same('63 letters outside GSM: parts', parts('ł'.repeat(63)), 1);
same('64 letters outside GSM: parts', parts('ł'.repeat(64)), 2);
same('159 letters and é: parts', parts(`${'a'.repeat(159)}é`), 3);
const schemes = [...'aéüΩ€['].map((letter) => submit(letter).dataCodingScheme.toString());
same('coding of a, é, ü, Ω, €, [ (08 is UCS-2)', schemes, ['00', '08', '08', '08', '08', '00']);
const [pdu, ...rest] = submit('['.repeat(128)).getPartStrings();
same('128 brackets: further parts, odd number of hex digits', [rest.length, pdu.length % 2 === 1], [0, true]);
same('128 brackets read back as brackets', parse(pdu).data.getText().includes('['), false);
JS
node check.mjs
