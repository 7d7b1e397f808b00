/**
 * A folder of Parquet files as an export leaves it, and what readers should find in it.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEncoder } from '../../cli/lib/formats/parquet.js';
import { flattenSmsHistories, rowSchema } from '../../pkg/inline.js';
import { messagesOf, wellFormed } from './messages.js';

/** @typedef {import('../../pkg/inline.js').SmsMessage} SmsMessage */
/** @typedef {import('../../pkg/inline.js').SmsGrain} SmsGrain */

const SESSIONS = ['35ccd84704253f5f793d0a721c7fe655', '=odd "id", \\'];
/** A time between seconds, and one of another offset, which is in another month in UTC. */
const TIMES = ['2024-02-29T23:59:59.999Z', '2024-03-01T00:30:00+01:00'];

/** @type {{ sessionId: string, messages: SmsMessage[] }[]} */
const conversations = SESSIONS.map((sessionId, index) => ({
  sessionId,
  messages: [
    ...messagesOf(index),
    ...TIMES.map((date_time, at) => ({ message_id: `${index}@${at}`, date_time })),
  ],
}));

/** The month in UTC. */
const monthOf = (/** @type {string} */ time) => new Date(time).toISOString().slice(0, 7);

/**
 * Writes the files, and returns the folder that readers get.
 * @param {string} folder
 * @param {SmsGrain} grain
 */
export async function writeFolder(folder, grain) {
  const months = new Map();
  for (const { sessionId, messages } of conversations) {
    for (const message of messages) {
      const month = monthOf(message.date_time);
      const file = months.get(month) ?? { encoder: await createEncoder({ grain }), bytes: [] };
      months.set(month, file);
      file.bytes.push(file.encoder.add([message], sessionId));
    }
  }
  for (const [month, { encoder, bytes }] of months) {
    const part = join(folder, 'messages', `month=${month}`);
    mkdirSync(part, { recursive: true });
    writeFileSync(join(part, 'part-000001.parquet'), Buffer.concat([...bytes, encoder.end()]));
  }
  return join(folder, 'messages');
}

/**
 * The columns and their types.
 * @param {SmsGrain} grain
 */
export const typesOf = (grain) =>
  rowSchema(grain).map(({ name, type, epochColumn }) => [name, epochColumn ? 'timestamp' : type]);

/**
 * The rows that readers should find; times are milliseconds.
 * @param {SmsGrain} grain
 * @returns {Record<string, unknown>[]}
 */
export function expectedRows(grain) {
  const schema = rowSchema(grain);
  return conversations.flatMap(({ sessionId, messages }) =>
    flattenSmsHistories(messages, { grain, sessionId }).map((row) => {
      const cells = schema.map(({ name, epochColumn }) => [
        ...[name, wellFormed(Reflect.get(row, epochColumn ?? name))],
      ]);
      return { ...Object.fromEntries(cells), month: monthOf(row.date_time) };
    }),
  );
}

/** What the queries of the examples should find: month, direction, number of messages, first and last time. */
export function expectedGroups() {
  /** @type {Map<string, { month: unknown, direction: unknown, times: number[] }>} */
  const groups = new Map();
  for (const { month, direction, epoch_ms } of expectedRows('message')) {
    const key = JSON.stringify([month, direction]);
    const times = groups.get(key)?.times ?? [];
    groups.set(key, { month, direction, times: [...times, Number(epoch_ms)] });
  }
  return Array.from(groups.values(), ({ month, direction, times }) => [
    ...[month, direction, times.length, Math.min(...times), Math.max(...times)],
  ]);
}
