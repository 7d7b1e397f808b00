import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { EXIT, Failure, failureOf, usage } from '../failure.js';
import { FORMAT_NAMES, formatOf, loadFormat } from '../formats.js';
import { withoutLinks } from '../links.js';
import { counted, grouped } from '../progress.js';
import { checkRows } from '../row-options.js';
import { readSaved } from '../saved.js';

/** @import { Context } from '../context.js' */
/** @import { Input } from '../formats/format.js' */
/** @import { RowOptions } from '../row-options.js' */

/**
 * @param {Context} context
 * @param {RowOptions & { out?: string, format?: string, session?: string }} options
 * @param {[files: string[]]} args
 */
export async function execute(context, options, [files]) {
  const { progress, signal } = context;
  const { out = '-', session } = options;
  const name = options.format ?? (out === '-' ? 'ndjson' : formatOf(out));
  if (!name) throw usage(`Say with --format what ${out} becomes: ${FORMAT_NAMES.join(', ')}.`);
  const encoder = await (await loadFormat(name)).createEncoder(await checkRows(options, name));
  const keepsLinks = options.links || (options.grain !== 'attachment' && !options.messages);
  const { decodeSmsSession } = await import('zoom-phone-sms');
  const unlinked = (/** @type {Input} */ input) =>
    withoutLinks(input instanceof Uint8Array ? decodeSmsSession(input).sms_histories : input);

  const target = out === '-' ? stdout(context) : await newFile(out);
  let responses = 0;
  let bytes = 0;
  progress.begin(() => [counted(responses, 'response'), `${grouped(Math.round(bytes / 1e6))} MB`]);
  try {
    for (const file of files) {
      for await (const { input, sessionId, where } of readSaved(file)) {
        signal.throwIfAborted();
        const rows = at(where, () =>
          encoder.add(keepsLinks ? input : unlinked(input), session ?? sessionId),
        );
        responses += 1;
        bytes += input.length;
        await target.write(rows);
      }
    }
    await target.write(encoder.end());
    await target.end();
  } catch (error) {
    await target.discard();
    throw error;
  } finally {
    encoder.discard();
    progress.end();
  }
}

/**
 * Names the place of an error.
 *
 * @template Result
 * @param {string} where
 * @param {() => Result} work
 */
function at(where, work) {
  try {
    return work();
  } catch (error) {
    const failure = failureOf(error);
    if (!(failure instanceof Failure)) throw error;
    throw new Failure(EXIT.unexpected, `${where}: ${failure.message}`, error);
  }
}

/** @param {Context} context */
function stdout({ output }) {
  return {
    write: (/** @type {Uint8Array} */ bytes) => output.write(bytes),
    async end() {},
    async discard() {},
  };
}

/**
 * A file that is there when it is complete.
 *
 * @param {string} path
 */
async function newFile(path) {
  // In containers a killed process may have had the same number.
  const temporary = `${path}.part-${randomUUID()}`;
  const file = await open(temporary, 'wx', 0o600);
  return {
    write: (/** @type {Uint8Array} */ bytes) => file.appendFile(bytes),
    async end() {
      await file.datasync();
      await file.close();
      await rename(temporary, path);
    },
    async discard() {
      await file.close().catch(() => {});
      await rm(temporary, { force: true });
    },
  };
}
