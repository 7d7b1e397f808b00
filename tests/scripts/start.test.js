import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const script = fileURLToPath(new URL('../../scripts/start.mjs', import.meta.url));

/**
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function start(args, env = {}) {
  const none = { ZOOM_ACCOUNT_ID: '', ZOOM_CLIENT_ID: '', ZOOM_CLIENT_SECRET: '' };
  const options = { env: { ...process.env, ...none, ZOOM_SESSION_ID: '', ...env } };
  return execute(process.execPath, [script, ...args], options).then(
    ({ stdout, stderr }) => ({ code: 0, printed: stdout + stderr }),
    ({ code, stdout, stderr }) => ({ code, printed: stdout + stderr }),
  );
}

test('npm start -- --once shows a conversation and ends; a built package needs no Rust', async () => {
  const { code, printed } = await start(['--once'], { PATH: dirname(process.execPath) });
  assert.equal(code, 0, printed);
  assert.match(printed, /The session "demo": \d+ messages/);
  assert.match(printed, /^ {2}[\d-]+ 18:03 {2}Dana Reyes +YES$/m);
  assert.ok(printed.trim().split('\n').length < 20, printed);
});

test('an unknown argument and incomplete Zoom credentials are explained in a sentence', async () => {
  const unknown = await start(['--twice']);
  assert.notEqual(unknown.code, 0);
  assert.match(unknown.printed, /--twice.*--once/);
  const port = await start(['--port', '70000']);
  assert.match(port.printed, /--port takes 1 to 65535/);
  const half = await start(['--once'], {
    ZOOM_ACCOUNT_ID: 'an-account',
    ZOOM_CLIENT_SECRET: 'a-secret',
  });
  assert.notEqual(half.code, 0);
  assert.match(half.printed, /set ZOOM_CLIENT_ID too/);
  assert.doesNotMatch(half.printed, /a-secret/);
});
