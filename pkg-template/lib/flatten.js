/**
 * Decodes bodies and flattens histories. They need no network. In browsers, await `init()` first.
 *
 * @module
 */
import * as rust from '../wasm/zoom_phone_sms.js';
import { fromRust } from './from-rust.js';
import { assertLoaded } from './loading.js';

/** @import { SmsBytes, SmsColumns, SmsColumnSchema, SmsCsvOptions, SmsFlattenOptions, SmsRows, SmsRowSources, SmsSession } from './types.js' */

/**
 * Decodes and checks the body of a response. Returns the same object as `JSON.parse`, or throws an error
 * that says what is wrong and where.
 *
 * The texts of a page are parts of one string, which stays in memory as long as any of them. To keep one
 * id of each of many pages, keep a copy, such as `structuredClone(id)`.
 *
 * @example
 * const response = await fetch('/your-server/sessions/35ccd847');
 * const session = decodeSmsSession(await response.arrayBuffer());
 *
 * @param {string | Uint8Array | ArrayBuffer} body the raw bytes or text of the response
 * @returns {SmsSession}
 * @throws {DecodeError} for a page that Zoom does not document, with the `path` to the problem
 * @throws {InvalidRequestError} for any other input
 */
export function decodeSmsSession(body) {
  assertLoaded('decodeSmsSession');
  return fromRust(() => rust.decodeSmsSession(body));
}

/**
 * Flattens message histories into rows with fixed columns, for a table, a chart or a database; at the grains
 * `"session"` and `"participant"`, lists of sessions. Keeps the order, and neither drops nor merges anything: at the
 * grains of recipients, attachments and participants, a message or session without them has one row, with `null`s.
 *
 * @example
 * const rows = flattenSmsHistories(session, { grain: 'recipient', sessionId });
 * console.table(rows, ['date_time', 'recipient_e164']);
 * const list = flattenSmsHistories(await client.listSmsSessions(), { grain: 'participant' });
 * console.table(list, ['session_id', 'participant_e164']);
 *
 * @template {keyof SmsRows} [Grain='message']
 * @param {SmsRowSources[Grain]} histories a page or several, messages, or the raw text or bytes of a response; or the same
 *   of a list of sessions
 * @param {SmsFlattenOptions<Grain> | null} [options] what one row stands for, and the session of
 *   the messages
 * @returns {SmsRows[Grain][]}
 * @throws {InvalidRequestError} for input that cannot be flattened
 * @throws {DecodeError} for a history or list that Zoom does not document
 */
export function flattenSmsHistories(histories, options) {
  assertLoaded('flattenSmsHistories');
  const rows = fromRust(() => rust.flattenSmsHistories(histories, options));
  return /** @type {SmsRows[Grain][]} */ (rows);
}

/**
 * Writes message histories or lists of sessions as CSV in UTF-8 (RFC 4180): the rows of `flattenSmsHistories`, one record per
 * row. `null` is an empty cell, and an empty string is `""`.
 *
 * A text that a spreadsheet would read as a formula gets an apostrophe before it (`guard`), so a message cannot
 * run code where it is opened. Phone numbers are unchanged.
 *
 * @example
 * await writeFile('history.csv', toCsv(session));
 *
 * @template {keyof SmsRows} [Grain='message']
 * @param {SmsRowSources[Grain]} histories as for `flattenSmsHistories`
 * @param {SmsCsvOptions<Grain> | null} [options]
 * @returns {SmsBytes}
 * @throws {InvalidRequestError} for input that cannot be flattened
 * @throws {DecodeError} for a history or list that Zoom does not document
 */
export function toCsv(histories, options) {
  assertLoaded('toCsv');
  return fromRust(() => rust.toCsv(histories, options));
}

/**
 * Writes message histories or lists of sessions as NDJSON: the rows of `flattenSmsHistories`, one line per row.
 *
 * @example
 * await appendFile('history.ndjson', toNdjson(page.sms_histories, { grain: 'recipient' }));
 *
 * @template {keyof SmsRows} [Grain='message']
 * @param {SmsRowSources[Grain]} histories as for `flattenSmsHistories`
 * @param {SmsFlattenOptions<Grain> | null} [options]
 * @returns {SmsBytes}
 * @throws {InvalidRequestError} for input that cannot be flattened
 * @throws {DecodeError} for a history or list that Zoom does not document
 */
export function toNdjson(histories, options) {
  assertLoaded('toNdjson');
  return fromRust(() => rust.toNdjson(histories, options));
}

/**
 * Converts message histories or lists of sessions to columns, in buffers that Apache Arrow can adopt without copying: the rows of
 * `flattenSmsHistories`, column by column.
 *
 * @example
 * const { length, columns } = toColumns(session);
 * const times = columns.find(({ name }) => name === 'epoch_ms');
 *
 * @template {keyof SmsRows} [Grain='message']
 * @param {SmsRowSources[Grain]} histories as for `flattenSmsHistories`
 * @param {SmsFlattenOptions<Grain> | null} [options]
 * @returns {SmsColumns}
 * @throws {InvalidRequestError} for input that cannot be flattened
 * @throws {DecodeError} for a history or list that Zoom does not document
 */
export function toColumns(histories, options) {
  assertLoaded('toColumns');
  return fromRust(() => rust.toColumns(histories, options));
}

/**
 * Returns the columns of a grain's rows, in their order in every format: for readers that would otherwise
 * guess types from the first values.
 *
 * @example
 * const types = { utf8: 'VARCHAR', int64: 'BIGINT', bool: 'BOOLEAN' };
 * const columns = rowSchema('message').map(({ name, type }) => `${name} ${types[type]}`);
 * await database.run(`CREATE TABLE messages (${columns.join(', ')})`);
 *
 * @template {keyof SmsRows} [Grain='message']
 * @param {Grain | null} [grain] what one row stands for. Default `"message"`.
 * @returns {SmsColumnSchema<keyof SmsRows[Grain] & string>[]}
 * @throws {InvalidRequestError} for an unknown grain
 */
export function rowSchema(grain) {
  assertLoaded('rowSchema');
  const schema = fromRust(() => rust.rowSchema(grain));
  return /** @type {SmsColumnSchema<keyof SmsRows[Grain] & string>[]} */ (schema);
}
