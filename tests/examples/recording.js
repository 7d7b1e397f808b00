/**
 * Redis, and a record of what is asked of it, by its own clock.
 *
 * @module
 */
import { redisLimiter } from '../../examples/redis-limiter.mjs';

/** @typedef {Parameters<typeof redisLimiter>[0]} Store */

/**
 * @typedef {object} Asked all of turns is in microseconds, as in the script
 * @property {number} atMs when
 * @property {number} interval between two turns
 * @property {number} turn the one that was promised before, or 0
 * @property {number} given the one that is promised
 * @property {number} waitMs how long to wait for it; 0 if it was taken
 */

/**
 * @typedef {object} Transaction
 * @property {(command: string[]) => Transaction} addCommand
 * @property {Store['eval'] extends (...args: infer Args) => unknown ? (...args: Args) => Transaction : never} eval
 * @property {() => Promise<unknown>} exec
 */

/** @param {{ multi(): Transaction }} redis */
export function recording(redis) {
  /** @type {Asked[]} */
  const asked = [];
  return {
    asked,
    /** When turns were taken, in milliseconds. */
    get turns() {
      return asked.filter(({ waitMs }) => waitMs === 0).map(({ atMs }) => atMs);
    },
    /** @type {Store['eval']} */
    async eval(script, options) {
      // Together: their time is the same.
      const [[seconds, micros], answer] =
        /** @type {[[string, string], [number, number] | null]} */ (
          /** @type {unknown} */ (
            await redis.multi().addCommand(['TIME']).eval(script, options).exec()
          )
        );
      // To note a pause has no answer.
      if (answer) {
        const [given, wait] = answer;
        const [interval = 0, , turn = 0] = options.arguments.map(Number);
        const atMs = Number(seconds) * 1_000 + Number(micros) / 1_000;
        asked.push({ atMs, interval, turn, given, waitMs: wait / 1_000 });
      }
      return answer;
    },
  };
}
