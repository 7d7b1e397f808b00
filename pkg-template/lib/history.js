/**
 * One history: its steps from Rust, and the forms in which callers get them.
 *
 * @module
 */
import { WasmError } from './errors.js';
import { fromRust } from './from-rust.js';
import { instance, inThisInstance } from './guard.js';

/** @import { SmsClient as RustClient } from '../wasm/zoom_phone_sms.js' */
/** @import { SmsGrain, SmsHistoryPage, SmsHistoryQuery, SmsRowOptions, SmsRows, SmsSession } from './types.js' */

/**
 * @template OneStep
 * @typedef {{ next(): Promise<OneStep | undefined>, free(): void }} RustHistory
 */

/** @typedef {{ page: SmsSession, rows: SmsRows[SmsGrain][], checkpoint: string }} Step */

/**
 * Checks a request for a history. Nothing is sent before the first `next()`.
 *
 * @param {RustClient} client
 * @param {string} sessionId
 * @param {(SmsHistoryQuery & SmsRowOptions) | null | undefined} query
 * @param {boolean | undefined} rows
 * @param {AbortSignal} [stop]
 */
export function openHistory(client, sessionId, query, rows, stop) {
  const history = fromRust(() => client.history(sessionId, query, rows, stop));
  return running(/** @type {RustHistory<Step>} */ (history));
}

/**
 * A history of this instance: its next step, and its end.
 *
 * @template {Step} OneStep
 * @param {RustHistory<OneStep>} history
 * @returns {RustHistory<OneStep>}
 */
export function running(history) {
  const next = inThisInstance(() => fromRust(() => history.next()));
  const own = instance();
  return {
    // Async, so that a failure rejects instead of throwing.
    next: async () => next(),
    free: () => {
      if (own === instance()) history.free();
    },
  };
}

/**
 * The steps of a history, one for each page.
 *
 * @template {Step} OneStep
 * @param {RustHistory<OneStep>} history is freed at the end
 * @param {SmsHistoryQuery | null | undefined} query
 * @param {AbortController} stop was aborted if the caller stopped iterating
 */
export async function* stepsOf(history, query, stop) {
  const ahead = query?.prefetch === true;
  const ask = () => {
    const step = history.next();
    // The failure of a prefetched page is thrown when that page is asked for.
    step.catch(() => {});
    return step;
  };
  let next = ask();
  let checkpoint = query?.resume ?? undefined;
  try {
    for (let step = await next; step; step = await next) {
      if (ahead) next = ask();
      checkpoint = step.checkpoint;
      yield step;
      if (!ahead) next = ask();
    }
  } catch (error) {
    // Only Rust knows how far a history is; this is how far the caller has received it.
    if (error instanceof WasmError && checkpoint) Object.assign(error, { checkpoint });
    if (!stop.signal.aborted) throw error;
  } finally {
    // The end of the iteration aborted it.
    await next.catch(() => {});
    history.free();
  }
}

/** @param {AsyncGenerator<SmsHistoryPage, void, void>} pages */
export async function* messagesOf(pages) {
  for await (const page of pages) yield* page.sms_histories;
}

/** @param {AsyncGenerator<Step, void, void>} steps */
export async function* pagesOf(steps) {
  for await (const { page, checkpoint } of steps) yield Object.assign(page, { checkpoint });
}

/**
 * @template {SmsGrain} Grain
 * @param {AsyncGenerator<Step, void, void>} steps
 */
export async function* rowsOf(steps) {
  for await (const { rows } of steps) yield/** @type {SmsRows[Grain][]} */ (rows);
}
