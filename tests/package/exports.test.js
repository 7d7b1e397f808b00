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

test('without a session that is given, it is null', () => {
  for (const options of [undefined, null, {}, { sessionId: null }, { sessionId: undefined }]) {
    assert.equal(sms.flattenSmsHistories(sample, options)[0]?.session_id, null);
    assert.equal(lines(sms.toNdjson(sample, options))[0].session_id, null);
    assert.match(text(sms.toCsv(sample, options)), /\r\n,IQ-/);
    const [column] = sms.toColumns(sample, options).columns;
    assert.equal(column?.nullCount, 2);
  }
});

test('a session id that no session has is refused', () => {
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
