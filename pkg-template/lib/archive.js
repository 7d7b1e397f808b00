/**
 * Archives: every message of every session once.
 *
 * @module
 */
import { fromRust } from './from-rust.js';
import { inThisInstance } from './guard.js';
import { running, stepsOf } from './history.js';
import { merge } from './merge.js';

/** @import { SmsArchiveRun as RustArchive, SmsClient as RustClient } from '../wasm/zoom_phone_sms.js' */
/** @import { SmsArchiveQuery, SmsArchiveStep, SmsGrain, SmsMessage, SmsRows } from './types.js' */
/** @import { RustHistory, Step } from './history.js' */

/** @typedef {Step & { messages: number }} ArchivedStep */
/** @typedef {NonNullable<ReturnType<RustArchive['start']>>} Started */

/**
 * The steps of an archive.
 *
 * @param {RustClient} client
 * @param {SmsArchiveQuery | null | undefined} query
 * @param {AbortController} stop ends it, also when the caller stops iterating
 * @param {(state: () => string) => void} begin receives the function that reads the state
 * @returns {AsyncGenerator<SmsArchiveStep | SmsArchiveStep<SmsGrain>, void, void>}
 */
export async function* readArchive(client, query, stop, begin) {
  const archive = fromRust(() => client.archive(query, stop.signal));
  begin(inThisInstance(() => fromRust(() => archive.state())));
  /** @type {{ error: unknown } | undefined} */
  let failure;
  /** Ends every request at once. @param {unknown} error */
  const fail = (error) => {
    failure ??= { error };
    stop.abort();
  };
  const ended = fromRust(() => archive.ended);
  ended?.catch(fail);
  try {
    const list = inThisInstance(() => fromRust(() => archive.list()));
    while (!stop.signal.aborted && (await list()));
    const waiting = startEach(archive);
    const steps = merge(waiting, archive.concurrency, undefined, stop.signal, historyOf);
    for await (const { sessionId: session, page: step, error } of steps) {
      if (step) {
        const { page, rows, checkpoint, messages } = step;
        archive.gave(session, checkpoint, messages);
        yield rows ? { session, rows } : { session, page };
      } else if (!error) {
        yield { session, done: true };
      } else if (archive.failed(session, error.kind)) {
        yield { session, error };
      } else {
        fail(error);
      }
    }
    const through = stop.signal.aborted ? undefined : archive.finish();
    if (through !== undefined) {
      const failed = archive.failedIds();
      yield { done: true, through: new Date(through).toISOString(), failed, late: archive.late };
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    stop.abort();
  }
  if (failure) throw failure.error;
}

/**
 * The messages or rows of a step.
 *
 * @param {SmsArchiveStep | SmsArchiveStep<SmsGrain>} step
 * @throws {SmsError} of a session that failed: without it, not all would be there
 */
export function itemsOf({ page, rows, error }) {
  if (error) throw error;
  /** @type {readonly (SmsMessage | SmsRows[SmsGrain])[]} */
  const items = rows ?? page?.sms_histories ?? [];
  return items;
}

/**
 * Starts the sessions, in order, each when it is asked for.
 *
 * @param {RustArchive} archive
 * @returns {Generator<Started, void, void>}
 */
function* startEach(archive) {
  for (let next = archive.start(); next; next = archive.start()) yield next;
}

/**
 * @param {Started} session
 * @param {AbortController} stop
 */
async function* historyOf({ history, error }, stop) {
  if (!history) {
    return fromRust(() => {
      throw error;
    });
  }
  const steps = /** @type {RustHistory<ArchivedStep>} */ (history);
  yield* stepsOf(running(steps), undefined, stop);
}
