/**
 * Which of the session requests go wrong, and how: drawn from the seed and the number of the request.
 * @module
 */
import { FAULT_KINDS } from './fault-kinds.js';
import { createRandom } from './random.js';

/**
 * @typedef {object} FaultEntry
 * @property {import('./fault-kinds.js').FaultName} kind
 * @property {number} [probability] For each request. Default 1.
 * @property {number} [times] How often at most. Default: any number.
 * @property {number} [after] How many session requests are spared first. Default 0.
 * @property {number} [retryAfterS] How long a 503 asks to wait, in seconds. Default 2.
 */

/**
 * @param {{ seed: number, switches: import('./switches.js').SwitchBoard }} context
 */
export function createFaultMix({ seed, switches }) {
  return {
    /**
     * The first entry of the mix that strikes the next request, if any.
     * @param {Request} request
     * @returns {Required<Pick<FaultEntry, 'kind' | 'retryAfterS'>> | undefined}
     */
    strike(request) {
      const { faults } = switches.values;
      const state = switches.state('faults', () => ({ requests: 0, struck: faults.map(() => 0) }));
      const number = state.requests;
      state.requests += 1;

      const index = faults.findIndex(
        ({ kind, probability = 1, times = Infinity, after = 0 }, i) => {
          const { concerns = () => true } = FAULT_KINDS[kind];
          const due = number >= after && (state.struck[i] ?? 0) < times && concerns(request);
          return due && createRandom(seed, 'fault', i, number).chance(probability);
        },
      );
      const entry = faults[index];
      if (!entry) return undefined;
      state.struck[index] = (state.struck[index] ?? 0) + 1;
      return { kind: entry.kind, retryAfterS: entry.retryAfterS ?? 2 };
    },
  };
}
