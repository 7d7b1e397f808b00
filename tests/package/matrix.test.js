import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentedTables, haveSameRows, matrixTables } from '../../scripts/matrix/document.mjs';

test('the README has the rows that the matrix has, with the versions of its lock files', () => {
  const documented = documentedTables();
  const [, heading = ''] = /^\| on a page .*$/m.exec(documented)?.[0].split('version |') ?? [];
  const browsers = heading.split('|').map((cell) => cell.trim());
  const engines = browsers.filter(Boolean).map((browser) => browser.split(' '));
  assert.deepEqual(
    engines.map(([name]) => name),
    ['Chromium', 'Firefox', 'WebKit'],
  );
  assert.ok(haveSameRows(documented, matrixTables(Object.fromEntries(engines))));
});
