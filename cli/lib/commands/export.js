import { readIds } from '../export/source.js';
import { exportToFiles } from '../export/to-files.js';
import { exportToStdout } from '../export/to-stdout.js';
import { usage } from '../failure.js';

/** @import { Context } from '../context.js' */
/** @import { ExportOptions } from '../export/options.js' */

/**
 * @param {Context} context
 * @param {ExportOptions} options
 * @param {[sessions: string[]]} args
 */
export async function execute(context, options, [sessions]) {
  const { out } = options;
  if (!out)
    throw usage('Say with --out where to: a folder, a file such as messages.csv, or - for stdout.');
  const ids = await readIds(sessions);
  if (out === '-') return exportToStdout(context, options, ids);
  return exportToFiles(context, options, ids, out);
}
