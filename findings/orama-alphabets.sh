#!/usr/bin/env bash
# An Orama index finds no word that is not written in Latin letters.
#
# Guess:   Without a stemmer for a language its words are indexed as they are; searching for the exact word finds it.
# Reality: The default language is English, and its tokenizer takes every letter outside Latin as a space: Russian,
#          Arabic, Greek, Hebrew and Chinese messages are stored and can never be found. No error, no warning. With
#          language: 'russian' Russian is found, Arabic is not.
# Matters: Customers write in their own language; a search over a history says 'no messages' of conversations that are
#          there.
# Read:    The documentation lists 30 languages for stemming, and not what becomes of letters of another.
# Seen in: @orama/orama 3.1.18
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @orama/orama@3.1.18
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

import { create, insertMultiple, search } from '@orama/orama';

console.log(version('@orama/orama'));
const messages = ['Привет завтра', 'مرحبا بكم', 'Καλημέρα', 'Bis übermorgen', 'see you'];
const words = ['завтра', 'مرحبا', 'Καλημέρα', 'übermorgen', 'see'];

async function found(language) {
  const index = create({ schema: { message: 'string' }, language });
  await insertMultiple(index, messages.map((message) => ({ message })));
  return Promise.all(words.map(async (term) => (await search(index, { term })).count));
}

console.log('searched for:', words.join(', '));
same('by default', await found(undefined), [0, 0, 0, 1, 1]);
same('russian', await found('russian'), [1, 0, 0, 1, 1]);
JS
node check.mjs
