/**
 * What an export would read: of an account, its sessions are listed; nothing else is sent, and nothing is written.
 *
 * @module
 */
import { upToNow } from '../flags.js';
import { counted } from '../progress.js';

/** @import { SmsClient } from 'zoom-phone-sms' */
/** @import { Context } from '../context.js' */
/** @import { Job } from './job.js' */
/** @import { Position } from './state.js' */

/**
 * @param {Pick<Context, 'output' | 'progress' | 'signal'>} context
 * @param {SmsClient} client
 * @param {Job} job
 * @param {boolean} json
 */
export async function dryRun({ output, progress, signal }, client, job, json) {
  const { query, ids, range, position } = job;
  const { from, to } = range;
  progress.begin(() => ['listing the sessions']);
  const sessions =
    query.source === 'sessions' ? ids.length : await listed(client, range, position, signal);
  progress.end();
  const isFirst = position === null;
  const { requests } = await client.plan(upToNow({ from, to }));
  const least = isFirst ? sessions * requests : sessions;
  if (json) return output.json({ from, to, sessions, least_requests: least, first: isFirst });
  const what = isFirst ? `from ${from}` : 'since the last run';
  await output.line(
    `${counted(sessions, 'session')} to read ${what}: at least ${counted(least, 'request')}`,
  );
}

/**
 * @param {SmsClient} client
 * @param {Job['range']} range
 * @param {Position | null} position
 * @param {AbortSignal} signal
 */
async function listed(client, { from, to, user, type }, position, signal) {
  let sessions = 0;
  const archive = client.archive({
    ...{ from, to, signal, userId: user, limit: 0 },
    session_type: /** @type {import('zoom-phone-sms').SmsSessionType | undefined} */ (type),
    state: typeof position === 'string' ? position : undefined,
    onProgress(seen) {
      sessions = seen.sessions;
    },
  });
  for await (const { done } of archive) if (done) break;
  return sessions;
}
