import { performance } from 'node:perf_hooks';
import { duration } from './lib/progress.mjs';
import { table } from './lib/table.mjs';

/** The columns of a message's row that fit on a terminal. */
const COLUMNS = /** @type {const} */ ([
  'date_time',
  'direction',
  'message_type_label',
  'sender_e164',
  'to_display_names',
  'message',
  'attachment_count',
]);

/**
 * @typedef {object} Connection
 * @property {string} baseUrl
 * @property {import('../pkg/inline.js').SmsClientOptions['token']} token
 * @property {string} sessionId
 */

/**
 * Fetches one SMS session with the built package and shows its messages as rows.
 * @param {Connection} connection
 */
export async function runDemo({ sessionId, ...options }) {
  const { flattenSmsHistories, SmsClient } = await import('../pkg/inline.js');
  const client = new SmsClient(options);

  const start = performance.now();
  const session = await client.getSmsSession(sessionId);
  const fetched = performance.now();
  const rows = flattenSmsHistories(session, { grain: 'message' });
  const recipients = flattenSmsHistories(session, { grain: 'recipient' });
  const attachments = flattenSmsHistories(session, { grain: 'attachment' });
  const flattened = performance.now();

  const cells = rows.map((row) => COLUMNS.map((column) => onOneLine(row[column])));
  const grains = `${rows.length} message rows, ${recipients.length} recipient rows and ${attachments.length} attachment rows`;
  console.log(`
The SMS session "${sessionId}" of ${options.baseUrl}, by Rust compiled to wasm:
  asked for over HTTP, decoded and checked in ${duration(fetched - start)}
  flattened to ${grains} in ${duration(flattened - fetched)}

${table([[...COLUMNS], ...cells])}`);
}

/**
 * A cell of the table. Messages are untrusted: they must not move the cursor or recolour the
 * terminal.
 * @param {string | number | null} value
 */
function onOneLine(value) {
  const characters = [...String(value ?? '–').replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('');
}
