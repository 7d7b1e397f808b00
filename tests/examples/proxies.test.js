import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const NONE = { ZOOM_ACCOUNT_ID: '', ZOOM_CLIENT_ID: '', ZOOM_CLIENT_SECRET: '' };

/**
 * @param {string} name
 * @param {Record<string, string>} [env]
 */
function start(name, env = {}) {
  const file = fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...NONE, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
  }
  return { child, said: () => text };
}

for (const kind of ['node', 'express', 'hono', 'fetch']) {
  test(`node examples/proxy-${kind}.mjs says where it serves the simulator, until Ctrl-C`, async (t) => {
    const { child, said } = start(`proxy-${kind}.mjs`);
    t.after(() => child.kill('SIGKILL'));
    const ended = once(child, 'exit');
    while (!said().includes('Ctrl-C') && child.exitCode === null) {
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
    const [, address = said()] = /curl (\S+)/.exec(said()) ?? [];
    const response = await fetch(address);
    assert.equal(response.status, 200);
    const { sms_histories: messages } = /** @type {any} */ (await response.json());
    assert.equal(messages.length, 2);
    child.kill('SIGINT');
    assert.deepEqual(await ended, [null, 'SIGINT']);
  });
}

test('an example says which of the credentials are missing', async () => {
  const { child, said } = start('proxy-node.mjs', { ZOOM_ACCOUNT_ID: 'an-account' });
  const [code] = await once(child, 'close');
  assert.equal(code, 1);
  assert.match(said(), /`clientId` is empty.*`clientSecret` is empty/);
});
