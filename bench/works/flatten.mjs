/**
 * Hand-written rows for exactly this format: one object literal for all rows. They need not have the columns
 * that the data leaves empty; the package's rows have them all.
 *
 * @module
 */
import { parse } from './text.mjs';

/**
 * @template T
 * @typedef {T | null | undefined} Maybe
 */
/** @typedef {{ id?: Maybe<string>, type?: Maybe<string> }} Owner */
/** @typedef {{ phone_number?: Maybe<string>, display_name?: Maybe<string>, owner?: Maybe<Owner> }} Party */
/** @typedef {{ name?: Maybe<string>, size?: Maybe<number> }} File */
/**
 * @typedef {object} Message
 * @property {string} message_id
 * @property {string} date_time
 * @property {Maybe<string>} [direction]
 * @property {Maybe<number>} [message_type]
 * @property {Maybe<string>} [delivery_status]
 * @property {Maybe<string>} [message]
 * @property {Maybe<Party>} [sender]
 * @property {Maybe<Party[]>} [to_members]
 * @property {Maybe<File[]>} [attachments]
 */
/** @typedef {{ sms_histories: Message[] }} Page */

const TYPES = [null, 'SMS', 'MMS', 'GROUP_SMS', 'GROUP_MMS', 'SMS_INTER', 'MSG_ON_NET'];
const INTERNATIONAL = /^(?:\+?1[2-9]\d{9}|\+[2-9]\d{6,14})$/;

/** @param {Uint8Array} bytes */
export const parseAndFlatten = (bytes) => flatten(parse(bytes));

/** @param {Page} page */
export function flatten({ sms_histories }) {
  const rows = [];
  for (const message of sms_histories) rows.push(row(message));
  return rows;
}

/** @param {Message} message */
function row(message) {
  const { sender, direction } = message;
  const to = message.to_members ?? [];
  const files = message.attachments ?? [];
  const number = sender?.phone_number ?? null;
  const name = sender?.display_name ?? null;
  const numbers = join(to, 'phone_number');
  const names = join(to, 'display_name');
  const isIn = direction === 'In' || direction?.toLowerCase() === 'in';
  const isOut = direction === 'Out' || direction?.toLowerCase() === 'out';
  return {
    session_id: null,
    message_id: message.message_id,
    date_time: message.date_time,
    epoch_ms: Date.parse(message.date_time),
    direction: direction ?? null,
    message_type: message.message_type ?? null,
    message_type_label: TYPES[message.message_type ?? 0] ?? null,
    delivery_status: message.delivery_status ?? null,
    message: message.message ?? null,
    sender_phone_number: number,
    sender_e164: international(number),
    sender_display_name: name,
    sender_owner_id: sender?.owner?.id ?? null,
    sender_owner_type: sender?.owner?.type ?? null,
    to_count: to.length,
    to_phone_numbers: numbers,
    to_display_names: names,
    counterparty_phone_number: isIn ? number : isOut ? numbers : null,
    counterparty_name: isIn ? name : isOut ? names : null,
    attachment_count: files.length,
    attachment_names: joinNames(files),
    attachment_bytes: sum(files),
  };
}

const COLUMNS = Object.keys(row({ message_id: '', date_time: '' }));

/**
 * The package's rows with the columns that are written here.
 * @param {readonly object[]} rows
 */
export function compared(rows) {
  const cells = (/** @type {object} */ row) =>
    COLUMNS.map((name) => [name, Reflect.get(row, name)]);
  return rows.map((row) => Object.fromEntries(cells(row)));
}

/** @param {string | null} number */
function international(number) {
  if (number === null || !INTERNATIONAL.test(number)) return null;
  return number.startsWith('+') ? number : `+${number}`;
}

/**
 * @param {Party[]} parties
 * @param {'phone_number' | 'display_name'} field
 */
function join(parties, field) {
  // Most messages have one recipient.
  if (parties.length === 1) return parties[0]?.[field] ?? null;
  if (parties.every((party) => party[field] == null)) return null;
  return parties.map((party) => party[field] ?? '').join('; ');
}

/** @param {File[]} files */
function joinNames(files) {
  if (files.every(({ name }) => name == null)) return null;
  return files.map(({ name }) => name ?? '').join('; ');
}

/** @param {File[]} files */
function sum(files) {
  let total = 0;
  for (const { size } of files) {
    if (size == null) return null;
    total += size;
  }
  return total;
}
