/**
 * Several histories at once.
 *
 * @module
 */
import { InvalidRequestError, isSmsError, TimeoutError, WasmError } from './errors.js';
import { invalid, issue } from './options.js';
import { deadline, unlessAborted } from './streams.js';

/** @import { SmsHistoriesStep, SmsHistoryPage, SmsHistoryQuery } from './types.js' */

/** Far more than any account has: what gives more than these has no end. */
const MOST_SESSIONS = 1_000_000;

/**
 * An array of what was given, as it is now. What is not to be iterated stays what it is, and is refused
 * where it is checked; for what cannot be, it is an error, which `histories` throws when it is asked.
 *
 * @param {unknown} iterable
 */
export function idsOf(iterable) {
  let problem = 'cannot be read';
  try {
    const is = typeof iterable === 'object' && iterable !== null && Symbol.iterator in iterable;
    if (!is) return iterable;
    const ids = [];
    for (const id of /** @type {Iterable<unknown>} */ (iterable)) {
      problem = `has more than ${MOST_SESSIONS} session ids`;
      if (ids.push(id) > MOST_SESSIONS) throw new RangeError();
      problem = 'cannot be read to its end';
    }
    return ids;
  } catch {
    const accepted = 'an array, a Set or another iterable of session ids';
    return invalid([issue('wrong-type', 'sessionIds', problem, accepted)]);
  }
}

/**
 * Gives pages as they come: each session under way has one page asked for, and a new one starts
 * when another has ended.
 *
 * @param {Iterable<string>} sessionIds
 * @param {number} concurrency
 * @param {Promise<void> | undefined} ended rejects with what ends all of them
 * @param {AbortSignal} stop ends all of them, without an error
 * @param {(sessionId: string, stop: AbortController) => AsyncGenerator<SmsHistoryPage, void, void>} pagesOf
 * @returns {AsyncGenerator<SmsHistoriesStep, void, void>}
 */
export async function* merge(sessionIds, concurrency, ended, stop, pagesOf) {
  const waiting = new Set(sessionIds).values();
  /** @type {Set<History>} */
  const active = new Set();
  const ready = new Ready();
  ended?.catch((error) => ready.fail(error));
  const end = () => {
    // What is under way for them ends now, and not when its answer has come.
    for (const history of active) history.stop.abort();
    ready.close();
  };
  stop.addEventListener('abort', end, { once: true });
  try {
    for (;;) {
      while (active.size < concurrency) {
        const { value: sessionId, done } = waiting.next();
        if (done) break;
        const own = new AbortController();
        const history = new History(sessionId, pagesOf(sessionId, own), own);
        active.add(history);
        history.ask(ready);
      }
      if (active.size === 0) return;
      const next = await ready.next();
      if (!next) return;
      if (!next.step.page) active.delete(next.history);
      yield next.step;
      if (next.step.page) next.history.ask(ready);
    }
  } finally {
    stop.removeEventListener('abort', end);
    end();
    await Promise.all([...active].map(({ pages }) => pages.return()));
  }
}

/**
 * The same generator, but that to return from it ends what it waits for: a generator's own `return`
 * waits for that.
 *
 * @template Item
 * @param {AsyncGenerator<Item, void, void>} generator
 * @param {AbortController} stop
 * @returns {AsyncGenerator<Item, void, void>}
 */
export function stoppable(generator, stop) {
  const { return: ownReturn, throw: ownThrow } = generator;
  Object.assign(generator, {
    /** @type {typeof ownReturn} */
    return(value) {
      stop.abort();
      return ownReturn.call(generator, value);
    },
    /** @type {typeof ownThrow} */
    throw(error) {
      stop.abort();
      return ownThrow.call(generator, error);
    },
  });
  // For `await using`, which engines before 2025 know only after TypeScript, and not of generators.
  const dispose = async () => {
    stop.abort();
    await /** @type {(value?: unknown) => Promise<unknown>} */ (ownReturn).call(generator);
  };
  if (Symbol.asyncDispose && !(Symbol.asyncDispose in generator)) {
    Object.defineProperty(generator, Symbol.asyncDispose, { value: dispose });
  }
  return generator;
}

/**
 * The query for one session, as the caller's function gives it.
 *
 * @param {(sessionId: string) => unknown} queryOf
 * @param {string} sessionId
 * @param {number} timeoutMs
 * @param {AbortSignal} stop
 * @returns {Promise<SmsHistoryQuery | null | undefined>}
 */
export async function askedQuery(queryOf, sessionId, timeoutMs, stop) {
  const end = deadline(timeoutMs, stop);
  try {
    const query = await unlessAborted(queryOf(sessionId), end.signal);
    // What it is, is checked where it is used.
    return /** @type {SmsHistoryQuery | null | undefined} */ (query);
  } catch (cause) {
    if (stop.aborted) return undefined;
    if (end.isOver) throw tooLate(timeoutMs);
    const accepted = 'a function that gives the query for a session id, or a promise of it';
    const message =
      'The `query` function failed for this session, and nothing was sent for it; its error is the cause.';
    const code = /** @type {const} */ ('invalid-format');
    const issues = [{ code, field: 'query', message, accepted }];
    const kind = /** @type {const} */ ('invalid-request');
    throw new InvalidRequestError({ kind, message, retryable: false, issues, cause });
  } finally {
    end.release();
  }
}

/** @param {number} timeoutMs */
function tooLate(timeoutMs) {
  const message = `The \`query\` function gave no query for this session within ${timeoutMs} ms (\`timeoutMs\`), and nothing was sent for it.`;
  return new TimeoutError({ kind: 'timeout', message, retryable: true });
}

/** One history under way. */
class History {
  /**
   * @param {string} sessionId
   * @param {AsyncGenerator<SmsHistoryPage, void, void>} pages
   * @param {AbortController} stop
   */
  constructor(sessionId, pages, stop) {
    this.sessionId = sessionId;
    this.pages = pages;
    this.stop = stop;
  }

  /** Asks for the next page. @param {Ready} ready is given it */
  ask(ready) {
    this.#next().then(
      (step) => ready.push({ history: this, step }),
      (error) => ready.fail(error),
    );
  }

  /** @returns {Promise<SmsHistoriesStep>} */
  async #next() {
    const { sessionId } = this;
    try {
      const { value: page } = await this.pages.next();
      return page ? { sessionId, page } : { sessionId, done: true };
    } catch (error) {
      // Where the wasm has stopped, none of the others would fare better.
      if (!isSmsError(error) || error instanceof WasmError) throw error;
      return { sessionId, error };
    }
  }
}

/**
 * Steps that nobody has taken yet, in the order in which they came: whoever has just had a page asks
 * again behind the others.
 */
class Ready {
  /** @type {{ history: History, step: SmsHistoriesStep }[]} */
  #steps = [];
  /** @type {{ error: unknown } | undefined} */
  #failure;
  #closed = false;
  #wake = () => {};

  /** @param {{ history: History, step: SmsHistoriesStep }} step */
  push(step) {
    this.#steps.push(step);
    this.#wake();
  }

  /** @param {unknown} error */
  fail(error) {
    this.#failure ??= { error };
    this.#wake();
  }

  close() {
    this.#closed = true;
    this.#wake();
  }

  /** The next step; `undefined` if there are to be no more. */
  async next() {
    while (!this.#closed && !this.#failure && this.#steps.length === 0) {
      await /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          this.#wake = resolve;
        })
      );
    }
    if (this.#failure && !this.#closed) throw this.#failure.error;
    return this.#closed ? undefined : this.#steps.shift();
  }
}
