import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { placeOf, safeName } from '../../cli/lib/attachments/names.js';
import { serve } from '../../simulator/serve.js';
import { installCli, scratch, TOKEN } from './support.js';

const { cli } = await installCli();
const folder = scratch();
const zoom = await serve();
after(() => zoom.close());

/** @param {string} out */
const exported = (out) =>
  cli(
    [
      ...['export', 'demo', '--since', '40d', '--attachments', '-o', out, '--rate', '1000'],
      ...['--base-url', `${zoom.url}/v2`],
    ],
    { env: TOKEN },
  );

/** @param {string} out @returns {{ file: string, bytes: number, message_id: string, attachment: { size: number } }[]} */
const savedIn = (out) =>
  readFileSync(join(out, 'attachments.ndjson'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

test('attachments are saved with their sizes and listed with their messages, once', async () => {
  const out = join(folder, 'all');
  const first = await exported(out);
  assert.equal(first.code, 0, first.stderr);
  const sent = zoom.simulator.groundTruth('demo').flatMap(({ attachments }) => attachments ?? []);
  const saved = savedIn(out);
  assert.ok(sent.length > 2);
  assert.equal(saved.length, sent.length);
  assert.match(first.stderr, new RegExp(`^${sent.length} new attachments saved\\.$`, 'm'));
  for (const { file, bytes, attachment } of saved) {
    assert.equal(statSync(join(out, file)).size, bytes);
    assert.equal(attachment.size, bytes);
    assert.equal(statSync(join(out, file)).mode & 0o777, 0o600);
  }
  assert.doesNotMatch(
    readFileSync(join(out, 'attachments.ndjson'), 'utf8'),
    /download_url|https?:/,
  );
  assert.equal(readFileSync(join(out, '.state', 'wanted.ndjson'), 'utf8'), '');
  assert.deepEqual(readdirSync(join(out, '.state', 'new')), []);
  const again = await exported(out);
  assert.match(again.stderr, /^Nothing new: /);
  assert.deepEqual(savedIn(out), saved);
});

test('an attachment that fails is exit code 3, leaves no file, and is tried again by the next run', async () => {
  const out = join(folder, 'failing');
  zoom.simulator.set({ downloadFault: 'broken' });
  const failing = await exported(out);
  assert.equal(failing.code, 3);
  assert.match(failing.stderr, /^\d+ attachments could not be saved; the next run tries again\.$/m);
  assert.doesNotMatch(failing.stderr, /jwt|download|eyJ/);
  assert.equal(existsSync(join(out, 'attachments.ndjson')), false);
  zoom.simulator.set({ downloadFault: 'none' });
  const again = await exported(out);
  assert.equal(again.code, 0, again.stderr);
  assert.equal(savedIn(out).length, savedIn(join(folder, 'all')).length);
});

test('a link that has expired meanwhile is renewed', async () => {
  const out = join(folder, 'expired');
  zoom.simulator.set({ downloadFault: '500', downloadLifetimeS: 1 });
  assert.equal((await exported(out)).code, 3);
  zoom.simulator.set({ downloadFault: 'none' });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  zoom.simulator.set({ downloadLifetimeS: 3_600 });
  const again = await exported(out);
  assert.equal(again.code, 0, again.stderr);
  assert.equal(savedIn(out).length, savedIn(join(folder, 'all')).length);
});

test('names of files stay in their folder, whatever people send', () => {
  for (const [name, safe] of /** @type {const} */ ([
    ['photo.jpg', 'photo.jpg'],
    ['../../etc/passwd', 'etc_passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/abs', 'abs'],
    ['.bashrc', 'bashrc'],
    ['a\u0000b\nc.txt', 'a_b_c.txt'],
    ['CON.txt', 'file-CON.txt'],
    ['…', 'file-'],
    ['', 'file-'],
    ['naïve фото 写真.png', 'naïve фото 写真.png'],
    ['x\u202egnp.exe', 'x_gnp.exe'],
  ])) {
    assert.equal(safeName(name), safe);
  }
  const long = safeName(`${'写'.repeat(300)}.jpeg`);
  assert.ok(Buffer.byteLength(long) <= 120 && long.endsWith('.jpeg'));
  const places = [placeOf('2024-01', 'a', 'x.jpg'), placeOf('2024-01', 'b', 'x.jpg')];
  assert.notEqual(places[0], places[1]);
  assert.match(`${places[0]}`, /^attachments\/month=2024-01\/[0-9a-f]{16}-x\.jpg$/);
});
