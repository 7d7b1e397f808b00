import { performance } from 'node:perf_hooks';
import { duration } from './lib/progress.mjs';

/** The latest messages that are shown. */
const MOST = 8;

/**
 * @typedef {object} Connection
 * @property {string} baseUrl
 * @property {NonNullable<import('../pkg/inline.js').SmsClientOptions['token']>} token
 * @property {string} sessionId empty if none is shown
 */

/**
 * Reads an SMS session with the built package, and shows its latest messages as a conversation.
 * @param {Connection} connection
 */
export async function runDemo({ sessionId, ...options }) {
  const { SmsClient } = await import('../pkg/inline.js');
  const client = new SmsClient(options);
  const start = performance.now();
  /** @type {import('../pkg/inline.js').SmsRows['message'][]} */
  const rows = [];
  let messages = 0;
  for await (const page of client.rows(sessionId)) {
    messages += page.length;
    rows.push(...page);
    rows.splice(0, rows.length - MOST);
  }
  const took = duration(performance.now() - start);
  const who = Math.max(...rows.map((row) => nameOf(row).length), 0);
  const lines = rows.map(
    (row) =>
      `  ${row.date_time.slice(0, 16).replace('T', ' ')}  ${nameOf(row).padEnd(who)}  ${textOf(row)}`,
  );
  console.log(`
The session "${onOneLine(sessionId, 60)}": ${messages} messages of the past 30 days, read in ${took}. The latest, in UTC:

${lines.join('\n')}`);
}

/** @param {import('../pkg/inline.js').SmsRows['message']} row */
function nameOf({ sender_display_name: name, sender_phone_number: phone }) {
  return onOneLine(name || phone || 'Unknown', 24);
}

/** @param {import('../pkg/inline.js').SmsRows['message']} row */
function textOf({ message, attachment_names: files, delivery_status: status }) {
  const parts = [message, files && `[${files}]`, status?.startsWith('failed') && '(not delivered)'];
  return onOneLine(parts.filter(Boolean).join(' '), 78);
}

/**
 * Messages are untrusted: they must not move the cursor or recolour the terminal.
 * @param {string} value
 * @param {number} most
 */
function onOneLine(value, most) {
  const characters = [...value.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')];
  return characters.length > most
    ? `${characters.slice(0, most - 1).join('')}…`
    : characters.join('');
}
