import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { importPackage, installPackage } from './support.js';

const sms = await importPackage(await installPackage());
const sample = readFileSync(new URL('../data/sms-session.sample.json', import.meta.url));
const GRAINS = /** @type {const} */ (['message', 'recipient', 'attachment']);

const text = (/** @type {Uint8Array} */ bytes) => Buffer.from(bytes).toString('utf8');
const lines = (/** @type {Uint8Array} */ bytes) =>
  text(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('the session stands first in every row of every format', () => {
  for (const grain of GRAINS) {
    for (const sessionId of ['35ccd84704253f5f793d0a721c7fe655', 'odd "id", \\', 'é🙂']) {
      const options = { grain, sessionId };
      const rows = [
        ...sms.flattenSmsHistories(sample, options),
        ...lines(sms.toNdjson(sample, options)),
      ];
      for (const row of rows) {
        assert.deepEqual(Object.entries(row)[0], ['session_id', sessionId]);
      }
      const [header, first] = text(sms.toCsv(sample, options)).split('\r\n');
      assert.ok(header?.startsWith('session_id,message_id,'));
      const written = /[",]/.test(sessionId) ? `"${sessionId.replaceAll('"', '""')}"` : sessionId;
      assert.ok(first?.startsWith(`${written},IQ-`));
      assert.equal(sms.toColumns(sample, options).columns[0]?.name, 'session_id');
    }
  }
});

test('without a given session, session_id is null', () => {
  for (const options of [undefined, null, {}, { sessionId: null }, { sessionId: undefined }]) {
    assert.equal(sms.flattenSmsHistories(sample, options)[0]?.session_id, null);
    assert.equal(lines(sms.toNdjson(sample, options))[0].session_id, null);
    assert.match(text(sms.toCsv(sample, options)), /\r\n,IQ-/);
    const [column] = sms.toColumns(sample, options).columns;
    assert.equal(column?.nullCount, 2);
  }
});

test('an impossible session id is refused', () => {
  for (const sessionId of ['', '.', 'a\nb', 'x'.repeat(513), '\ud83d', 5, {}, new Date()]) {
    const options = /** @type {any} */ ({ sessionId });
    for (const exit of [sms.flattenSmsHistories, sms.toCsv, sms.toNdjson, sms.toColumns]) {
      assert.throws(
        () => exit(sample, options),
        (error) =>
          error instanceof sms.InvalidRequestError && error.issues?.[0]?.field === 'sessionId',
      );
    }
  }
});

test('NDJSON and CSV contain no lone surrogates', () => {
  const half = 'a\ud83d';
  const people = { phone_number: half, display_name: half, owner: { id: half, type: half } };
  const files = [{ id: half, name: half, type: half, download_url: half, size: 1 }];
  const message = {
    ...{ message_id: half, date_time: '2024-01-01T00:00:00Z', direction: half, message: half },
    ...{ sender: people, to_members: [people, people], attachments: [...files, ...files] },
  };
  for (const grain of GRAINS) {
    const [row] = sms.flattenSmsHistories([message], { grain });
    assert.equal(row?.message_id, half);
    for (const line of lines(sms.toNdjson([message], { grain }))) {
      const cells = Object.values(line).filter((cell) => typeof cell === 'string');
      assert.ok(cells.every((cell) => !/\p{Surrogate}/u.test(cell)));
      assert.equal(line.message_id, 'a\ufffd');
    }
    assert.ok(text(sms.toCsv([message], { grain })).includes('a\ufffd'));
  }
});

test('a line of NDJSON has no line break of Unicode, where some readers would cut it in two', () => {
  const message = 'a\u2028b\u2029c\u0085d’é';
  const [given] = [{ message_id: 'm\u2028', date_time: '2024-01-01T00:00:00Z', message }];
  const written = text(sms.toNdjson([given]));
  assert.doesNotMatch(written, /[\x85\u2028\u2029]/);
  assert.equal(JSON.parse(written).message, message);
  assert.equal(JSON.parse(written).message_id, 'm\u2028');
});

test('every dictionary has the texts of its own column, each once', () => {
  const party = (/** @type {number} */ index) => ({
    phone_number: `1810800100${index % 2}`,
    display_name: index % 3 ? 'Ann' : null,
  });
  const messages = Array.from({ length: 20 }, (_, index) => ({
    ...{ message_id: `m${index}`, date_time: '2024-01-01T00:00:00Z' },
    direction: index % 2 ? 'In' : 'Out',
    ...{ sender: party(index), to_members: [party(index + 1)] },
  }));
  for (const grain of GRAINS) {
    const rows = sms.flattenSmsHistories(messages, { grain });
    const { columns, length } = sms.toColumns(messages, { grain });
    assert.equal(length, rows.length);
    for (const column of columns) {
      if (column.type !== 'dictionary') continue;
      const { offsets, values } = column.dictionary;
      const texts = Array.from(offsets.subarray(1), (end, index) =>
        text(values.subarray(offsets[index], end)),
      );
      const cells = rows.map((row) => Reflect.get(row, column.name));
      assert.deepEqual(texts, [...new Set(cells.filter((cell) => cell !== null))], column.name);
      for (const [index, cell] of cells.entries()) {
        if (cell !== null) assert.equal(texts[column.indices[index] ?? -1], cell);
      }
    }
  }
});

test('a schema has the columns of a grain in their order, as all formats have them', () => {
  for (const grain of [...GRAINS, undefined]) {
    const schema = sms.rowSchema(grain);
    const names = schema.map(({ name }) => name);
    const options = grain ? { grain } : {};
    const [header] = text(sms.toCsv([], options)).split('\r\n');
    assert.deepEqual(header?.split(','), names);
    const { columns } = sms.toColumns([], options);
    assert.deepEqual(
      columns.map(({ name, type }) => [name, type === 'int64' ? 'int64' : 'utf8']),
      schema.map(({ name, type }) => [name, type]),
    );
    const bare = [{ message_id: 'm', date_time: '2024-01-01T00:00:00Z' }];
    const [row] = sms.flattenSmsHistories(bare, options);
    assert.deepEqual(Object.keys(row ?? {}), names);
    for (const { name, nullable, epochColumn } of schema) {
      const cell = Reflect.get(row ?? {}, name);
      assert.ok(nullable || cell !== null, name);
      const epoch = epochColumn && Reflect.get(row ?? {}, epochColumn);
      if (epochColumn) assert.equal(Date.parse(cell), epoch);
      assert.equal(epochColumn !== undefined, name === 'date_time');
    }
  }
  const untyped = /** @type {any} */ (sms);
  for (const grain of ['row', '', 5, {}, [], 'Message']) {
    assert.throws(() => untyped.rowSchema(grain), {
      name: 'InvalidRequestError',
      message: /^`grain` /,
    });
  }
});

test('a byte order mark is written only on request', () => {
  const plain = sms.toCsv(sample);
  assert.deepEqual(Buffer.from(sms.toCsv(sample, { bom: false })), Buffer.from(plain));
  const marked = Buffer.from(sms.toCsv(sample, { bom: true }));
  assert.deepEqual(marked, Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), plain]));
  assert.throws(() => sms.toCsv(sample, /** @type {any} */ ({ bom: 'yes' })), {
    name: 'InvalidRequestError',
  });
  assert.throws(() => sms.toNdjson(sample, /** @type {any} */ ({ bom: true })), {
    name: 'InvalidRequestError',
  });
});

test('a total size of 2^53 or more is null in every format', () => {
  const most = Number.MAX_SAFE_INTEGER;
  for (const [sizes, bytes] of /** @type {[number[], number | null][]} */ ([
    [[most - 1, 1], most],
    [[most, 1], null],
    [[most, most], null],
  ])) {
    const attachments = sizes.map((size) => ({ size }));
    const messages = [{ message_id: 'm', date_time: '2024-01-01T00:00:00Z', attachments }];
    assert.equal(sms.flattenSmsHistories(messages)[0]?.attachment_bytes, bytes);
    assert.equal(lines(sms.toNdjson(messages))[0].attachment_bytes, bytes);
    const [cell] = text(sms.toCsv(messages)).trimEnd().split(',').slice(-1);
    assert.equal(cell, String(bytes ?? ''));
    const column = sms.toColumns(messages).columns.at(-1);
    assert.ok(column?.type === 'int64');
    assert.deepEqual(
      [column.nullCount, column.values[0]],
      [bytes === null ? 1 : 0, BigInt(bytes ?? 0)],
    );
  }
});

test('a number is in E.164 where its country is certain, with the calling code of the account or without', () => {
  const e164 = (/** @type {string} */ number, /** @type {string | undefined} */ callingCode) => {
    const message = {
      ...{ message_id: 'm', date_time: '2024-01-01T00:00:00Z' },
      ...{ sender: { phone_number: number }, to_members: [{ phone_number: number }] },
    };
    const options = callingCode ? { callingCode } : {};
    const [row] = sms.flattenSmsHistories([message], options);
    const [recipient] = sms.flattenSmsHistories([message], { ...options, grain: 'recipient' });
    assert.equal(row?.sender_e164, recipient?.recipient_e164);
    return row?.sender_e164;
  };
  for (const [
    number,
    code,
    expected,
  ] of /** @type {[string, string | undefined, string | null][]} */ ([
    ['18108001001', undefined, '+18108001001'],
    ['+1 810 800 1001', undefined, '+18108001001'],
    ['3304581111', undefined, null],
    ['8108001001', undefined, null],
    ['12345678', undefined, null],
    ['3304581111', '1', '+13304581111'],
    ['12345678', '1', null],
    ['2079460958', '44', '+442079460958'],
  ])) {
    assert.equal(e164(number, code), expected, `${number}, ${code}`);
  }
});

test('a calling code that does not exist is refused', () => {
  for (const callingCode of [
    '',
    '+1',
    '01',
    '12',
    '442',
    '1246',
    'US',
    ' 1',
    1,
    44,
    {},
    '\ud83d',
  ]) {
    const options = /** @type {any} */ ({ callingCode });
    for (const exit of [sms.flattenSmsHistories, sms.toCsv, sms.toNdjson, sms.toColumns]) {
      assert.throws(() => exit(sample, options), {
        name: 'InvalidRequestError',
        message: /^`callingCode` /,
      });
    }
  }
});
