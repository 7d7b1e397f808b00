import { performance } from 'node:perf_hooks';
import { Failure } from './lib/failure.mjs';
import { duration } from './lib/progress.mjs';
import { table } from './lib/table.mjs';

/**
 * Fetches one SMS session with the built package and shows its messages as rows.
 * @param {{ baseUrl: string, token: string, sessionId: string }} connection
 */
export async function runDemo({ sessionId, ...options }) {
  const { flattenSmsHistories, isSmsError, SmsClient } = await import('../pkg/node.js');
  const start = performance.now();
  const client = new SmsClient(options);
  const session = await client.getSmsSession(sessionId).catch((/** @type {unknown} */ error) => {
    throw isSmsError(error) ? new Failure(`${error.message}\nCause: ${error.cause}`) : error;
  });
  const fetched = performance.now();
  const rows = flattenSmsHistories(session, { grain: 'message' });
  const flattened = performance.now();

  console.log(`\nSMS session "${sessionId}" from ${options.baseUrl}:`);
  console.log(`  fetched and checked in ${duration(fetched - start)}`);
  console.log(`  ${rows.length} messages laid out as rows in ${duration(flattened - fetched)}\n`);
  const cells = rows.map((row) => [
    row.date_time,
    row.direction ?? '',
    row.sender_phone_number ?? '',
    row.to_phone_numbers ?? '',
    row.message ?? '',
    String(row.attachment_count),
  ]);
  console.log(table([['date_time', 'direction', 'from', 'to', 'message', 'files'], ...cells]));
}
