/**
 * An export to stdout, without a state.
 *
 * @module
 */
import { openAccount } from '../account.js';
import { EXIT, usage } from '../failure.js';
import { rangeOf } from '../flags.js';
import { loadFormat } from '../formats.js';
import { withoutLinks } from '../links.js';
import { checkRows } from '../row-options.js';
import { DEFAULT_FORMAT } from './query.js';
import { Report } from './report.js';
import { accountSource, sessionsSource } from './source.js';

/** @import { ExportOptions } from './options.js' */
/** @import { Context } from '../context.js' */

/**
 * @param {Context} context
 * @param {ExportOptions} options
 * @param {readonly string[]} ids
 */
export async function exportToStdout(context, options, ids) {
  const { output, progress, signal } = context;
  const { format = DEFAULT_FORMAT, since, until, user, type, concurrency, links } = options;
  if (since === undefined)
    throw usage('Say with --since how far back to go, such as 2024-01-31 or 90d.');
  if (options.json || options.dryRun || options.restart)
    throw usage('--json, --dry-run and --restart are for exports to files.');
  if (options.attachments) throw usage('--attachments needs a folder as --out.');
  if (ids.length > 0 && (user || type))
    throw usage(
      '--user and --type choose among the sessions of the account: name no sessions then.',
    );
  const encoder = await (await loadFormat(format)).createEncoder(await checkRows(options, format));
  const client = await openAccount(options, context);
  const report = new Report();
  const range = {
    ...rangeOf(since, until),
    ...{ user, type, concurrency, signal },
    onProgress: (/** @type {import('./source.js').Seen} */ seen) => {
      report.seen = seen;
    },
  };
  const { steps } =
    ids.length > 0 ? sessionsSource(client, ids, range, null) : accountSource(client, range, null);
  progress.begin(() => report.parts());
  for await (const { session, messages, error, done } of steps) {
    if (messages) {
      report.messages += messages.length;
      await output.write(encoder.add(links ? messages : withoutLinks(messages), session));
    }
    if (done) report.read += 1;
    if (error) {
      report.failed.set(session ?? '', error.message);
      progress.say(`session ${session}: ${error.message}`);
      if (options.failFast) break;
    }
  }
  await output.write(encoder.end());
  progress.end();
  return report.failed.size > 0 ? EXIT.partial : EXIT.done;
}
