/**
 * Rows as somebody would write them by hand over what `JSON.parse` gives.
 *
 * @module
 */
import { epochMs } from './times.js';

/** @import { Message } from './reading.js' */

/** @typedef {Record<string, string | number | bigint | null>} Row the sum of sizes is exact, as a bigint */
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
 */

/** @type {Record<Grain, (message: Message) => Row[]>} */
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
export function rowsOf(messages, { grain, sessionId }) {
  const session_id = sessionId ?? null;
  return messages.flatMap((message) => ROWS[grain](message).map((row) => ({ session_id, ...row })));
}

/** Rows as JavaScript has them: every number a double, and none of them −0. */
export function plain(/** @type {Row[]} */ rows) {
  return rows.map((row) => {
    const entries = Object.entries(row).map(([name, cell]) => [
      name,
      typeof cell === 'bigint' ? Number(cell) : cell,
    ]);
    return /** @type {Record<string, string | number | null>} */ (Object.fromEntries(entries));
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

/** @returns {Row[]} */
function messageRow(/** @type {Message} */ message) {
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
      delivery_status: string(message.delivery_status),
      message: string(message.message),
      sender_phone_number,
      sender_e164: e164(sender.phone_number),
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

/** @returns {Row[]} */
function recipientRows(/** @type {Message} */ message) {
  return oneOrMore(message.to_members).map(([recipient, index]) => ({
    ...common(message),
    recipient_index: index,
    recipient_phone_number: string(recipient.phone_number),
    recipient_e164: e164(recipient.phone_number),
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
  // Not `toLowerCase`, which knows more letters than Zoom's.
  if (/^[Ii][Nn]$/.test(String(direction))) return sender;
  return /^[Oo][Uu][Tt]$/.test(String(direction)) ? recipients : [];
}

function joined(/** @type {unknown[]} */ values) {
  return values.every((value) => value === null || value === undefined) ? null : values.join('; ');
}

function e164(/** @type {unknown} */ number) {
  const digits = /^\+?([1-9][0-9]{6,14})$/.exec(String(number));
  return digits && `+${digits[1]}`;
}

/** The sum, exactly, as long as 64 bits can hold it on the way. */
function total(/** @type {unknown[]} */ sizes) {
  let sum = 0n;
  for (const size of sizes) {
    if (size === null || size === undefined) return null;
    sum += BigInt(/** @type {number} */ (size));
    if (BigInt.asIntN(64, sum) !== sum) return null;
  }
  return sum;
}
