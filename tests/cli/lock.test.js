import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { takeLock } from '../../cli/lib/export/lock.js';
import { TIMES } from './lock.js';
import { ended, scratch } from './support.js';

const SCRIPT = fileURLToPath(new URL('lock.js', import.meta.url));
const all = scratch();
const newFolder = () => mkdtempSync(join(all, 'folder-'));
const ELSEWHERE = '0123456789abcdef';

/**
 * Takes a lock, and tells what is said meanwhile.
 *
 * @param {string} folder
 * @param {AbortSignal} [signal]
 */
async function taken(folder, signal = new AbortController().signal) {
  /** @type {string[]} */
  const said = [];
  const note = (/** @type {string} */ line) => void said.push(line);
  const lock = await takeLock(folder, 'sms', { signal, note }, TIMES);
  return { lock, said };
}

/**
 * What a process that was killed has left.
 *
 * @param {string} folder
 * @param {{ place: string, pid: number, started?: string }} holder
 */
function left(folder, { place, pid, started = '1' }) {
  const path = join(folder, `lock-${place}-${pid}-${started}-of-a-test`);
  writeFileSync(path, hostname());
  return path;
}

/** The place of this process, as its locks name it. */
async function ownPlace() {
  const folder = newFolder();
  const { lock } = await taken(folder);
  const [, place = ''] = /^lock-([0-9a-f]+)-/.exec(readdirSync(folder)[0] ?? '') ?? [];
  await lock.release();
  return place;
}

/** A number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['--version']).pid;

test('a lock is for one, and free once it is released', async (context) => {
  const folder = newFolder();
  const child = spawn(process.execPath, [SCRIPT, 'hold', folder]);
  context.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await assert.rejects(taken(folder), {
    exitCode: 6,
    message: `sms is in use by process ${child.pid}. Wait for it, or choose another place.`,
  });
  child.kill('SIGKILL');
  await once(child, 'close');
  const { lock, said } = await taken(folder);
  assert.deepEqual(said, []);
  await lock.release();
  assert.deepEqual(readdirSync(folder), []);
});

test('the lock of a process that has ended is taken over at once, also if its number is used again', async () => {
  const place = await ownPlace();
  for (const pid of [deadPid(), process.ppid, process.pid]) {
    const folder = newFolder();
    const path = left(folder, { place, pid });
    const { lock, said } = await taken(folder);
    assert.deepEqual([existsSync(path), said], [false, []]);
    await lock.release();
  }
});

test('a process of which it is not known when it started has its lock while it runs', async () => {
  const folder = newFolder();
  left(folder, { place: await ownPlace(), pid: process.ppid, started: '0' });
  await assert.rejects(taken(folder), { exitCode: 6 });
});

test('the lock of another container is not taken over while it is renewed, though it has the same host name and its process is not seen here', async (context) => {
  for (const pid of [1, process.pid, deadPid()]) {
    const folder = newFolder();
    const path = left(folder, { place: ELSEWHERE, pid });
    let time = 1_000;
    // As of a clock that is far behind.
    const timer = setInterval(() => utimesSync(path, ++time, time), TIMES.renewMs);
    context.after(() => clearInterval(timer));
    await assert.rejects(taken(folder), {
      exitCode: 6,
      message: `sms is in use by process ${pid} on ${hostname()}. Wait for it, or choose another place.`,
    });
    assert.ok(existsSync(path));
    assert.equal(readdirSync(folder).length, 1);
  }
});

test('a lock of elsewhere that nobody renews is taken over after a while, which is said and can be stopped', async () => {
  const folder = newFolder();
  const path = left(folder, { place: ELSEWHERE, pid: 7 });
  await assert.rejects(taken(folder, AbortSignal.timeout(700)), { name: 'AbortError' });
  assert.ok(existsSync(path));
  const { lock, said } = await taken(folder);
  assert.deepEqual(said, [
    `process 7 on ${hostname()} has locked sms. Waiting 2 s to see whether it still runs.`,
  ]);
  assert.ok(!existsSync(path));
  await lock.check();
  await lock.release();
});

test('who has lost the lock learns it, and does not remove that of another', async () => {
  const folder = newFolder();
  const { lock } = await taken(folder);
  const [name = ''] = readdirSync(folder);
  // As another container does while this process is suspended.
  rmSync(join(folder, name));
  const other = left(folder, { place: ELSEWHERE, pid: 7 });
  await assert.rejects(lock.check(), { exitCode: 6 });
  await lock.release();
  assert.ok(existsSync(other));
});

test('of processes that all find an abandoned lock, never two have it', async () => {
  const folder = newFolder();
  left(folder, { place: await ownPlace(), pid: deadPid() });
  left(folder, { place: ELSEWHERE, pid: 7 });
  const children = Array.from({ length: 6 }, () =>
    ended(spawn(process.execPath, [SCRIPT, 'again', folder, '20'])),
  );
  for (const { code, stderr } of await Promise.all(children)) assert.equal(code, 0, stderr);
  assert.deepEqual(readdirSync(folder), []);
});

/** Runs a command as the first process of a container, with the host name of this machine. */
const CONTAINER = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const [unshare = '', ...inContainer] = CONTAINER;
const hasContainers = spawnSync(unshare, [...inContainer, 'true']).status === 0;

test('two containers with one host name and one folder: one has the lock', {
  skip: !hasContainers,
}, async (context) => {
  const folder = newFolder();
  const command = [...inContainer, process.execPath, SCRIPT];
  const first = spawn(unshare, [...command, 'hold', folder]);
  context.after(() => first.kill('SIGKILL'));
  const end = ended(first);
  await once(first.stdout, 'data');
  const second = await ended(spawn(unshare, [...command, 'hold', folder], { timeout: 60_000 }));
  assert.notEqual(second.code, 0);
  assert.ok(second.stderr.includes(`is in use by process 1 on ${hostname()}.`), second.stderr);
  first.kill('SIGKILL');
  await end;
  const { lock } = await taken(folder);
  await lock.release();
});
