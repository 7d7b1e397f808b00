/**
 * What one run of an export is to do: from its options, and from what the runs before it have saved.
 *
 * @module
 */
import { EXIT, Failure } from '../failure.js';
import { dateOf, rangeOf, upToNow } from '../flags.js';
import { loadFormat } from '../formats.js';
import { checkRows } from '../row-options.js';
import { isFile } from './layout.js';
import { queryOf } from './query.js';
import { accountSource, checkSource, sessionsSource } from './source.js';

/** @import { SmsClient } from 'zoom-phone-sms' */
/** @import { Format, FormatOptions } from '../formats/format.js' */
/** @import { ExportOptions } from './options.js' */
/** @import { Range, Source } from './source.js' */
/** @import { Position, Query, State } from './state.js' */

/**
 * @typedef {object} Job
 * @property {Query} query
 * @property {string} from the first day or time
 * @property {Omit<Range, 'signal' | 'onProgress'>} range
 * @property {Format} format
 * @property {FormatOptions} rows
 * @property {readonly string[]} ids of the sessions, if they are named
 * @property {Position | null} position where to go on
 */

/**
 * @param {ExportOptions} options
 * @param {readonly string[]} named ids of sessions
 * @param {string} out
 * @param {State | undefined} saved
 * @returns {Promise<Job>}
 * @throws {Failure} if the options are wrong, or differ from what is saved
 */
export async function jobOf(options, named, out, saved) {
  const query = queryOf(options, named.length > 0, saved?.query, out);
  const from = saved?.from ?? dateOf(query.since);
  const position = saved?.position ?? null;
  const { user, type } = query;
  return {
    ...{ query, from, position },
    ...(await formatFor(query, out)),
    ids: named.length > 0 || query.source === 'account' ? named : idsOf(position),
    range: {
      ...rangeOf(from, query.until),
      ...{ user: user ?? undefined, type: type ?? undefined, concurrency: options.concurrency },
    },
  };
}

/**
 * Checks what a job would ask for, and sends nothing.
 *
 * @param {SmsClient} client
 * @param {Job} job
 * @throws {import('zoom-phone-sms').SmsError} naming everything that is wrong
 */
export async function checkJob(client, job) {
  const { from, to } = job.range;
  await client.plan(upToNow({ from, to }));
  await checkSource((signal) => sourceOf(client, job, { signal, onProgress() {} }));
}

/**
 * @param {SmsClient} client
 * @param {Job} job
 * @param {Pick<Range, 'signal' | 'onProgress'>} how
 * @returns {Source}
 */
export function sourceOf(client, { query, ids, range, position }, how) {
  const all = { ...range, ...how };
  return query.source === 'sessions'
    ? sessionsSource(client, ids, all, position)
    : accountSource(client, all, position);
}

/** @param {Position | null} position */
const idsOf = (position) => (typeof position === 'object' && position ? Object.keys(position) : []);

/**
 * @param {Query} query
 * @param {string} out
 */
async function formatFor(query, out) {
  const { grain, callingCode, excel } = query;
  const asSent = grain === 'as sent';
  const given = { ...(asSent ? { messages: true } : { grain }), ...(excel && { excel }) };
  const rows = await checkRows(
    { ...given, ...(callingCode !== null && { callingCode }) },
    query.format,
  );
  const format = await loadFormat(query.format);
  if (isFile(out) && query.attachments)
    throw new Failure(EXIT.usage, '--attachments needs a folder as --out.');
  if (isFile(out) && !format.appendable)
    throw new Failure(
      EXIT.usage,
      `A file of ${query.format} cannot grow from run to run: give a folder as --out.`,
    );
  if (isFile(out) && !out.endsWith(`.${format.extension}`))
    throw new Failure(
      EXIT.usage,
      `${out} is not a name for ${query.format}: name it *.${format.extension}, or give --format.`,
    );
  return { format, rows };
}
