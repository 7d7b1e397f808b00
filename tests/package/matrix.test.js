import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentedTables, haveSameRows, matrixTables } from '../../scripts/matrix/document.mjs';
import { serveFiles } from '../../scripts/matrix/static-server.mjs';
import { ROOT } from './support.js';

test('the guide has the rows that the matrix has, with the versions of its lock files', () => {
  const documented = documentedTables();
  const [, heading = ''] = /^\| in a browser .*$/m.exec(documented)?.[0].split('version |') ?? [];
  const browsers = heading.split('|').map((cell) => cell.trim());
  const engines = browsers.filter(Boolean).map((browser) => browser.split(' '));
  assert.deepEqual(
    engines.map(([name]) => name),
    ['Chromium', 'Firefox', 'WebKit'],
  );
  assert.ok(haveSameRows(documented, matrixTables(Object.fromEntries(engines))));
});

test('a matrix page has the policy that its row names', async () => {
  for (const policy of [true, false]) {
    const site = await serveFiles(ROOT, { policy });
    const response = await fetch(new URL('tests/consumers/page/index.html', site.url));
    await site.close();
    const sent = response.headers.get('content-security-policy');
    assert.equal(response.status, 200);
    assert.equal(sent?.includes("script-src 'self' 'wasm-unsafe-eval';") ?? false, policy);
    assert.doesNotMatch(sent ?? '', /'unsafe-eval'/);
  }
});
