import assert from 'node:assert/strict';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contentOf } from './contents.js';
import {
  ended,
  filesOf,
  installCli,
  keysOf,
  rowsOf,
  scratch,
  serveAccount,
  TOKEN,
} from './support.js';

const { begin, cli } = await installCli();
const folder = scratch();
const zoom = await serveAccount({
  account: {
    sessions: 12,
    messages: 240,
    days: 100,
    liveSessions: 4,
    liveMessages: 40,
    liveHours: 1,
  },
});
const there = ['--base-url', `${zoom.url}/v2`, '--rate', '1000'];

let names = 0;
/** A place that is not there yet. */
const place = () => join(folder, `out-${++names}`);

/** @param {string[]} args */
async function exported(...args) {
  const result = await cli(['export', '--since', '110d', ...args, ...there], { env: TOKEN });
  assert.equal(result.code, 0, result.stderr);
  return result;
}

test('an export has every message of the account once, in a folder for each month', async () => {
  const out = place();
  const { stderr, stdout } = await exported('-o', out);
  assert.equal(stdout, '');
  assert.match(stderr, /^240 messages saved in .+\.\nComplete through 20[-\d]+ [\d:]+ UTC\.\n$/);
  assert.deepEqual(keysOf(rowsOf(out)), keysOf(zoom.simulator.shown()));
  for (const file of filesOf(out)) {
    const [, month] = /^month=(\d{4}-\d\d)\/messages\.ndjson$/.exec(file) ?? [];
    assert.ok(month, file);
    const path = join(out, 'messages', file);
    for (const [, own] of readFileSync(path, 'utf8').matchAll(/"date_time":"(\d{4}-\d\d)/g))
      assert.equal(own, month);
    assert.equal(statSync(path).mode & 0o777, 0o600);
  }
  assert.equal(statSync(out).mode & 0o777, 0o700);
});

test('the same command again adds only what is new, and asks for nothing of sessions without news', async () => {
  const out = place();
  await exported('-o', out, '-f', 'csv');
  const before = contentOf(out, 'csv');
  assert.equal(before.length, 240);
  const requests = zoom.simulator.requests.length;
  const { stderr } = await exported('-o', out);
  assert.match(stderr, /^Nothing new: 240 messages in /);
  assert.ok(zoom.simulator.requests.length - requests <= 3);
  assert.deepEqual(contentOf(out, 'csv'), before);
  zoom.catchUp();
  const later = await exported('-o', out);
  assert.match(later.stderr, /^40 new messages, 280 in all, saved in /);
  const rows = contentOf(out, 'csv');
  assert.equal(new Set(rows).size, 280);
  for (const row of before) assert.ok(rows.includes(row));
});

test('every format and grain has the same messages', async () => {
  const ndjson = place();
  await exported('-o', ndjson, '--grain', 'recipient');
  const json = place();
  await exported('-o', json, '-f', 'json', '--grain', 'recipient');
  assert.deepEqual(contentOf(json, 'json'), contentOf(ndjson, 'ndjson'));
  const sent = place();
  await exported('-o', sent, '--messages');
  const first = rowsOf(sent)[0];
  assert.ok(first && 'to_members' in first && 'session_id' in first);
  assert.doesNotMatch(contentOf(sent, 'ndjson').join(), /download_url/);
});

test('one file grows, with one header', async () => {
  const out = join(folder, 'one.csv');
  await exported('-o', out, '-f', 'csv', '--save-every', '0');
  const text = readFileSync(out, 'utf8');
  assert.equal(text.match(/^session_id,/gm)?.length, 1);
  assert.ok(text.split('\n').length > 200);
  await exported('-o', out);
  assert.equal(readFileSync(out, 'utf8'), text);
  const wrong = await cli(
    ['export', '--since', '9d', '-o', join(folder, 'x.json'), '-f', 'json', ...there],
    { env: TOKEN },
  );
  assert.equal(wrong.code, 2);
});

test('sessions can be named, also on stdin, and go on from where they were', async () => {
  const out = place();
  const args = ['export', '--since', '360d', '-o', out, ...there];
  const one = await cli([...args, 'history-100'], { env: TOKEN });
  assert.equal(one.code, 0, one.stderr);
  const count = rowsOf(out).length;
  const two = await cli([...args, '-'], {
    env: TOKEN,
    input: 'history-100\n{"session_id":"edge-50"}\n',
  });
  assert.equal(two.code, 0, two.stderr);
  const ids = rowsOf(out).map((row) => row.session_id);
  assert.equal(ids.filter((id) => id === 'history-100').length, count);
  assert.ok(ids.includes('edge-50'));
  assert.equal(new Set(keysOf(rowsOf(out))).size, ids.length);
});

test('a session that fails leaves the others, is exit code 3, and is tried again', async () => {
  const out = place();
  const args = ['export', '--since', '60d', '-o', out, ...there];
  const result = await cli([...args, 'history-100', 'error-7013'], { env: TOKEN });
  assert.equal(result.code, 3);
  assert.match(
    result.stderr,
    /^session error-7013: .+\n.+\n1 session could not be read; the next run tries again\.\n$/,
  );
  assert.ok(rowsOf(out).length > 5);
  const fast = await cli([...args, '--fail-fast', 'error-7013'], { env: TOKEN });
  assert.equal(fast.code, 3);
});

test("the day's limit is exit code 5 and says until when; what came before is saved", async () => {
  const out = place();
  zoom.simulator.set({ faults: [{ kind: '429-daily', after: 8 }] });
  const args = ['export', '--since', '110d', '-o', out, ...there];
  const { code, stderr } = await cli(args, { env: TOKEN });
  zoom.simulator.set({ faults: [] });
  assert.equal(code, 5);
  assert.match(stderr, /20\d\d-\d\d-\d\d/);
  await exported('-o', out);
  const whole = place();
  await exported('-o', whole);
  assert.deepEqual(contentOf(out, 'ndjson'), contentOf(whole, 'ndjson'));
});

test('another query, changed files and files of others are refused, and nothing is lost', async () => {
  const out = place();
  await exported('-o', out);
  const before = contentOf(out, 'ndjson');
  const refused = async (/** @type {RegExp} */ message, /** @type {string[]} */ ...args) => {
    const requests = zoom.simulator.requests.length;
    const result = await cli(['export', '-o', out, ...args, ...there], { env: TOKEN });
    assert.equal(result.code, 6, result.stderr);
    assert.match(result.stderr, message);
    assert.equal(zoom.simulator.requests.length, requests);
  };
  await refused(/with --format ndjson, not with --format csv/, '-f', 'csv');
  await refused(/with --since 110d, not with --since 30d/, '--since', '30d');
  await refused(/without --user, not with --user someone/, '--user', 'someone');
  const file = join(out, 'messages', filesOf(out)[0] ?? '');
  const text = readFileSync(file);
  appendFileSync(file, 'by hand\n');
  await refused(/was changed\. Restore it/);
  writeFileSync(file, `${text}`.replace('"', "'"));
  await refused(/was changed\. Restore it/);
  rmSync(file);
  await refused(/is missing\. Restore it/);
  writeFileSync(file, text, { mode: 0o600 });
  writeFileSync(join(out, 'messages', 'month=2024-01-notes'), 'mine');
  await exported('-o', out);
  assert.deepEqual(contentOf(out, 'ndjson'), before);
  writeFileSync(join(out, '.state', 'state.json'), '{}');
  await refused(/damaged or of another version/);
  const again = await cli(
    ['export', '-o', out, '--restart', '--since', '110d', '-f', 'csv', ...there],
    { env: TOKEN },
  );
  assert.equal(again.code, 0, again.stderr);
  assert.equal(filesOf(out).filter((name) => name.endsWith('.ndjson')).length, 0);
  const foreign = place();
  mkdirSync(join(foreign, 'messages', 'month=2024-01'), { recursive: true });
  writeFileSync(join(foreign, 'messages', 'month=2024-01', 'messages.csv'), 'mine');
  const mine = await cli(['export', '-o', foreign, '--since', '9d', ...there], { env: TOKEN });
  assert.equal(mine.code, 6);
  assert.match(mine.stderr, /no state of an export/);
});

test('a query that is wrong leaves no trace, and deletes nothing', async () => {
  const out = place();
  for (const wrong of [
    ['--since', '2024-99-01'],
    ['--since', '9d', '--type', 'all users'],
  ]) {
    const { code, stderr } = await cli(['export', '-o', out, ...wrong, ...there], { env: TOKEN });
    assert.equal(code, 2, stderr);
    assert.match(stderr, /`--(since|type)`/);
    assert.equal(existsSync(out), false);
  }
  await exported('-o', out);
  const before = contentOf(out, 'ndjson');
  const wrong = ['export', '-o', out, '--restart', '--since', '2024-99-01', ...there];
  assert.equal((await cli(wrong, { env: TOKEN })).code, 2);
  assert.deepEqual(contentOf(out, 'ndjson'), before);
});

test('a dry run says what would be read, and writes nothing', async () => {
  const out = place();
  const { stdout } = await exported('-o', out, '--dry-run');
  assert.match(stdout, /^1\d sessions to read from 20[-\d]+: at least \d+ requests\n$/);
  assert.equal(existsSync(out), false);
});

test('one process uses a folder at a time, and the lock of a killed one is taken over at once', async () => {
  const out = place();
  zoom.simulator.set({ latencyMs: 300 });
  const first = begin(['export', '--since', '110d', '-o', out, ...there], { env: TOKEN });
  const end = ended(first);
  while (locksIn(out).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const second = await cli(['export', '-o', out, '--since', '110d', ...there], { env: TOKEN });
  assert.equal(second.code, 6);
  assert.match(second.stderr, new RegExp(`in use by process ${first.pid}`));
  first.kill('SIGKILL');
  await end;
  zoom.simulator.set({ latencyMs: 0 });
  await exported('-o', out);
  assert.deepEqual(locksIn(out), []);
});

/** @param {string} out */
function locksIn(out) {
  const state = join(out, '.state');
  return existsSync(state) ? readdirSync(state).filter((name) => name.startsWith('lock-')) : [];
}

test('Ctrl-C saves what has come and says so', async () => {
  const out = place();
  zoom.simulator.set({ latencyMs: 200 });
  const child = begin(['export', '--since', '110d', '-o', out, '--concurrency', '1', ...there], {
    env: TOKEN,
  });
  const end = ended(child);
  const requests = zoom.simulator.requests.length;
  while (zoom.simulator.requests.length < requests + 12)
    await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const { code, stderr } = await end;
  zoom.simulator.set({ latencyMs: 0 });
  assert.equal(code, 130);
  assert.match(
    stderr,
    /^Stopped\. [\d,]+ messages? saved in .+ Run the same command to go on\.\n$/,
  );
  assert.ok(rowsOf(out).length > 0);
  await exported('-o', out);
  assert.equal(new Set(keysOf(rowsOf(out))).size, rowsOf(out).length);
});

test('status and verify say what an export has', async () => {
  const out = place();
  await exported('-o', out, '-f', 'csv');
  const status = await cli(['status', out]);
  assert.match(status.stdout, /^\d+ messages in \d+ files[\s\S]+complete through 20/);
  const { messages } = JSON.parse((await cli(['status', out, '--json'])).stdout);
  assert.equal(messages, contentOf(out, 'csv').length);
  const verified = await cli(['verify', out]);
  assert.equal(verified.code, 0, verified.stdout);
  const file = join(out, 'messages', filesOf(out)[0] ?? '');
  writeFileSync(file, `${readFileSync(file)}`.replace('a', 'b'));
  const changed = await cli(['verify', out, '--json']);
  assert.equal(changed.code, 6);
  assert.match(JSON.parse(changed.stdout).problems[0].problem, /was changed between byte/);
  const none = await cli(['status', place()]);
  assert.equal(none.code, 2);
});

test('to stdout, an export is one stream of all messages', async () => {
  const { stdout } = await exported('-o', '-');
  const whole = place();
  await exported('-o', whole);
  const given = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(keysOf(given), keysOf(rowsOf(whole)));
});

test('a start that is a time needs no end in the same form', async () => {
  const since = new Date(Date.now() - 120 * 86_400_000).toISOString().slice(0, 19);
  for (const args of [
    ['export', '-o', '-'],
    ['export', '-o', place()],
    ['export', '--dry-run', '-o', place()],
  ]) {
    const { code, stderr } = await cli([...args, '--since', `${since}Z`, ...there], { env: TOKEN });
    assert.equal(code, 0, stderr);
  }
  const some = await cli(['sessions', '--since', '120d', '--limit', '1', ...there], { env: TOKEN });
  const { session_id } = JSON.parse(some.stdout);
  for (const args of [
    ['export', session_id, '-o', place()],
    ['messages', session_id],
  ]) {
    const { code, stderr } = await cli([...args, '--since', `${since}Z`, ...there], { env: TOKEN });
    assert.equal(code, 0, stderr);
  }
  const days = ['--since', `${since}Z`, '--until', '2d', '-o', '-'];
  assert.equal((await cli(['export', ...days, ...there], { env: TOKEN })).code, 0);
});

test('a calling code that is none is refused before anything is read', async () => {
  const out = place();
  const args = ['export', '--since', '120d', '--calling-code', '+1', '-o', out, ...there];
  const { code, stderr } = await cli(args, { env: TOKEN });
  assert.equal(code, 2);
  assert.match(stderr, /calling/i);
  assert.ok(!existsSync(out));
});

test('--restart removes the attachments that the export has saved, and nothing else', async () => {
  const out = place();
  const args = ['export', 'demo', '--since', '40d', '--attachments', '-o', out, ...there];
  assert.equal((await cli(args, { env: TOKEN })).code, 0);
  const list = join(out, 'attachments.ndjson');
  const files = () =>
    readFileSync(list, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).file);
  const before = files();
  assert.ok(before.length > 0);
  const own = join(out, 'attachments', 'note.txt');
  writeFileSync(own, 'mine');
  rmSync(join(out, before[0]));
  const { code, stderr } = await cli([...args, '--restart'], { env: TOKEN });
  assert.equal(code, 0, stderr);
  assert.deepEqual(files().sort(), before.sort());
  for (const file of before) assert.ok(existsSync(join(out, file)), file);
  assert.equal(readFileSync(own, 'utf8'), 'mine');
});

test('a file where the folder should be is exit code 6', async () => {
  const out = place();
  writeFileSync(out, 'mine');
  const { code, stderr } = await cli(['export', '--since', '120d', '-o', out, ...there], {
    env: TOKEN,
  });
  assert.equal(code, 6, stderr);
  assert.equal(readFileSync(out, 'utf8'), 'mine');
});
