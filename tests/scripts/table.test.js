import assert from 'node:assert/strict';
import { test } from 'node:test';
import { table } from '../../scripts/lib/table.mjs';

test('columns stay aligned with emoji, wide letters and combining marks', () => {
  const rows = [
    ['name', 'n'],
    ['李小龍', '1'],
    ['👩‍👩‍👧‍👦', '2'],
    ['cafe\u0301', '3'],
  ];
  assert.equal(table(rows), 'name    n\n──────  ─\n李小龍  1\n👩‍👩‍👧‍👦      2\ncafe\u0301    3');
});
