/**
 * Rows, written by hand on top of `JSON.parse`.
 *
 * @module
 */
import { FIELDS } from '../fields.js';
import { epochMs } from './times.js';

/** @import { Message } from './reading.js' */

/** @typedef {Record<string, string | number | null>} Row */
/** @typedef {'message' | 'recipient' | 'attachment'} Grain */

/** @type {Grain[]} */
export const GRAINS = ['message', 'recipient', 'attachment'];

const LABELS = [null, 'SMS', 'MMS', 'GROUP_SMS', 'GROUP_MMS', 'SMS_INTER', 'MSG_ON_NET'];

/**
 * How messages become rows.
 *
 * @typedef {object} RowOptions
 * @property {Grain} grain
 * @property {string | undefined} [sessionId]
 * @property {string | undefined} [callingCode]
 */

/** @type {Record<Grain, (message: Message, callingCode?: string) => Row[]>} */
const ROWS = { message: messageRow, recipient: recipientRows, attachment: attachmentRows };

/** The columns that hold integers; all others hold text. */
export const INTEGERS = new Set([
  ...['epoch_ms', 'message_type', 'to_count', 'attachment_count', 'attachment_bytes'],
  ...['recipient_index', 'attachment_index'],
]);

/** @type {Record<Grain, string[]>} */
export const COLUMNS = {
  message: columns('message'),
  recipient: columns('recipient'),
  attachment: columns('attachment'),
};

function columns(/** @type {Grain} */ grain) {
  const message = { message_id: '', date_time: '1970-01-01T00:00:00Z' };
  return Object.keys(rowsOf([message], { grain })[0] ?? {});
}

/**
 * @param {Message[]} messages
 * @param {RowOptions} options
 * @returns {Row[]}
 */
export function rowsOf(messages, { grain, sessionId, callingCode }) {
  const session_id = sessionId ?? null;
  return messages.flatMap((message) => {
    return ROWS[grain](message, callingCode).map((row) => ({ session_id, ...row }));
  });
}

/**
 * A party, an owner or a file.
 *
 * @typedef {object} Part
 * @property {unknown} [phone_number]
 * @property {unknown} [display_name]
 * @property {unknown} [owner]
 * @property {unknown} [id]
 * @property {unknown} [type]
 * @property {unknown} [name]
 * @property {unknown} [size]
 * @property {unknown} [download_url]
 */

/** @returns {Part} a member that is an object, or one without members */
function part(/** @type {unknown} */ value) {
  return /** @type {Part} */ (value ?? {});
}

/** @returns {Part[]} */
function list(/** @type {unknown} */ value) {
  return /** @type {Part[]} */ (value ?? []);
}

function string(/** @type {unknown} */ value) {
  return /** @type {string | null} */ (value ?? null);
}

function integer(/** @type {unknown} */ value) {
  return value === null || value === undefined ? null : Number(value) + 0;
}

/** @returns {Row} */
function common(/** @type {Message} */ message) {
  const date_time = /** @type {string} */ (message.date_time);
  return {
    message_id: string(message.message_id),
    date_time,
    epoch_ms: epochMs(date_time) ?? null,
    direction: string(message.direction),
  };
}

/**
 * @param {Message} message
 * @param {string} [callingCode]
 * @returns {Row[]}
 */
function messageRow(message, callingCode) {
  const sender = part(message.sender);
  const recipients = list(message.to_members);
  const files = list(message.attachments);
  const sender_phone_number = string(sender.phone_number);
  const sender_display_name = string(sender.display_name);
  const to_phone_numbers = joined(recipients.map((recipient) => recipient.phone_number));
  const to_display_names = joined(recipients.map((recipient) => recipient.display_name));
  const message_type = integer(message.message_type);
  const [number, name] = counterparty(message.direction, [
    [sender_phone_number, sender_display_name],
    [to_phone_numbers, to_display_names],
  ]);
  return [
    {
      ...common(message),
      message_type,
      message_type_label: (message_type !== null && LABELS[message_type]) || null,
      ...plain(message),
      message: string(message.message),
      sender_phone_number,
      sender_e164: e164(sender.phone_number, callingCode),
      sender_display_name,
      ...owner('sender', sender),
      to_count: recipients.length,
      to_phone_numbers,
      to_display_names,
      counterparty_phone_number: number ?? null,
      counterparty_name: name ?? null,
      attachment_count: files.length,
      attachment_names: joined(files.map((file) => file.name)),
      attachment_bytes: total(files.map((file) => file.size)),
    },
  ];
}

/** The members that are columns as they are; a number is text there. */
function plain(/** @type {Message} */ message) {
  const cells = FIELDS.map(({ name }) => {
    const value = Reflect.get(message, name) ?? null;
    return [name, value === null ? null : String(value)];
  });
  return Object.fromEntries(cells);
}

/**
 * @param {Message} message
 * @param {string} [callingCode]
 * @returns {Row[]}
 */
function recipientRows(message, callingCode) {
  return oneOrMore(message.to_members).map(([recipient, index]) => ({
    ...common(message),
    recipient_index: index,
    recipient_phone_number: string(recipient.phone_number),
    recipient_e164: e164(recipient.phone_number, callingCode),
    recipient_display_name: string(recipient.display_name),
    ...owner('recipient', recipient),
  }));
}

/** @returns {Row[]} */
function attachmentRows(/** @type {Message} */ message) {
  return oneOrMore(message.attachments).map(([file, index]) => ({
    ...common(message),
    attachment_index: index,
    attachment_id: string(file.id),
    attachment_name: string(file.name),
    attachment_type: string(file.type),
    attachment_bytes: integer(file.size),
    attachment_download_url: string(file.download_url),
  }));
}

/** @returns {[item: Part, index: number | null][]} */
function oneOrMore(/** @type {unknown} */ value) {
  const items = list(value);
  return items.length === 0 ? [[{}, null]] : items.map((item, index) => [item, index]);
}

/**
 * @param {string} prefix
 * @param {Part} party
 */
function owner(prefix, party) {
  const { id, type } = part(party.owner);
  return { [`${prefix}_owner_id`]: string(id), [`${prefix}_owner_type`]: string(type) };
}

/**
 * @template T
 * @param {unknown} direction
 * @param {[sender: T, recipients: T]} sides
 * @returns {T | []}
 */
function counterparty(direction, [sender, recipients]) {
  // Not `toLowerCase`, which also changes letters that Zoom does not use.
  if (/^[Ii][Nn]$/.test(String(direction))) return sender;
  return /^[Oo][Uu][Tt]$/.test(String(direction)) ? recipients : [];
}

function joined(/** @type {unknown[]} */ values) {
  return values.every((value) => value === null || value === undefined) ? null : values.join('; ');
}

/** Calling codes of countries with national numbers of eleven digits that start with a 1. */
const LIKE_NORTH_AMERICA = /^(39|43|49|55|56|57|62|63|65|86|91|381|502|593|972|977)$/;

/**
 * The number in E.164, if its country is certain.
 *
 * @param {unknown} number
 * @param {string} [code] of the account
 */
function e164(number, code) {
  const text = String(number).replace(/^ +| +$/g, '');
  if (!/^\+?[0-9 ().-]*$/.test(text) || text.includes('(0')) return null;
  const digits = text.replace(/[^0-9]/g, '');
  if (!/^[1-9][0-9]{0,14}$/.test(digits)) return null;
  const isNorthAmerican = /^1[2-9][0-9]{9}$/.test(digits);
  if (text.startsWith('+')) {
    const isPossible = digits.startsWith('1') ? isNorthAmerican : digits.length >= 7;
    return isPossible ? `+${digits}` : null;
  }
  if (isNorthAmerican) return LIKE_NORTH_AMERICA.test(code ?? '') ? null : `+${digits}`;
  if (code === undefined) return null;
  if (code === '1') return /^[2-9][0-9]{9}$/.test(digits) ? `+1${digits}` : null;
  if (digits.startsWith(code)) return digits.length >= 11 ? `+${digits}` : null;
  return digits.length >= 7 && digits.length <= 11 ? `+${code}${digits}` : null;
}

/** The sum, if 64 bits can hold every step and a double the result. */
function total(/** @type {unknown[]} */ sizes) {
  let sum = 0n;
  for (const size of sizes) {
    if (size === null || size === undefined) return null;
    sum += BigInt(/** @type {number} */ (size));
    if (BigInt.asIntN(64, sum) !== sum) return null;
  }
  return Number.isSafeInteger(Number(sum)) ? Number(sum) : null;
}
