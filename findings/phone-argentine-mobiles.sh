#!/usr/bin/env bash
# npm's phone takes the 9 out of Argentine mobile numbers.
#
# Guess:   A valid number in E.164, +54 9 11 5551 2345, comes out as it went in.
# Reality: It is valid, and comes out as +541155512345: the landline of those digits. Only validateMobilePrefix: false
#          keeps it, and strictDetection: true calls the mobile number invalid. Mexico's old 1 is kept.
# Matters: The package is there to tidy numbers before an SMS. Sent to what it returns, the message reaches nobody, or
#          somebody else; and numbers of a history no longer match those of contacts.
# Read:    The README says that it normalizes mobile numbers into E.164; Argentina is not named.
# Seen in: phone 3.1.72; right in libphonenumber-js 1.13.16
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund phone@3.1.72 libphonenumber-js@1.13.16
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

import { parsePhoneNumber } from 'libphonenumber-js/max';
import { phone } from 'phone';

console.log(version('phone'), version('libphonenumber-js'));
const mobile = '+5491155512345';
const got = (number, options) => {
  const { isValid, phoneNumber } = phone(number, options);
  return [isValid, phoneNumber];
};
same('phone', got(mobile), [true, '+541155512345']);
same('phone, validateMobilePrefix: false', got(mobile, { validateMobilePrefix: false }), [true, mobile]);
same('phone, strictDetection: true', got(mobile, { strictDetection: true }), [false, null]);
same('phone, Mexico with 1', got('+5215512345678'), [true, '+5215512345678']);
const parsed = parsePhoneNumber(mobile);
same('libphonenumber-js', [parsed.isValid(), parsed.getType(), parsed.number], [true, 'MOBILE', mobile]);
const changed = parsePhoneNumber('+541155512345');
same('what phone made of it', [changed.isValid(), changed.getType()], [true, 'FIXED_LINE']);
JS
node check.mjs
