import { stateFolderOf } from '../export/layout.js';
import { readList, readState } from '../export/state.js';
import { EXIT, Failure } from '../failure.js';
import { counted, grouped } from '../progress.js';

/** @import { Context } from '../context.js' */
/** @import { Query, State } from '../export/state.js' */

/**
 * @param {Context} context
 * @param {{ json?: boolean }} options
 * @param {[out: string]} args
 */
export async function execute({ output }, { json }, [out]) {
  const state = await savedState(out);
  const list = await readList(stateFolderOf(out), state.listed);
  const files = new Map(list.map(({ file, end }) => [file, end]));
  const bytes = [...files.values()].reduce((sum, end) => sum + end, 0);
  const { query, from, messages, failed, through, running, at } = state;
  if (json)
    return output.json({
      out,
      query,
      from,
      messages,
      files: files.size,
      bytes,
      failed,
      through,
      running,
      at,
    });
  await output.line(
    `${counted(messages, 'message')} in ${counted(files.size, 'file')} (${grouped(Math.ceil(bytes / 1000))} kB)`,
  );
  await output.line(`of ${described(query, state)}`);
  if (through) await output.line(`complete through ${through}`);
  else if (query.source === 'account') await output.line('not complete yet');
  if (failed.length > 0) await output.line(`could not be read: ${failed.join(', ')}`);
  await output.line(`last saved ${at}${running ? ', by a process that runs or was killed' : ''}`);
}

/** @param {string} out */
export async function savedState(out) {
  const state = await readState(stateFolderOf(out));
  if (state) return state;
  throw new Failure(EXIT.usage, `${out} has no export.`);
}

/**
 * @param {Query} query
 * @param {State} state
 */
function described({ source, user, type, until, format, grain }, { from, position }) {
  const ids = typeof position === 'object' && position ? Object.keys(position).length : 0;
  const whose =
    source === 'sessions' ? counted(ids, 'session') : user ? `user ${user}` : 'the account';
  const kind = type ? ` (${type})` : '';
  const rows = grain === 'as sent' ? 'messages as sent' : `a row for each ${grain}`;
  return `${whose}${kind}, from ${from}${until ? ` to ${until}` : ''}, as ${format}, ${rows}`;
}
