import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DOWNLOAD_FAULTS } from '../../simulator/index.js';
import { ask, createClocked, readMessages } from './support.js';

/** How a file of each kind begins. */
const BEGINNINGS = /** @type {const} */ ({
  jpg: '\xff\xd8\xff',
  png: '\x89PNG\r\n\x1a\n',
  gif: 'GIF89a',
  mp3: 'ID3',
  mp4: '\0\0\0\x20ftypisom',
  vcf: 'BEGIN:VCARD',
});

/** @param {import('../../simulator/index.js').SimulatorOptions} [options] */
function createWithFile(options) {
  const { simulator, clock } = createClocked(options);
  const files = simulator.groundTruth('demo').flatMap(({ attachments }) => attachments ?? []);
  const file = files.find(({ type }) => type === 'GIF');
  assert.ok(file);
  return { simulator, clock, file, get: () => simulator.fetch(file.download_url) };
}

test("a download URL serves a file of the attachment's type and size", async () => {
  const { simulator } = createClocked();
  const messages = simulator.groundTruth('history-1000');
  const files = messages.flatMap(({ attachments }) => attachments ?? []);
  const seen = new Set();
  for (const { name, size, download_url } of files.slice(0, 60)) {
    const ending = /** @type {keyof typeof BEGINNINGS} */ (name.split('.')[1]);
    seen.add(ending);
    const response = await simulator.fetch(download_url);
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(bytes.length, size);
    assert.equal(response.headers.get('content-length'), String(size));
    const beginning = BEGINNINGS[ending];
    assert.equal(bytes.toString('latin1', 0, beginning.length), beginning, name);
  }
  assert.deepEqual(seen, new Set(Object.keys(BEGINNINGS)));
});

test('every byte of a video belongs to one of its boxes', async () => {
  const { simulator } = createClocked();
  const files = simulator.groundTruth('demo').flatMap(({ attachments }) => attachments ?? []);
  const video = files.find(({ type }) => type === 'VIDEO');
  const response = await simulator.fetch(video?.download_url ?? '');
  const bytes = Buffer.from(await response.arrayBuffer());
  const boxes = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt32BE(at)) {
    boxes.push(bytes.toString('latin1', at + 4, at + 8));
  }
  assert.deepEqual(boxes, ['ftyp', 'moov', 'free', 'mdat', 'free']);
});

test('with a lifetime, the URLs of a page end so long after it', async () => {
  const { simulator, clock } = createClocked({ downloadLifetimeS: 60 });
  const urlOf = async () => {
    const messages = await readMessages(simulator, 'demo');
    return messages.flatMap(({ attachments }) => attachments ?? [])[0]?.download_url ?? '';
  };
  const url = await urlOf();
  clock.time += 59_999;
  assert.equal((await simulator.fetch(url)).status, 200);
  clock.time += 1;
  const refused = await simulator.fetch(url);
  assert.deepEqual([refused.status, (await refused.json()).code], [401, 124]);
  assert.equal((await simulator.fetch(await urlOf())).status, 200);
});

/** How each fault looks to a client: the status, and other signs. */
const LOOKS = /** @type {const} */ ({
  moved: [302, 'location'],
  'moved-away': [302, 'location'],
  'moved-in-circles': [302, 'location'],
  refused: [401, '"code":124'],
  500: [500, '"code":500'],
  html: [200, '<script>'],
  svg: [200, '<svg'],
  disguised: [200, '<script>'],
});

for (const [name, [status, sign]] of Object.entries(LOOKS)) {
  test(`the download fault ${name} is answered with ${status}`, async () => {
    const fault = /** @type {import('../../simulator/download-faults.js').DownloadFaultName} */ (
      name
    );
    const { get } = createWithFile({ downloadFault: fault });
    const response = await get();
    assert.equal(response.status, status);
    if (sign === 'location') assert.ok(response.headers.has(sign));
    else assert.ok((await response.text()).includes(sign));
  });
}

test('the download fault moved leads to the file, and moved-away to another origin', async () => {
  const { simulator, get } = createWithFile({ downloadFault: 'moved' });
  const moved = (await get()).headers.get('location') ?? '';
  assert.equal((await simulator.fetch(moved)).headers.get('content-type'), 'image/gif');
  simulator.set({ downloadFault: 'moved-away' });
  assert.equal((await get()).headers.get('location'), 'https://localhost/leak');
});

test('the download fault endless does not end, and broken ends in an error', async () => {
  const { simulator, get } = createWithFile({ downloadFault: 'endless' });
  const reader = (await get()).body?.getReader();
  for (let chunks = 0; chunks < 100; chunks += 1) assert.ok((await reader?.read())?.value);
  await reader?.cancel();
  simulator.set({ downloadFault: 'broken' });
  await assert.rejects((await get()).arrayBuffer(), /broke the connection/);
});

test('the download faults slow and slow-body take their time', async () => {
  /** @type {number[]} */
  const slept = [];
  const sleep = async (/** @type {number} */ ms) => {
    slept.push(ms);
  };
  const { simulator, file, get } = createWithFile({ downloadFault: 'slow', slowMs: 7, sleep });
  assert.equal((await (await get()).arrayBuffer()).byteLength, file.size);
  simulator.set({ downloadFault: 'slow-body' });
  assert.equal((await (await get()).arrayBuffer()).byteLength, file.size);
  assert.deepEqual(slept, [7, 7]);
});

test('a download fault strikes neither invalid URLs nor sessions', async () => {
  const { simulator, file } = createWithFile({ downloadFault: 'html' });
  assert.equal((await simulator.fetch(`${file.download_url}x`)).status, 401);
  assert.equal((await ask(simulator, 'demo')).status, 200);
});

test('every download fault has a test, and a sentence in the README', () => {
  const source = readFileSync(new URL(import.meta.url), 'utf8');
  const file = new URL('../../simulator/README.md', import.meta.url);
  const readme = readFileSync(file, 'utf8').replaceAll(/ +/g, ' ');
  for (const [kind, { about }] of Object.entries(DOWNLOAD_FAULTS)) {
    assert.ok(new RegExp(`\\b${kind}\\b`).test(source), kind);
    assert.ok(readme.includes(`| \`${kind}\` | ${about} |`), kind);
  }
});
