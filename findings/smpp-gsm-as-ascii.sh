#!/usr/bin/env bash
# npm's smpp labels GSM 03.38 as ASCII, and reads ASCII as GSM 03.38.
#
# Guess:   A text in the GSM alphabet is sent with data_coding 0, the message center's default; data_coding 1 is ASCII
#          (IA5), as the SMPP specification has it.
# Reality: '@home' goes out with data_coding 1 and the byte 00 for '@', 'é' as 05. An ASCII text that arrives with
#          data_coding 1 is read as GSM: 'a@b_c $5' becomes 'a¡b§c ¤5'. Any text with 'ç' changes to Latin-1.
# Matters: Between two programs with this package all looks well. At a gateway that follows the specification, mail
#          addresses and prices are damaged in both directions.
# Read:    The README names 'ASCII (GSM 03.38)' and its data_coding 0x01, as if the two were one.
# Seen in: smpp 0.5.1
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund smpp@0.5.1
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

import smpp from 'smpp';

console.log(version('smpp'));
function coded(text, bytes) {
  const pdu = new smpp.PDU('submit_sm', { short_message: text });
  const hex = pdu.toBuffer().subarray(-bytes).toString('hex');
  return [pdu.data_coding, hex];
}
same('@home', coded('@home', 5), [1, '00686f6d65']);
same('é', coded('é', 1), [1, '05']);
same('ç', coded('ç', 1), [3, 'e7']);
const ascii = new smpp.PDU('deliver_sm', { data_coding: 1, short_message: Buffer.from('a@b_c $5', 'ascii') });
same('ASCII read', new smpp.PDU(ascii.toBuffer()).short_message.message, 'a¡b§c ¤5');
JS
node check.mjs
