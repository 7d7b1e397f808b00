/**
 * Where the messages of an export come from: the whole account, or sessions by their ids. Both go on from a position.
 *
 * @module
 */
import { EXIT, Failure } from '../failure.js';
import { rangeOf } from '../flags.js';

/** @import { SmsClient, SmsError, SmsMessage, SmsSessionType } from 'zoom-phone-sms' */
/** @import { Position } from './state.js' */

/**
 * New messages of a session; or why it could not be read; or its end. `last` is the end of all.
 *
 * @typedef {object} Step
 * @property {string} [session]
 * @property {readonly SmsMessage[] | undefined} [messages]
 * @property {SmsError | undefined} [error]
 * @property {boolean | undefined} [done] the session was read to its end
 * @property {{ through: string | null, failed: string[], late: number }} [last]
 */

/**
 * What is known of the work that is left.
 *
 * @typedef {object} Seen
 * @property {number} [sessions] how many are to be read
 * @property {'retry' | 'rate-limit' | null | undefined} [waitingFor]
 * @property {number | null | undefined} [waitingUntil] in milliseconds since 1970
 * @property {number | null | undefined} [remainingMs]
 */

/**
 * @typedef {object} Source
 * @property {AsyncGenerator<Step, void, void>} steps
 * @property {() => Position} position where to go on behind the step that came last
 */

/**
 * @typedef {object} Range
 * @property {string} from
 * @property {string | undefined} to
 * @property {string | undefined} user
 * @property {string | undefined} type
 * @property {number | undefined} concurrency
 * @property {AbortSignal} signal
 * @property {(seen: Seen) => void} onProgress
 */

/**
 * @param {SmsClient} client
 * @param {Range} range
 * @param {Position | null} position
 * @returns {Source}
 */
export function accountSource(client, range, position) {
  const { from, to, user, type, concurrency, signal, onProgress } = range;
  const state = typeof position === 'string' && position !== '' ? position : undefined;
  const session_type = /** @type {SmsSessionType | undefined} */ (type);
  const archive = client.archive({
    ...{ from, to, state, concurrency, signal, session_type },
    ...{ userId: user, onProgress: (/** @type {Seen} */ seen) => onProgress(seen) },
  });
  async function* steps() {
    for await (const { session, page, error, done, through, failed, late } of archive) {
      if (session === undefined) yield { last: { through, failed, late } };
      else yield { session, messages: page?.sms_histories, error, done };
    }
  }
  return { steps: steps(), position: () => archive.state() };
}

/**
 * Failures that are not one session's: the others would meet them too.
 *
 * @type {ReadonlySet<string>}
 */
const OF_ALL = new Set([
  ...['authentication', 'missing-scope', 'forbidden', 'rate-limited', 'network', 'aborted'],
  ...['wasm', 'invalid-request'],
]);

/** The end of a range that goes on: months that have not begun are not asked for. */
const OPEN_END = '2099-12-31';

/**
 * @param {SmsClient} client
 * @param {readonly string[]} ids
 * @param {Range} range
 * @param {Position | null} position
 * @returns {Source}
 */
export function sessionsSource(client, ids, range, position) {
  const { from, to, concurrency, signal, onProgress } = range;
  /** @type {Record<string, string | null>} the checkpoint of each session; also of those that are not asked for now */
  const checkpoints = { ...(typeof position === 'object' ? position : null) };
  for (const id of ids) checkpoints[id] ??= null;
  // Checkpoints belong to a range, which is the same in each run.
  const own = rangeOf(from, to ?? OPEN_END);
  const query = (/** @type {string} */ id) => ({
    ...own,
    resume: checkpoints[id],
    onProgress: (/** @type {Seen} */ { waitingFor, waitingUntil }) =>
      onProgress({ sessions: ids.length, waitingFor, waitingUntil }),
  });
  async function* steps() {
    const failed = [];
    onProgress({ sessions: ids.length });
    for await (const step of client.histories(ids, query, { concurrency, signal })) {
      const { sessionId: session, page, error, done } = step;
      if (page) {
        checkpoints[session] = page.checkpoint;
        yield { session, messages: page.sms_histories };
        continue;
      }
      if (error && OF_ALL.has(error.kind)) throw error;
      if (error) failed.push(session);
      yield { session, error, done };
    }
    yield { last: { through: null, failed, late: 0 } };
  }
  return { steps: steps(), position: () => ({ ...checkpoints }) };
}

/**
 * Checks what a source would ask for, and sends nothing.
 *
 * @param {(signal: AbortSignal) => Source} sourceWith
 * @throws {SmsError} naming everything that is wrong
 */
export async function checkSource(sourceWith) {
  try {
    // The query is checked before anything else.
    await sourceWith(AbortSignal.abort()).steps.next();
  } catch (error) {
    if (/** @type {SmsError} */ (error).kind !== 'aborted') throw error;
  }
}

/**
 * The ids of sessions, also from stdin: one on each line; of JSON lines, their `session_id`.
 *
 * @param {readonly string[]} args
 */
export async function readIds(args) {
  const ids = args.filter((id) => id !== '-');
  if (args.includes('-')) {
    const chunks = [];
    for await (const chunk of process.stdin) chunks.push(chunk);
    for (const line of Buffer.concat(chunks).toString().split(/\r?\n/)) {
      const id = idOf(line.trim());
      if (id) ids.push(id);
    }
    if (ids.length === 0) throw new Failure(EXIT.usage, 'stdin has no ids of sessions.');
  }
  return [...new Set(ids)];
}

/** @param {string} line */
function idOf(line) {
  if (!line.startsWith('{')) return line;
  try {
    return String(JSON.parse(line).session_id ?? '');
  } catch {
    return line;
  }
}
