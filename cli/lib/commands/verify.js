/**
 * Compares the files of an export with what it remembers of them.
 *
 * @module
 */
import { join } from 'node:path';
import { hashOfPart, sizeOf } from '../export/disk.js';
import { layoutOf, stateFolderOf } from '../export/layout.js';
import { readList } from '../export/state.js';
import { EXIT } from '../failure.js';
import { loadFormat } from '../formats.js';
import { counted } from '../progress.js';
import { savedState } from './status.js';

/** @import { Context } from '../context.js' */
/** @import { Written } from '../export/state.js' */
/** @import { Format } from '../formats/format.js' */

/**
 * @param {Context} context
 * @param {{ json?: boolean }} options
 * @param {[out: string]} args
 */
export async function execute({ output, progress, signal }, { json }, [out]) {
  const state = await savedState(out);
  const format = await loadFormat(state.query.format);
  const layout = layoutOf(out, format);
  const list = await readList(stateFolderOf(out), state.listed);
  const files = byFile(list);
  /** @type {{ file: string, problem: string }[]} */
  const problems = [];
  let checked = 0;
  progress.begin(() => [`${checked}/${counted(files.size, 'file')}`]);
  for (const [file, parts] of files) {
    signal.throwIfAborted();
    const rows = state.query.grain === 'message' || state.query.grain === 'as sent';
    const problem = await problemOf(join(layout.root, file), parts, format, rows);
    if (problem) problems.push({ file, problem });
    checked += 1;
  }
  for (const file of await layout.list())
    if (!files.has(file)) problems.push({ file, problem: 'is not of this export' });
  const sum = list.reduce((total, { messages }) => total + messages, 0);
  if (sum !== state.messages)
    problems.push({
      file: 'state.json',
      problem: `counts ${state.messages} messages, its list ${sum}`,
    });
  progress.end();
  if (json) await output.json({ out, files: files.size, messages: state.messages, problems });
  for (const { file, problem } of json ? [] : problems) await output.line(`${file} ${problem}`);
  if (!json && problems.length === 0)
    await output.line(
      `${counted(files.size, 'file')} with ${counted(sum, 'message')}: all as they were written`,
    );
  return problems.length > 0 ? EXIT.destination : EXIT.done;
}

/**
 * What is wrong with a file.
 *
 * @param {string} path
 * @param {Written[]} parts
 * @param {Format} format
 * @param {boolean} hasRowForEach whether each message is one row
 */
async function problemOf(path, parts, format, hasRowForEach) {
  const size = await sizeOf(path);
  if (size === undefined) return 'is missing';
  const end = parts.at(-1)?.end ?? 0;
  if (size !== end) return `has ${size} bytes, not ${end}`;
  for (const { start, end, sha256 } of parts)
    if ((await hashOfPart(path, start, end)) !== sha256)
      return `was changed between byte ${start} and ${end}`;
  if (!format.inspect || !hasRowForEach) return undefined;
  const messages = parts.reduce((total, part) => total + part.messages, 0);
  const { rows, first, last } = await format.inspect(path);
  if (rows !== messages) return `has ${rows} rows, not ${messages}`;
  const times = parts.flatMap((part) => [part.first, part.last]);
  if (first !== null && first !== Math.min(...times)) return `begins at another time`;
  if (last !== null && last !== Math.max(...times)) return `ends at another time`;
  return undefined;
}

/** @param {Written[]} list */
function byFile(list) {
  /** @type {Map<string, Written[]>} */
  const files = new Map();
  for (const written of list) {
    const own = files.get(written.file);
    if (own) own.push(written);
    else files.set(written.file, [written]);
  }
  return files;
}
