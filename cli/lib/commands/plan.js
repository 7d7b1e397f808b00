import { rangeOf, upToNow } from '../flags.js';
import { counted } from '../progress.js';

/** @import { Context } from '../context.js' */

/**
 * @param {Context} context
 * @param {{ since?: string, until?: string, limit?: number, json?: boolean }} options
 */
export async function execute({ output, progress }, { since, until, limit, json }) {
  const { SmsClient } = await import('zoom-phone-sms');
  const client = new SmsClient({ token: 'unused' });
  const plan = await client.plan({ ...upToNow(rangeOf(since, until)), limit });
  if (json) return output.json(plan);
  for (const { from, to } of plan.windows) await output.line(`${from}\t${to}`);
  progress.note(`At least ${counted(plan.requests, 'request')} a session.`);
}
