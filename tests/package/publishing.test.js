import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packPackage, ROOT } from './support.js';

const execute = promisify(execFile);
const pkg = join(ROOT, 'pkg');

/** What belongs into the package, besides what npm puts there of itself. */
const BELONGS = [
  /^(README\.md|CHANGELOG\.md|THIRD-PARTY-NOTICES\.md|LICENSE-(MIT|APACHE)|package\.json|sbom\.cdx\.json)$/,
  /^(index|inline|server|workerd|edge|proxy(-workerd|-edge)?)\.(js|d\.ts)$/,
  /^wasm\.d\.ts$/,
  /^lib\/(proxy\/)?[\w-]+\.(js|d\.ts)$/,
  /^wasm\/(zoom_phone_sms_bg\.wasm|zoom_phone_sms\.js|base64\.js)$/,
  /^wasm\/(types|base64)\.d\.ts$/,
  /^wasm\/zoom_phone_sms_bg\.d\.wasm\.ts$/,
  /^wasm\/snippets\/.+\.js$/,
  /^cjs\/((index|proxy)\.(js|d\.ts)|shared-[\w-]+\.js|package\.json)$/,
  /^cjs\/types\/(lib\/|lib\/proxy\/|wasm\/)?[\w-]+\.d\.ts$/,
];

test('npm would publish exactly the intended files', async () => {
  const args = ['publish', '--dry-run', '--json', '--offline'];
  const { stdout } = await execute('npm', args, { cwd: pkg });
  const [{ files }] = /** @type {[{ files: { path: string }[] }]} */ (
    Object.values(JSON.parse(stdout))
  );
  const paths = files.map(({ path }) => path);
  const others = paths.filter((path) => !BELONGS.some((pattern) => pattern.test(path)));
  assert.deepEqual(others, []);
  for (const pattern of BELONGS)
    assert.ok(
      paths.some((path) => pattern.test(path)),
      `${pattern}`,
    );
});

test('publint has nothing to say', async () => {
  const { messages, pkg: manifest } = await publint({ pkgDir: pkg, strict: true });
  assert.deepEqual(
    messages.map((message) => formatMessage(message, manifest)),
    [],
  );
});

test('the types resolve correctly under every module resolution', async () => {
  const attw = join(ROOT, 'node_modules', '.bin', 'attw');
  const run = execute(attw, [await packPackage(), '--format', 'json']);
  const printed = await run.then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );
  assert.deepEqual(JSON.parse(printed).problems, {});
});
