import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from './support.js';

const security = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8');

test('each test that SECURITY.md names exists', () => {
  const named = [...security.matchAll(/`(tests\/[\w/-]+\.test\.js)`: (.+?) (?=\||;)/g)];
  assert.ok(named.length > 15);
  for (const [, file, name] of named) {
    const source = readFileSync(join(ROOT, `${file}`), 'utf8');
    assert.ok(source.includes(`${name}`), `${file} has no test "${name}"`);
  }
});
