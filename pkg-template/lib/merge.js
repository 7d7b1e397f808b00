/**
 * Pages of several histories, merged as they arrive.
 *
 * @module
 */
import { isSmsError, WasmError } from './errors.js';

/** @import { SmsError } from './errors.js' */

/**
 * A page of a session, the error that ended it, or its end.
 *
 * @template Page
 * @typedef {{ sessionId: string, page: Page, error?: undefined, done?: undefined }
 *   | { sessionId: string, page?: undefined, error: SmsError, done?: undefined }
 *   | { sessionId: string, page?: undefined, error?: undefined, done: true }} MergedStep
 */

/**
 * Yields pages as they arrive. Each active session requests one page at a time, and a new session starts
 * when another has ended.
 *
 * @template {{ sessionId: string }} Session
 * @template Page
 * @param {Iterator<Session>} waiting the sessions, each taken when it is begun
 * @param {number} concurrency
 * @param {Promise<void> | undefined} ended rejects with the error that ends all of them
 * @param {AbortSignal} stop ends all of them, without an error
 * @param {(session: Session, stop: AbortController) => AsyncGenerator<Page, void, void>} pagesOf
 * @returns {AsyncGenerator<MergedStep<Page>, void, void>}
 */
export async function* merge(waiting, concurrency, ended, stop, pagesOf) {
  /** @type {Set<History<Page>>} */
  const active = new Set();
  /** @type {Ready<Page>} */
  const ready = new Ready();
  ended?.catch((error) => ready.fail(error));
  const end = () => {
    // Ends active requests now, not when their responses arrive.
    for (const history of active) history.stop.abort();
    ready.close();
  };
  stop.addEventListener('abort', end, { once: true });
  try {
    for (;;) {
      while (active.size < concurrency) {
        const { value: session, done } = waiting.next();
        if (done) break;
        const own = new AbortController();
        const history = new History(session.sessionId, pagesOf(session, own), own);
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
 * Makes `return` and `throw` of a generator abort what it waits for: a generator's own `return` would wait
 * for it.
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
  // For `await using`: older engines have it only through TypeScript, and not for generators.
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
 * One active history.
 *
 * @template Page
 */
class History {
  /**
   * @param {string} sessionId
   * @param {AsyncGenerator<Page, void, void>} pages
   * @param {AbortController} stop
   */
  constructor(sessionId, pages, stop) {
    this.sessionId = sessionId;
    this.pages = pages;
    this.stop = stop;
  }

  /** Requests the next page. @param {Ready<Page>} ready receives it */
  ask(ready) {
    this.#next().then(
      (step) => ready.push({ history: this, step }),
      (error) => ready.fail(error),
    );
  }

  /** @returns {Promise<MergedStep<Page>>} */
  async #next() {
    const { sessionId } = this;
    try {
      const { value: page } = await this.pages.next();
      return page ? { sessionId, page } : { sessionId, done: true };
    } catch (error) {
      // If the wasm has stopped, the other sessions would fail too.
      if (!isSmsError(error) || error instanceof WasmError) throw error;
      return { sessionId, error };
    }
  }
}

/**
 * A queue of steps in the order of arrival: a session that has just had a page queues again behind the
 * others.
 *
 * @template Page
 */
class Ready {
  /** @type {{ history: History<Page>, step: MergedStep<Page> }[]} */
  #steps = [];
  /** @type {{ error: unknown } | undefined} */
  #failure;
  #closed = false;
  #wake = () => {};

  /** @param {{ history: History<Page>, step: MergedStep<Page> }} step */
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

  /** The next step; `undefined` after `close()`. */
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
