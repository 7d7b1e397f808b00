import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { InvalidRequestError } from '../../pkg/inline.js';
import { DAY, entry, HOUR, iso, SECOND, stub } from './stub.js';
import { ids, messagesOf, NOON, read, truth, virtually } from './support.js';

/** @import { Query, World } from './support.js' */
/** @import { SmsProgress } from '../../pkg/inline.js' */

const SIZES = [1, 2, 7, 100];
const SORTS = /** @type {const} */ ([1, 2]);

/**
 * What one run gives, its last checkpoint, and what it counts as late.
 *
 * @param {World} world @param {ReturnType<typeof stub>} zoom @param {Query} query
 * @param {{ pages?: number }} [options] after how many pages it is killed
 */
async function run({ client }, { fetch }, query, { pages = Number.POSITIVE_INFINITY } = {}) {
  let late = 0;
  const onProgress = (/** @type {SmsProgress} */ progress) => {
    late = progress.late;
  };
  const given = [];
  let checkpoint = query.resume ?? undefined;
  let read = 0;
  for await (const page of client({ fetch }).pages('s', { ...query, onProgress })) {
    given.push(...ids(messagesOf([page])));
    checkpoint = page.checkpoint;
    read += 1;
    if (read === pages) break;
  }
  return { given, late, query: { ...query, resume: checkpoint } };
}

const dates = [undefined, () => ({ date: new Date(Date.now()).toUTCString() })];

for (const page_size of SIZES) {
  for (const headers of dates) {
    const how = `page_size ${page_size}${headers ? ', with a Date' : ''}`;
    test(`a message dated ahead of the clock does not hide later messages: ${how}`, () =>
      virtually({}, async (world) => {
        const entries = [entry('a', -3 * HOUR), entry('b', -2 * HOUR), entry('x', 2 * HOUR)];
        const zoom = stub(entries, { ...(headers && { headers }) });
        const range = { from: iso(NOON - 5 * DAY), to: iso(NOON + 2 * DAY), page_size };
        const first = await run(world, zoom, range);
        assert.deepEqual(first.given, ['a', 'b', 'x']);
        entries.push(entry('c', -HOUR), entry('d', HOUR));
        const second = await run(world, zoom, first.query);
        assert.deepEqual([second.given, second.late], [['c', 'd'], 0]);
        await world.clock.sleep(3 * HOUR);
        entries.push(entry('e', 2.5 * HOUR));
        assert.deepEqual((await run(world, zoom, second.query)).given, ['e']);
      }));
  }
}

test('thousands of messages ahead of a slow clock come once, with a bounded checkpoint', () =>
  virtually({}, async (world) => {
    const entries = Array.from({ length: 5_000 }, (_, i) => entry(`m${i}`, (i + 1) * 60 * SECOND));
    const zoom = stub(entries);
    const first = await run(world, zoom, { from: iso(NOON - DAY), to: iso(NOON + 20 * DAY) });
    assert.deepEqual(first.given, ids(entries));
    const length = first.query.resume?.length ?? 0;
    assert.ok(length < 30_000, `${length} characters`);
    await world.clock.sleep(10 * DAY);
    entries.push(entry('last', 9 * DAY));
    assert.deepEqual((await run(world, zoom, first.query)).given, ['last']);
  }));

/** The two entries of Zoom's own example differ in the types of their attachments alone. */
const SAMPLE = await readFile(new URL('../data/sms-session.sample.json', import.meta.url), 'utf8');
const sample = () => JSON.parse(SAMPLE).sms_histories;
const MARCH = { from: '2022-03-01', to: '2022-03-31' };

for (const page_size of SIZES) {
  for (const sort of SORTS) {
    test(`both entries of Zoom's example come, once: page_size ${page_size}, sort ${sort}`, () =>
      virtually({}, async (world) => {
        const entries = sample();
        const zoom = stub(entries);
        const first = await run(world, zoom, { ...MARCH, page_size, sort });
        assert.equal(first.given.length, 2);
        // Killed between the two, and resumed with pages of another size.
        const killed = await run(world, zoom, { ...MARCH, page_size: 1, sort }, { pages: 1 });
        assert.equal(killed.given.length, 1);
        const rest = await run(world, zoom, { ...killed.query, page_size });
        assert.equal(rest.given.length, 1);
        // Links are signed again, statuses change, fields are added: the entries are the same.
        for (const message of entries) {
          message.delivery_status = 'delivered';
          message.added = true;
          for (const file of message.attachments) file.download_url = 'https://zoom.us/another';
        }
        const again = await run(world, zoom, { ...first.query, page_size });
        assert.deepEqual([again.given, again.late], [[], 0]);
      }));
  }
}

for (const [what, change] of /** @type {[string, (message: any) => void][]} */ ([
  ['text', (message) => Object.assign(message, { message: 'other' })],
  ['sender', (message) => Object.assign(message.sender, { phone_number: '18108001002' })],
  ['recipients', (message) => message.to_members.pop()],
  ["owner's kind", (message) => Object.assign(message.sender.owner, { type: 'callQueue' })],
  ["attachment's name", (message) => Object.assign(message.attachments[0], { name: 'b.jpg' })],
  ["attachment's size", (message) => Object.assign(message.attachments[1], { size: 5 })],
  ['number of attachments', (message) => message.attachments.pop()],
])) {
  test(`entries with the same id and time that differ in their ${what} are two messages, on one page or two`, () =>
    virtually({}, async (world) => {
      const [message] = sample();
      const other = structuredClone(message);
      change(other);
      for (const page_size of SIZES) {
        const zoom = stub([message, other, structuredClone(message)]);
        const { given } = await run(world, zoom, { ...MARCH, page_size });
        assert.equal(given.length, 2, `page_size ${page_size}`);
      }
    }));
}

for (const pageTokenPlace of /** @type {const} */ (['message', 'offset'])) {
  for (const sort of SORTS) {
    for (const at of /** @type {const} */ (['oldest', 'newest', 'any'])) {
      test(`deleted messages lose no other message: ${at}, sort ${sort}, ${pageTokenPlace}`, async () => {
        for (const [id, page_size, count, every] of /** @type {const} */ ([
          ['history-1000', 100, 1, 1],
          ['history-1000', 100, 30, 2],
          ['history-365', 7, 5, 1],
          ['edge-300', 10, 1, 2],
          ['burst-100', 10, 2, 4],
          ['history-50', 1, 1, 5],
        ])) {
          const deletedMessages = { count, every, at, after: 1 };
          await virtually({ pageTokenPlace, deletedMessages }, async ({ client, simulator }) => {
            const query = { from: '2023-03-15', to: '2024-03-15', page_size, sort };
            const before = truth(simulator.groundTruth(id), query);
            const { items, error } = await read(client().messages(id, query));
            assert.equal(error, undefined);
            const given = ids(items);
            assert.equal(new Set(given).size, given.length, 'none comes twice');
            const left = ids(truth(simulator.groundTruth(id), query));
            assert.ok(left.length < before.length, 'some were deleted');
            assert.deepEqual(
              left.filter((id) => !given.includes(id)),
              [],
              `${id}, pages of ${page_size}`,
            );
          });
        }
      });
    }
  }
}

for (const page_size of [1, 100]) {
  test(`a message that appears within the overlap is returned on resume, the rest counted: page_size ${page_size}`, () =>
    virtually({}, async (world) => {
      for (const [overlapSeconds, behind, isGiven] of /** @type {const} */ ([
        [undefined, 0, true],
        [undefined, 61, true],
        [undefined, 120, true],
        [undefined, 7_000, false],
        [3_600, 3_600, true],
        [3_600, 7_000, false],
        [86_400, 86_400, true],
        [604_800, 600_000, true],
      ])) {
        const entries = Array.from({ length: 40 }, (_, i) => entry(`m${i}`, (i - 50) * 5 * HOUR));
        const zoom = stub(entries);
        const range = { from: iso(NOON - 20 * DAY), to: iso(NOON + DAY), page_size };
        const first = await run(world, zoom, { ...range, overlapSeconds });
        assert.equal(first.given.length, 40);
        entries.push(entry('late', -55 * HOUR - behind * SECOND));
        const second = await run(world, zoom, first.query);
        const told = [second.given.length, second.late];
        // In pages of one message the last ones are read again anyway: more is given.
        const isFound = isGiven || (page_size === 1 && told[0] === 1);
        assert.deepEqual(told, isFound ? [1, 0] : [0, 1], `${overlapSeconds} ${behind}`);
      }
    }));
}

test('overlapSeconds must be within its bounds', () =>
  virtually({}, async ({ client }) => {
    for (const overlapSeconds of [0, 119, 604_801, 150.5, '120']) {
      const query = /** @type {any} */ ({ ...MARCH, overlapSeconds });
      const { error } = await read(client().pages('history-10', query));
      assert.ok(error instanceof InvalidRequestError);
      assert.deepEqual(
        error.issues.map(({ field }) => field),
        ['overlapSeconds'],
      );
    }
  }));

for (const counts of /** @type {const} */ ([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])) {
  test(`a message created up to a minute away from its time is found: ends count ${counts}`, () =>
    virtually({}, async (world) => {
      for (const sort of SORTS) {
        for (const drift of [-60_000, -59_999, 59_999, 60_000]) {
          for (const ms of [0, 1, 500, 999]) {
            const at = NOON - 5 * DAY;
            const sent = { date_time: new Date(at + ms).toISOString(), created: at + ms + drift };
            const zoom = stub([{ message_id: 'a', ...sent }], { counts });
            const { given } = await run(world, zoom, { from: iso(at), to: iso(at), sort });
            assert.deepEqual(given, ['a'], `${drift} ms, part of a second ${ms}, sort ${sort}`);
          }
        }
      }
    }));
}

for (const days of [2, 40, 365, -2, -40, -365]) {
  for (const sort of SORTS) {
    test(`a clock ${days} days ahead loses no message: sort ${sort}`, () =>
      virtually({}, async (world) => {
        const right = Date.now;
        for (const page_size of [7, 100]) {
          for (const pause of [HOUR, 3 * DAY, 50 * DAY]) {
            const start = world.clock.now;
            const at = (/** @type {number} */ ms) => start - NOON + ms;
            const entries = Array.from({ length: 50 }, (_, i) =>
              entry(`m${i}`, at(i * 6 * HOUR - 15 * DAY)),
            );
            const zoom = stub(entries);
            const range = { from: iso(start - 20 * DAY), to: iso(start + 70 * DAY) };
            Date.now = () => right() + days * DAY;
            const first = await run(world, zoom, { ...range, sort, page_size });
            Date.now = right;
            for (let i = 0; i < 10; i += 1) {
              entries.push(entry(`n${i}`, at(i * (pause / 12) - HOUR)));
            }
            await world.clock.sleep(pause);
            const second = await run(world, zoom, first.query);
            await world.clock.sleep(30 * DAY);
            const third = await run(world, zoom, second.query);
            const given = [...first.given, ...second.given, ...third.given];
            assert.equal(new Set(given).size, given.length, 'none comes twice');
            // Newest first, what appears later is behind.
            assert.equal(given.length, sort === 1 ? 60 : 50, `${page_size}, ${pause / HOUR} h`);
          }
        }
      }));
  }
}

test('a server that sends the newest page first is not mistaken for a finished one', () =>
  virtually({}, async ({ client }) => {
    const entries = Array.from({ length: 30 }, (_, i) => entry(`m${i}`, (i - 100) * HOUR));
    const fetch = async (/** @type {Request} */ { url }) => {
      const query = new URL(url).searchParams;
      const offset = Number(query.get('next_page_token') ?? 0);
      const [from = '', to = ''] = [query.get('from') ?? '', query.get('to') ?? ''];
      const found = entries.filter(({ date_time }) => from <= date_time && date_time <= to);
      const end = found.length - offset;
      const sms_histories = found.slice(Math.max(0, end - 10), end);
      const next_page_token = end > 10 ? `${offset + 10}` : '';
      return Response.json({ next_page_token, sms_histories });
    };
    const range = { from: iso(NOON - 10 * DAY), to: iso(NOON), page_size: 10 };
    const { error } = await read(client({ fetch }).messages('s', range));
    assert.equal(error?.kind, 'paging');
  }));
