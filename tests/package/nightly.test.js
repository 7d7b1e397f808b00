import assert from 'node:assert/strict';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { importPackage, installPackage, ROOT, startSimulator } from './support.js';

const project = await installPackage();
const sms = await importPackage(project);
copyFileSync(join(ROOT, 'examples', 'nightly-archive.mjs'), join(project, 'nightly.mjs'));
/** @type {typeof import('../../examples/nightly-archive.mjs')} */
const { archiveNight } = await import(pathToFileURL(join(project, 'nightly.mjs')).href);

test('a nightly job appends each message of the account once, also after it was killed', async () => {
  const account = { sessions: 8, messages: 120, days: 60 };
  const { url, simulator } = await startSimulator({ account, rateLimit: { perSecond: 1_000 } });
  const file = join(project, 'messages.ndjson');
  const from = new Date(Date.now() - 61 * 86_400_000).toISOString().slice(0, 10);
  for (const requests of [3, 9, 15, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]) {
    const controller = new AbortController();
    let left = requests;
    const client = new sms.SmsClient({
      token: () => simulator.issueToken(),
      baseUrl: `${url}/v2`,
      rateLimit: { perSecond: 1_000 },
      fetch: (request) => {
        left -= 1;
        if (left < 0) controller.abort();
        return fetch(request);
      },
    });
    const night = archiveNight(client, file, { from, signal: controller.signal });
    if (Number.isFinite(requests)) await assert.rejects(night, { name: 'AbortError' });
    else assert.deepEqual((await night)?.failed, []);
  }
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  const given = lines.map((line) => {
    const { session_id, message_id } = JSON.parse(line);
    return `${session_id} ${message_id}`;
  });
  const shown = [...simulator.shown()].map((one) => `${one.session_id} ${one.message_id}`);
  assert.deepEqual(given.sort(), shown.sort());
});
