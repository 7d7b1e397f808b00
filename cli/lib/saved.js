/**
 * Saved responses: files with one response each, or with one response or message on each line; compressed or not.
 *
 * @module
 */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { EXIT, Failure } from './failure.js';

/** @import { SmsMessage } from 'zoom-phone-sms' */
/** @import { Input } from './formats/format.js' */

/** The most bytes of one response, as in the library. */
const MOST_BYTES = 64 * 1024 * 1024;

/** @typedef {{ input: Input, sessionId: string | undefined, where: string }} Saved */

/**
 * @param {string} file a path, or `-` for stdin
 * @returns {AsyncGenerator<Saved, void, void>}
 */
export async function* readSaved(file) {
  const name = file === '-' ? 'stdin' : file;
  try {
    const source = await opened(file);
    if (/\.(ndjson|jsonl)(\.gz)?$/.test(file)) yield* linesOf(source, name);
    else yield* wholeOf(source, name);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (
      error instanceof Failure ||
      code === undefined ||
      /** @type {{ kind?: string }} */ (error).kind
    )
      throw error;
    const why = code === 'ENOENT' ? 'there is no such file' : code;
    throw new Failure(EXIT.usage, `${name} cannot be read: ${why}.`, error);
  }
}

/**
 * The bytes of a file, decompressed if it is gzip.
 *
 * @param {string} file
 */
async function opened(file) {
  const source = file === '-' ? process.stdin : createReadStream(file, { highWaterMark: 1 << 18 });
  const start = await firstOf(source);
  if (!(start[0] === 0x1f && start[1] === 0x8b)) return source;
  const plain = createGunzip();
  source.on('error', (/** @type {Error} */ error) => plain.destroy(error));
  return source.pipe(plain);
}

/**
 * The first bytes of a stream, which stay in it.
 *
 * @param {import('node:stream').Readable} stream
 * @returns {Promise<Uint8Array>}
 */
function firstOf(stream) {
  return new Promise((resolve, reject) => {
    stream.once('error', reject);
    stream.once('end', () => resolve(new Uint8Array()));
    stream.once('readable', () => {
      const first = stream.read();
      if (first) stream.unshift(first);
      stream.off('error', reject);
      resolve(first ?? new Uint8Array());
    });
  });
}

/**
 * One response; if a line of stdin or of a file is a response, then all lines.
 *
 * @param {AsyncIterable<Uint8Array>} source
 * @param {string} name
 * @returns {AsyncGenerator<Saved, void, void>}
 */
async function* wholeOf(source, name) {
  const chunks = [];
  let length = 0;
  for await (const chunk of source) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_BYTES)
      throw new Failure(
        EXIT.usage,
        `${name} is larger than a response can be (64 MiB). If it has one response on each line, name it .ndjson.`,
      );
  }
  yield { input: Buffer.concat(chunks), sessionId: undefined, where: name };
}

/**
 * @param {import('node:stream').Readable} source
 * @param {string} name
 * @returns {AsyncGenerator<Saved, void, void>}
 */
async function* linesOf(source, name) {
  let number = 0;
  // A readline interface hides errors of its input.
  const through = new PassThrough();
  source.on('error', (error) => through.destroy(error));
  source.pipe(through);
  const lines = createInterface({ input: through, crlfDelay: Number.POSITIVE_INFINITY });
  /** @type {Error | undefined} */
  let failure;
  through.on('error', (error) => {
    failure = error;
    lines.close();
  });
  for await (const line of lines) {
    number += 1;
    if (line.trim() !== '') yield savedLine(line, `${name}, line ${number}`);
  }
  if (failure) throw failure;
}

/**
 * @param {string} line
 * @param {string} where
 * @returns {Saved}
 */
function savedLine(line, where) {
  // A message as `--messages` writes it, with its session.
  if (!/^\{"(session_id|message_id)":/.test(line))
    return { input: Buffer.from(line), sessionId: undefined, where };
  try {
    const { session_id, ...message } = JSON.parse(line);
    if (!('message_id' in message))
      return { input: Buffer.from(line), sessionId: session_id, where };
    return { input: [/** @type {SmsMessage} */ (message)], sessionId: session_id, where };
  } catch {
    throw new Failure(EXIT.unexpected, `${where} is not JSON.`);
  }
}
