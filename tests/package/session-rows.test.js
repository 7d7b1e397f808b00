import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importPackage, installPackage, startSimulator } from './support.js';

const sms = await importPackage(await installPackage());
const { url } = await startSimulator();
const client = new sms.SmsClient({ token: 'simulator-token', baseUrl: `${url}/v2` });

const GRAINS = /** @type {const} */ (['session', 'participant']);
const EXITS = /** @type {const} */ (['flattenSmsHistories', 'toCsv', 'toNdjson', 'toColumns']);

/** @import { SmsColumn, SmsListedSession } from '../../pkg/index.js' */

const SESSIONS = [
  {
    session_id: 's1',
    session_type: 'call_queue',
    last_access_time: '2022-03-25T02:11:27Z',
    participants: [
      {
        phone_number: '18108001001',
        display_name: 'Sales; "East"',
        owner: { id: 'o1', type: 'callQueue' },
        is_session_owner: true,
        extension_status: 'deleted',
        extension_deleted_time: '2022-04-01T00:00:00Z',
      },
      { phone_number: '12092693625', display_name: '=1+1', is_session_owner: false },
      { phone_number: '3304581111', is_session_owner: false },
    ],
  },
  { session_id: 's2', last_access_time: 'yesterday', participants: [] },
  { session_id: 's3', participants: [{ display_name: '' }] },
];

const [NIGHT, APRIL] = [Date.UTC(2022, 2, 25, 2, 11, 27), Date.UTC(2022, 3, 1)];

const ROWS = {
  session: [
    [
      's1',
      'call_queue',
      '2022-03-25T02:11:27Z',
      NIGHT,
      3,
      '18108001001; 12092693625; 3304581111',
    ].concat(['Sales; "East"; =1+1; ', '12092693625; 3304581111', '=1+1; ']),
    ['s2', null, 'yesterday', null, 0, null, null, null, null],
    ['s3', null, null, null, 1, null, '', null, null],
  ],
};

const text = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('utf8');

/**
 * The cells of a column.
 *
 * @param {SmsColumn} column
 * @param {number} length
 */
function cellsOf(column, length) {
  const bit = (/** @type {Uint8Array} */ bits, /** @type {number} */ index) =>
    ((bits[index >> 3] ?? 0) >> (index & 7)) & 1;
  const textOf = (
    /** @type {{ offsets: Int32Array, values: Uint8Array }} */ { offsets, values },
    /** @type {number} */ index,
  ) => text(values.subarray(offsets[index], offsets[index + 1]));
  const cell = (/** @type {number} */ index) => {
    if (column.validity && !bit(column.validity, index)) return null;
    switch (column.type) {
      case 'utf8':
        return textOf(column, index);
      case 'dictionary':
        return textOf(column.dictionary, column.indices[index] ?? 0);
      case 'int64':
        return Number(column.values[index]);
      case 'bool':
        return bit(column.values, index) === 1;
    }
  };
  return Array.from({ length }, (_, index) => cell(index));
}

test('a session has a row with its participants and those of the other side', () => {
  const rows = sms.flattenSmsHistories(SESSIONS, { grain: 'session' });
  assert.deepEqual(rows.map(Object.values), ROWS.session);
});

test('a participant has a row, and a session without one too', () => {
  const rows = sms.flattenSmsHistories(SESSIONS, { grain: 'participant', callingCode: '1' });
  assert.equal(rows.length, 5);
  assert.deepEqual(rows[0], {
    ...{ session_id: 's1', session_type: 'call_queue' },
    ...{ last_access_time: '2022-03-25T02:11:27Z', last_access_epoch_ms: NIGHT },
    ...{ participant_index: 0, is_session_owner: true },
    ...{ participant_phone_number: '18108001001', participant_e164: '+18108001001' },
    participant_display_name: 'Sales; "East"',
    ...{ participant_owner_id: 'o1', participant_owner_type: 'callQueue' },
    extension_status: 'deleted',
    ...{ extension_deleted_time: '2022-04-01T00:00:00Z', extension_deleted_epoch_ms: APRIL },
  });
  assert.deepEqual(
    rows.map(({ session_id, participant_index, is_session_owner, participant_e164 }) =>
      [session_id, participant_index, is_session_owner, participant_e164].join(),
    ),
    [
      's1,0,true,+18108001001',
      's1,1,false,+12092693625',
      's1,2,false,+13304581111',
      's2,,,',
      's3,0,,',
    ],
  );
});

test('every format has the same rows, with the columns and types of the schema', () => {
  const many = Array.from({ length: 50 }, () => SESSIONS).flat();
  for (const grain of GRAINS) {
    const rows = sms.flattenSmsHistories(many, { grain });
    const schema = sms.rowSchema(grain);
    const names = schema.map(({ name }) => name);
    for (const row of rows) assert.deepEqual(Object.keys(row), names);
    const lines = text(sms.toNdjson(many, { grain })).trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => JSON.parse(line)),
      rows,
    );
    const { columns, length } = sms.toColumns(many, { grain });
    assert.equal(length, rows.length);
    for (const [index, { name, type, nullable, epochColumn }] of schema.entries()) {
      const column = columns[index];
      assert.ok(column?.name === name);
      assert.equal(column.type === 'dictionary' ? 'utf8' : column.type, type, name);
      const cells = rows.map((row) => Reflect.get(row, name));
      assert.deepEqual(cellsOf(column, length), cells, name);
      assert.equal(column.nullCount, cells.filter((cell) => cell === null).length);
      assert.ok(nullable || column.nullCount === 0, name);
      const epochs = {
        last_access_time: 'last_access_epoch_ms',
        extension_deleted_time: 'extension_deleted_epoch_ms',
      };
      assert.equal(epochColumn, Reflect.get(epochs, name));
    }
    const [header, ...records] = text(sms.toCsv(many, { grain })).trimEnd().split('\r\n');
    assert.deepEqual(header?.split(','), names);
    assert.equal(records.length, rows.length);
  }
  const csv = text(sms.toCsv(SESSIONS, { grain: 'participant', header: false })).split('\r\n');
  assert.match(`${csv[0]}`, /^s1,call_queue,2022-03-25T02:11:27Z,\d+,0,true,18108001001,/);
  assert.match(`${csv[0]}`, /,"Sales; ""East""",o1,callQueue,deleted,2022-04-01T00:00:00Z,\d+$/);
  assert.match(`${csv[1]}`, /,1,false,12092693625,\+12092693625,'=1\+1,/);
});

test('pages, several pages, sessions and the body of a response give the same rows', () => {
  const page = { sms_sessions: SESSIONS, next_page_token: 'next' };
  const body = JSON.stringify(page);
  for (const grain of GRAINS) {
    const expected = sms.flattenSmsHistories(SESSIONS, { grain });
    for (const same of [page, [page], body, Buffer.from(`\ufeff${body}`), [body]]) {
      assert.deepEqual(sms.flattenSmsHistories(same, { grain }), expected);
    }
    assert.deepEqual(sms.flattenSmsHistories([page, body], { grain }), [...expected, ...expected]);
    for (const none of [[], { sms_sessions: [] }, '[]']) {
      assert.deepEqual(sms.flattenSmsHistories(none, { grain }), []);
    }
  }
});

test('what the client lists has a row for each participant', async () => {
  /** @type {SmsListedSession[]} */
  const sessions = [];
  for await (const session of client.sessions()) sessions.push(session);
  const page = await client.listSmsSessions({ session_type: 'all', page_size: 100 });
  for (const listed of [sessions, page.sms_sessions]) {
    assert.ok(listed.length > 0);
    const rows = sms.flattenSmsHistories(listed, { grain: 'session' });
    assert.deepEqual(
      rows.map(({ session_id, participant_count }) => [session_id, participant_count]),
      listed.map(({ session_id, participants }) => [session_id, participants?.length ?? 0]),
    );
    for (const { last_access_time, last_access_epoch_ms } of rows) {
      assert.equal(Date.parse(`${last_access_time}`), last_access_epoch_ms);
    }
    const people = sms.flattenSmsHistories(listed, { grain: 'participant' });
    const all = listed.flatMap(({ participants }) => participants ?? []);
    assert.deepEqual(
      people.map((row) => [row.participant_phone_number, row.is_session_owner]),
      all.map((one) => [one.phone_number ?? null, one.is_session_owner ?? null]),
    );
  }
});

test('what is no list of sessions is refused, with what is wrong', () => {
  const untyped = /** @type {any} */ (sms);
  const rows = sms.flattenSmsHistories(SESSIONS, { grain: 'session' });
  const people = sms.flattenSmsHistories(SESSIONS, { grain: 'participant' });
  for (const exit of EXITS) {
    for (const [input, message] of /** @type {[unknown, RegExp][]} */ ([
      [SESSIONS[0], /is a single session/],
      [rows, /holds rows/],
      [people, /holds rows/],
      [undefined, /a page of a list of sessions/],
      [Promise.resolve(SESSIONS), /await it/],
    ])) {
      assert.throws(() => untyped[exit](input, { grain: 'session' }), {
        name: 'InvalidRequestError',
        message,
      });
    }
    for (const [input, path] of [
      ['{"sms_histories":[]}', 'sms_sessions'],
      ['[{"message_id":"m"}]', '[0].session_id'],
      ['[{"session_id":"s"},{"session_id":"t","last_access_epoch_ms":1}]', '[1]'],
      ['{"sms_sessions":[{"session_id":"s","participants":[{"owner":{"id":1}}]}]}'].concat(
        'sms_sessions[0].participants[0].owner.id',
      ),
    ]) {
      assert.throws(() => untyped[exit](input, { grain: 'participant' }), {
        name: 'DecodeError',
        path,
      });
    }
    assert.throws(
      () => untyped[exit](SESSIONS, { grain: 'session', sessionId: 's1' }),
      (error) =>
        error instanceof sms.InvalidRequestError && error.issues?.[0]?.field === 'sessionId',
    );
  }
});

test('the messages of a session have no rows at the grains of sessions', async () => {
  const untyped = /** @type {any} */ (client);
  for (const grain of GRAINS) {
    const expected = {
      name: 'InvalidRequestError',
      message: /`grain` is a grain of lists of sessions, not of messages/,
    };
    await assert.rejects(untyped.rows('id', { grain }).next(), expected);
    await assert.rejects(untyped.archive({ grain }).next(), expected);
  }
});

test('a session whose rows would repeat too much is refused before anything is built', () => {
  const participants = `[${Array(25_000).fill('{}').join()}]`;
  const body = `[{"session_id":"${'x'.repeat(60_000)}","participants":${participants}}]`;
  const before = process.memoryUsage().rss;
  for (const exit of EXITS) {
    assert.throws(() => sms[exit](body, { grain: 'participant' }), {
      name: 'DecodeError',
      path: 'sms_sessions[0].session_id',
      message: /would be repeated in each of 25000 rows/,
    });
    assert.ok(sms[exit](body, { grain: 'session' }).length > 0);
  }
  assert.ok(process.memoryUsage().rss - before < 100e6);
});
