/**
 * Bodies and histories that are at hand, checked and laid out; no network is needed. In browsers,
 * await `init()` before.
 *
 * @module
 */
import * as rust from '../wasm/zoom_phone_sms.js';
import { fromRust } from './from-rust.js';
import { assertLoaded } from './loading.js';

/** @import { SmsBytes, SmsColumns, SmsColumnSchema, SmsCsvOptions, SmsFlattenOptions, SmsGrain, SmsHistories, SmsRows, SmsSession } from './types.js' */

/**
 * Checks the body of a response and makes the page of it: the same object as `JSON.parse`, or an
 * error that says what is wrong with it and where.
 *
 * Texts of a page are parts of one string, which stays in memory as long as one of them: to keep
 * one id of each of many pages, keep a copy of it (`structuredClone(id)` is one).
 *
 * @example
 * const response = await fetch('/your-server/sessions/35ccd847');
 * const session = decodeSmsSession(await response.arrayBuffer());
 *
 * @param {string | Uint8Array | ArrayBuffer} body the response's own bytes or text
 * @returns {SmsSession}
 * @throws {DecodeError} for a page that is not as Zoom documents it, with the `path` to the place
 * @throws {InvalidRequestError} for what is no body
 */
export function decodeSmsSession(body) {
  assertLoaded('decodeSmsSession');
  return fromRust(() => rust.decodeSmsSession(body));
}

/**
 * Flattens message histories into rows with fixed columns, for a table, a chart or a database.
 * Order is kept, and nothing is left out or merged: a message without recipients or attachments
 * has one row at those grains, with `null`s.
 *
 * @example
 * const rows = flattenSmsHistories(session, { grain: 'recipient', sessionId });
 * console.table(rows, ['date_time', 'recipient_e164']);
 *
 * @template {SmsGrain} [Grain='message']
 * @param {SmsHistories} histories a page or several, messages, or a response's own text or bytes
 * @param {SmsFlattenOptions<Grain> | null} [options] what one row stands for, and of which session
 *   the messages are
 * @returns {SmsRows[Grain][]}
 * @throws {InvalidRequestError} for what cannot be flattened
 * @throws {DecodeError} for a history that is not as Zoom documents it
 */
export function flattenSmsHistories(histories, options) {
  assertLoaded('flattenSmsHistories');
  const rows = fromRust(() => rust.flattenSmsHistories(histories, options));
  return /** @type {SmsRows[Grain][]} */ (rows);
}

/**
 * Writes message histories as CSV, in UTF-8 (RFC 4180): what `flattenSmsHistories` gives, one row
 * a record. `null` is an empty cell, and an empty text is `""`.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (`guard`): who
 * sends a message must not run anything where it is read. Phone numbers stay as they are.
 *
 * @example
 * await writeFile('history.csv', toCsv(session));
 *
 * @param {SmsHistories} histories a page or several, messages, or a response's own text or bytes
 * @param {SmsCsvOptions | null} [options]
 * @returns {SmsBytes}
 * @throws {InvalidRequestError} for what cannot be flattened
 * @throws {DecodeError} for a history that is not as Zoom documents it
 */
export function toCsv(histories, options) {
  assertLoaded('toCsv');
  return fromRust(() => rust.toCsv(histories, options));
}

/**
 * Writes message histories as NDJSON: what `flattenSmsHistories` gives, one row a line.
 *
 * @example
 * await appendFile('history.ndjson', toNdjson(page.sms_histories, { grain: 'recipient' }));
 *
 * @param {SmsHistories} histories a page or several, messages, or a response's own text or bytes
 * @param {SmsFlattenOptions | null} [options]
 * @returns {SmsBytes}
 * @throws {InvalidRequestError} for what cannot be flattened
 * @throws {DecodeError} for a history that is not as Zoom documents it
 */
export function toNdjson(histories, options) {
  assertLoaded('toNdjson');
  return fromRust(() => rust.toNdjson(histories, options));
}

/**
 * Lays message histories out as columns, in buffers that Apache Arrow can adopt without a copy:
 * what `flattenSmsHistories` gives, turned by 90 degrees.
 *
 * @example
 * const { length, columns } = toColumns(session);
 * const times = columns.find(({ name }) => name === 'epoch_ms');
 *
 * @param {SmsHistories} histories a page or several, messages, or a response's own text or bytes
 * @param {SmsFlattenOptions | null} [options]
 * @returns {SmsColumns}
 * @throws {InvalidRequestError} for what cannot be flattened
 * @throws {DecodeError} for a history that is not as Zoom documents it
 */
export function toColumns(histories, options) {
  assertLoaded('toColumns');
  return fromRust(() => rust.toColumns(histories, options));
}

/**
 * Gives the columns of the rows of a grain, in their order, in every format: for readers that else
 * guess types by the first values.
 *
 * @example
 * const columns = rowSchema('message').map(
 *   ({ name, type }) => `${name} ${type === 'utf8' ? 'VARCHAR' : 'BIGINT'}`,
 * );
 * await database.run(`CREATE TABLE messages (${columns.join(', ')})`);
 *
 * @template {SmsGrain} [Grain='message']
 * @param {Grain | null} [grain] what one row stands for; `"message"` unless given
 * @returns {SmsColumnSchema<keyof SmsRows[Grain] & string>[]}
 * @throws {InvalidRequestError} for what is no grain
 */
export function rowSchema(grain) {
  assertLoaded('rowSchema');
  const schema = fromRust(() => rust.rowSchema(grain));
  return /** @type {SmsColumnSchema<keyof SmsRows[Grain] & string>[]} */ (schema);
}
