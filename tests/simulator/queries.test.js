import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDateRange } from '../../simulator/date-range.js';
import { createSwitches } from '../../simulator/switches.js';
import { ask, createClocked, DAY, MINUTE, NOW, readMessages } from './support.js';

/** Half of its messages are on a midnight. */
const HISTORY = 'history-365';

/** Two of them, with one other message between. */
const MIDNIGHTS = /** @type {const} */ (['2024-01-04T00:00:00Z', '2024-01-06T00:00:00Z']);

/**
 * The first and the last `date_time` of all that a range gives.
 * @param {string} from
 * @param {string} to
 * @param {import('../../simulator/index.js').SimulatorOptions} [options]
 */
async function readEnds(from, to, options) {
  const { simulator } = createClocked(options);
  const messages = await readMessages(simulator, HISTORY, { from, to, sort: 1 });
  return [messages[0]?.date_time, messages.at(-1)?.date_time];
}

/**
 * @param {import('./support.js').Query} query
 * @param {import('../../simulator/index.js').SimulatorOptions} [options]
 */
async function refusal(query, options) {
  const { status, body } = await ask(createClocked(options).simulator, HISTORY, query);
  return { status, code: body.code, field: body.errors?.[0]?.field };
}

test('a page size that is not an integer, or above 100, fails the validation', async () => {
  for (const page_size of ['101', '1000', 'ten', '1.5', '', '1e1', ' 5', '+5']) {
    const expected = { status: 400, code: 300, field: 'page_size' };
    assert.deepEqual(await refusal({ page_size }), expected, page_size);
  }
});

test('a page size below one is refused with code 400', async () => {
  for (const page_size of [0, -1]) {
    assert.deepEqual(await refusal({ page_size }), { status: 400, code: 400, field: undefined });
  }
});

test('a failed validation names the field and says what it should be', async () => {
  const { body } = await ask(createClocked().simulator, HISTORY, { page_size: 500 });
  assert.deepEqual(body, {
    code: 300,
    message: 'Validation Failed.',
    errors: [{ field: 'page_size', message: '"page_size" must be at most 100.' }],
  });
});

test('an unknown sort or delivery status fails the validation', async () => {
  for (const query of [{ sort: 0 }, { sort: 3 }, { sort: 'asc' }, { delivery_status: 'SENT' }]) {
    const expected = { status: 400, code: 300, field: Object.keys(query)[0] };
    assert.deepEqual(await refusal(query), expected);
  }
});

test('an unknown query name is ignored', async () => {
  const { simulator } = createClocked();
  const { body } = await ask(simulator, 'demo', { page_sise: 1, x: 'y' });
  assert.equal(body.sms_histories.length, 30);
});

test('from and to come together or not at all', async () => {
  for (const query of [{ from: '2024-01-01' }, { to: '2024-01-01' }]) {
    assert.deepEqual(await refusal(query), { status: 400, code: 400, field: undefined });
  }
});

test('from and to have the same format', async () => {
  const expected = { status: 400, code: 300, field: 'to' };
  assert.deepEqual(await refusal({ from: '2024-01-01', to: '2024-01-02T00:00:00Z' }), expected);
  assert.deepEqual(await refusal({ from: '2024-01-01T00:00:00Z', to: '2024-01-02' }), expected);
});

test('from must not be later than to, and may be equal', async () => {
  const expected = { status: 400, code: 300, field: 'from' };
  assert.deepEqual(await refusal({ from: '2024-01-02', to: '2024-01-01' }), expected);
  const moment = '2024-01-02T00:00:01Z';
  const earlier = '2024-01-02T00:00:00Z';
  assert.deepEqual(await refusal({ from: moment, to: earlier }), expected);
  assert.equal((await refusal({ from: moment, to: moment })).status, 200);
});

for (const text of [
  '2024-1-01',
  '2024-02-30',
  '2023-02-29',
  '2024-13-01',
  '2024-00-10',
  '2024-01-00',
  '20240101',
  ' 2024-01-01',
  '2024-01-01\n',
  '2024-01-01T00:00:00',
  '2024-01-01T00:00:00z',
  '2024-01-01 00:00:00Z',
  '2024-01-01T00:00:00.000Z',
  '2024-01-01T00:00:00+00:00',
  '2024-01-01T24:00:00Z',
  '2024-01-01T23:59:60Z',
  '2023-02-29T00:00:00Z',
  '+02024-01-01',
  '٢٠٢٤-٠١-٠١',
  '1704067200',
  'yesterday',
  '',
]) {
  test(`${JSON.stringify(text)} is not a date, neither as from nor as to`, async () => {
    const expected = { status: 400, code: 300 };
    assert.deepEqual(await refusal({ from: text, to: '2024-01-15' }), {
      ...expected,
      field: 'from',
    });
    assert.deepEqual(await refusal({ from: '2024-01-01', to: text }), { ...expected, field: 'to' });
  });
}

test('without a range the response covers the past 30 days of the clock', async () => {
  const { simulator, clock } = createClocked();
  const truth = simulator.groundTruth('history-5000');
  for (const passed of [0, 10 * DAY]) {
    clock.time = NOW + passed;
    const expected = truth.filter((m) => Date.parse(m.date_time) >= clock.time - 30 * DAY);
    assert.deepEqual(await readMessages(simulator, 'history-5000', { page_size: 100 }), expected);
  }
});

test('both ends belong to a range, and a bare date at its end is the whole day', async () => {
  const [from, to] = MIDNIGHTS;
  assert.deepEqual(await readEnds(from, to), [from, to]);
  assert.deepEqual(await readEnds('2024-01-04', '2024-01-06'), [from, to]);
  const evening = '2024-01-05T16:43:30Z';
  assert.deepEqual(await readEnds('2024-01-05', '2024-01-05'), [evening, evening]);
});

test('a range has its first and its last second, and not one more', () => {
  const policies = createSwitches({}).values;
  assert.deepEqual(parseDateRange('2024-01-05', '2024-01-05', NOW, policies), {
    start: Date.UTC(2024, 0, 5),
    end: Date.UTC(2024, 0, 6),
  });
  assert.deepEqual(parseDateRange(null, null, NOW + 999, policies), {
    start: NOW - 30 * DAY,
    end: NOW + 1000,
  });
});

test('each policy for the ends of a range can be chosen', async () => {
  const [from, to] = MIDNIGHTS;
  const [between] = await readEnds('2024-01-05', '2024-01-05');
  assert.deepEqual(await readEnds(from, to, { rangeEnds: '[)' }), [from, between]);
  assert.deepEqual(await readEnds(from, to, { rangeEnds: '(]' }), [between, to]);
  assert.deepEqual(await readEnds(from, to, { rangeEnds: '()' }), [between, between]);
  const bareTo = /** @type {const} */ ('midnight');
  assert.deepEqual(await readEnds('2024-01-04', '2024-01-05', { bareTo }), [from, from]);
});

for (const [from, lastDay, why] of /** @type {const} */ ([
  ['2023-05-01', '2023-06-01', 'the same day of the next month'],
  ['2024-01-31', '2024-02-29', 'clamped in a leap year'],
  ['2024-01-30', '2024-02-29', 'clamped in a leap year'],
  ['2024-01-29', '2024-02-29', 'the leap day itself'],
  ['2023-12-31', '2024-01-31', 'over the end of the year'],
  ['2023-10-31', '2023-11-30', 'clamped to a short month'],
])) {
  test(`a month from ${from} ends on ${lastDay}: ${why}`, async () => {
    const { simulator } = createClocked();
    const query = { page_size: 100 };
    const month = await readMessages(simulator, HISTORY, { ...query, from, to: lastDay });
    const longer = await readMessages(simulator, HISTORY, { ...query, from, to: '2024-03-15' });
    assert.deepEqual(longer, month);
    assert.equal(month.at(-1)?.date_time.slice(0, 10), lastDay);

    const refuse = /** @type {const} */ ({ longRange: 'refuse' });
    const tooLong = new Date(Date.parse(lastDay) + DAY).toISOString().slice(0, 10);
    assert.equal((await refusal({ from, to: lastDay }, refuse)).status, 200);
    const expected = { status: 400, code: 300, field: 'to' };
    assert.deepEqual(await refusal({ from, to: tooLong }, refuse), expected);
  });
}

test('a month of seconds ends at the same second of the next month', async () => {
  const options = /** @type {const} */ ({ longRange: 'refuse' });
  const from = '2023-01-31T10:00:00Z';
  assert.equal((await refusal({ from, to: '2023-02-28T10:00:00Z' }, options)).status, 200);
  assert.equal((await refusal({ from, to: '2023-02-28T10:00:01Z' }, options)).code, 300);
});

test('the day one month later can be left out of the month', async () => {
  const options = /** @type {const} */ ({ longRange: 'refuse', monthEnd: 'excluded' });
  assert.equal((await refusal({ from: '2024-01-31', to: '2024-02-28' }, options)).status, 200);
  assert.equal((await refusal({ from: '2024-01-31', to: '2024-02-29' }, options)).code, 300);
});

test('the order without sort can be chosen', async () => {
  const { simulator } = createClocked({ defaultSort: 2 });
  assert.deepEqual(await readMessages(simulator, 'demo'), simulator.groundTruth('demo').reverse());
});

test('a misspelt option or policy is refused', () => {
  const misspelt = /** @type {{}} */ ({ longrange: 'refuse' });
  assert.throws(() => createClocked(misspelt), /no option 'longrange'/);
  const wrong = /** @type {{}} */ ({ longRange: 'truncated' });
  assert.throws(
    () => createClocked(wrong),
    /'longRange' must be truncate or refuse, not truncated/,
  );
});

test('a page token is valid for 15 minutes and refused after that', async () => {
  const { simulator, clock } = createClocked();
  const { body } = await ask(simulator, 'demo', { page_size: 5 });
  const query = { page_size: 5, next_page_token: body.next_page_token };
  clock.time += 15 * MINUTE;
  assert.equal((await ask(simulator, 'demo', query)).status, 200);
  clock.time += 1;
  const refused = await ask(simulator, 'demo', query);
  assert.equal(refused.status, 400);
  assert.deepEqual(refused.body, {
    code: 400,
    message: 'The next page token is invalid or expired.',
  });
});

test('each page token has its own 15 minutes', async () => {
  const { simulator, clock } = createClocked();
  let next_page_token;
  for (let page = 0; page < 4; page += 1) {
    const { status, body } = await ask(simulator, 'demo', { page_size: 5, next_page_token });
    assert.equal(status, 200);
    next_page_token = body.next_page_token;
    clock.time += 14 * MINUTE;
  }
});

test('a page token is refused with another session or another query', async () => {
  const { simulator } = createClocked();
  const { body } = await ask(simulator, 'demo', { page_size: 5 });
  const { next_page_token } = body;
  const queries = [
    { page_size: 6 },
    { page_size: 5, sort: 2 },
    { page_size: 5, from: '2024-03-01', to: '2024-03-02' },
    { page_size: 5, delivery_status: 'sent' },
  ];
  for (const query of queries) {
    assert.equal((await ask(simulator, 'demo', { ...query, next_page_token })).body.code, 400);
  }
  const query = { page_size: 5, next_page_token };
  assert.equal((await ask(simulator, 'odd/id ?#%✓', query)).body.code, 400);
  assert.equal((await ask(simulator, 'demo', query)).status, 200);
});

test('a made-up page token is refused, an empty one counts as none', async () => {
  const { simulator } = createClocked();
  const { body } = await ask(simulator, 'demo', { page_size: 5 });
  const altered = body.next_page_token.replace(/^./, '9');
  for (const next_page_token of ['x', '1.2.3+abc==', altered]) {
    assert.equal((await ask(simulator, 'demo', { page_size: 5, next_page_token })).status, 400);
  }
  const first = await ask(simulator, 'demo', { next_page_token: '' });
  assert.equal(first.body.sms_histories.length, 30);
});

test('a page token sent without encoding is refused', async () => {
  const { simulator } = createClocked();
  const { body } = await ask(simulator, 'demo', { page_size: 5 });
  const url = `https://simulator.example/v2/phone/sms/sessions/demo?page_size=5&next_page_token=${body.next_page_token}`;
  const headers = { authorization: 'Bearer simulator-token' };
  assert.equal((await simulator.fetch(url, { headers })).status, 400);
});

test('the past 30 days do not move while their pages are read', async () => {
  const { simulator, clock } = createClocked();
  const { body } = await ask(simulator, 'history-5000', { page_size: 100, sort: 2 });
  const expected = await readMessages(simulator, 'history-5000', { page_size: 100, sort: 2 });
  const messages = body.sms_histories;
  for (let token = body.next_page_token; token; ) {
    clock.time += 14 * MINUTE;
    const query = { page_size: 100, sort: 2, next_page_token: token };
    const page = await ask(simulator, 'history-5000', query);
    messages.push(...page.body.sms_histories);
    token = page.body.next_page_token;
  }
  assert.deepEqual(messages, expected);
});
