import { openAccount } from '../account.js';
import { rangeOf } from '../flags.js';
import { counted } from '../progress.js';

/** @import { SmsSessionType } from 'zoom-phone-sms' */
/** @import { AccountOptions } from '../account.js' */
/** @import { Context } from '../context.js' */

/**
 * Prints the sessions of the account, or of a user: a JSON object on each line.
 *
 * @param {Context} context
 * @param {AccountOptions & { since?: string, until?: string, user?: string, type?: string, limit?: number }} options
 */
export async function execute(context, options) {
  const { output, progress, signal } = context;
  const { since, until, user, type, limit } = options;
  const client = await openAccount(options, context);
  let sessions = 0;
  progress.begin(() => [counted(sessions, 'session')]);
  const found = client.sessions({
    ...{ ...rangeOf(since, until), userId: user, limit, signal },
    session_type: /** @type {SmsSessionType | undefined} */ (type),
  });
  for await (const session of found) {
    sessions += 1;
    await output.line(JSON.stringify(session));
  }
  progress.end();
}
