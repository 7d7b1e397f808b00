import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createClient } from 'redis';
import { redisLimiter } from '../../examples/redis-limiter.mjs';
import { serve } from '../../simulator/serve.js';

const NOW = Date.UTC(2024, 2, 15, 12);
const HARVESTER = fileURLToPath(new URL('harvester.js', import.meta.url));
const execute = promisify(execFile);

/** Nobody else's Redis: without a port, gone with its folder. */
const folder = mkdtempSync(join(tmpdir(), 'redis-'));
const socket = join(folder, 'redis.sock');
const redis = createClient({ socket: { path: socket, tls: false } });
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;

before(async () => {
  const options = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', ''];
  const started = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
  server = started;
  await new Promise((resolve, reject) => {
    const missing = 'There is no redis-server on PATH: `apt-get install redis-server` has it.';
    started.once('error', (cause) => reject(new Error(missing, { cause })));
    started.once('exit', (code) => reject(new Error(`redis-server ended with ${code}.`)));
    started.stdout.on('data', (/** @type {Buffer} */ line) => {
      if (String(line).includes('eady to accept connections')) resolve(undefined);
    });
  });
  await redis.connect();
});

after(async () => {
  if (redis.isOpen) await redis.close();
  if (server?.pid && server.exitCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Any session has at least one request for each of its 13 windows. */
const WINDOWS = 13;
const sessionsOf = (/** @type {number} */ i) => [`history-130/${i}a`, `history-130/${i}b`];

/**
 * @param {string} url
 * @param {Parameters<typeof redisLimiter>[1]} limits
 * @param {string[][]} sessions those of each process
 * @returns {Promise<import('./harvester.js').Harvest[]>}
 */
function harvest(url, limits, sessions) {
  const harvesters = sessions.map(async (sessionIds) => {
    const order = JSON.stringify({ url, socket, limits, sessionIds });
    const { stdout } = await execute(process.execPath, [HARVESTER, order], { maxBuffer: 2 ** 26 });
    return JSON.parse(stdout);
  });
  return Promise.all(harvesters);
}

test('three processes keep one limit a second between them, and miss nothing', async (t) => {
  // Two less than the server allows: on a busy machine requests bunch up on their way.
  const [allowed, perSecond] = [10, 8];
  const rateLimit = { perSecond: allowed, window: /** @type {const} */ ('sliding') };
  const { url, simulator, close } = await serve({ now: createClock(), rateLimit });
  t.after(close);
  const sessions = [0, 1, 2].map(sessionsOf);

  const harvests = await harvest(url, { perSecond, account: 'second' }, sessions);

  const refused = simulator.requests.filter(({ status }) => status !== 200);
  assert.deepEqual(refused, []);
  assert.deepEqual(
    harvests.flatMap(({ errors }) => errors),
    [],
  );
  const truth = sessions.flat().flatMap((id) => simulator.groundTruth(id));
  const found = harvests.flatMap(({ messages }) => messages);
  assert.deepEqual(found.sort(), truth.map(({ message_id: id }) => id).sort());
  // They were limited: alone, each would have been as quick as its connection.
  const times = simulator.requests.map(({ atMs }) => atMs);
  const tookS = (Math.max(...times) - Math.min(...times)) / 1_000;
  assert.ok(times.length >= 6 * WINDOWS && tookS > times.length / perSecond - 1.5);
});

test('they keep one limit a day, and say so when it is reached', async (t) => {
  const perDay = 20;
  const { url, simulator, close } = await serve({ now: () => NOW, rateLimit: { perDay } });
  t.after(close);

  const limits = { perSecond: 50, perDay, account: 'day' };
  const harvests = await harvest(url, limits, [sessionsOf(0), sessionsOf(1)]);

  assert.equal(simulator.requests.length, perDay);
  assert.ok(simulator.requests.every(({ status }) => status === 200));
  const errors = harvests.flatMap((each) => each.errors);
  assert.deepEqual(errors, Array(4).fill('rate-limited'));
});

test('who waits can be aborted', async () => {
  const limiter = redisLimiter(redis, { perSecond: 1, account: 'abort' });
  await limiter.acquire();
  const started = performance.now();
  await assert.rejects(limiter.acquire(AbortSignal.timeout(100)), { name: 'TimeoutError' });
  assert.ok(performance.now() - started < 900);
});

test('what one process is told of a limit, the others keep to', async () => {
  const limits = { perSecond: 20, perDay: 100, account: 'report' };
  const [one, other] = [redisLimiter(redis, limits), redisLimiter(redis, limits)];
  const told = { status: 429, limit: null, remaining: 0, daily: false };
  await one.acquire();
  const retryAtMs = Date.now() + 1_500;
  await one.report?.({ ...told, retryAtMs });
  await other.acquire();
  assert.ok(Date.now() >= retryAtMs, `${retryAtMs - Date.now()} ms too early`);
  await one.report?.({ ...told, daily: true, retryAtMs: Date.now() + 60_000 });
  await assert.rejects(other.acquire(), { kind: 'rate-limited' });
  await one.report?.({ ...told, status: 200, retryAtMs: null });
});

/** The real clock's pace, on the simulator's day. */
function createClock() {
  const start = Date.now();
  return () => NOW + Date.now() - start;
}
