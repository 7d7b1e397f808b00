import { openAccount } from '../account.js';
import { rangeOf, upToNow } from '../flags.js';
import { loadFormat } from '../formats.js';
import { withoutLinks } from '../links.js';
import { counted } from '../progress.js';
import { checkRows } from '../row-options.js';

/** @import { Context } from '../context.js' */
/** @import { AccountOptions } from '../account.js' */
/** @import { RowOptions } from '../row-options.js' */

/**
 * @param {Context} context
 * @param {AccountOptions & RowOptions & { since?: string, until?: string, limit?: number, format?: string }} options
 * @param {[session: string]} args
 */
export async function execute(context, options, [session]) {
  const { output, progress, signal } = context;
  const { format: name = 'ndjson', since, until, limit } = options;
  const rows = await checkRows(options, name);
  const client = await openAccount(options, context);
  const encoder = await (await loadFormat(name)).createEncoder(rows);
  let messages = 0;
  progress.begin(() => [counted(messages, 'message')]);
  const query = { ...upToNow(rangeOf(since, until)), limit, signal };
  for await (const { sms_histories: found } of client.pages(session, query)) {
    messages += found.length;
    await output.write(encoder.add(options.links ? found : withoutLinks(found), session));
  }
  await output.write(encoder.end());
  progress.end();
}
