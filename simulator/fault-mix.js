/**
 * Decides which session requests fail, and how, from the seed and the number of the request.
 * @module
 */
import { FAULT_KINDS } from './fault-kinds.js';
import { createRandom } from './random.js';

/**
 * @typedef {object} FaultEntry
 * @property {import('./fault-kinds.js').FaultName} kind
 * @property {number} [probability] For each request. Default 1.
 * @property {number} [times] The most strikes. Default: no limit.
 * @property {number} [after] Session requests before the first strike. Default 0.
 * @property {import('./endpoints.js').EndpointName} [on] Which endpoint's requests it can strike. Absent: all.
 * @property {number} [share] The share of sessions that it can strike, always the same ones. Default 1, which
 *   includes lists.
 * @property {number} [retryAfterS] The wait that a 503 names, in seconds. Default 2.
 */

/**
 * @param {{ seed: number, switches: import('./switch-board.js').Switched<{ faults: readonly FaultEntry[] }> }} context
 */
export function createFaultMix({ seed, switches }) {
  return {
    /**
     * The first entry of the mix that strikes the next request, if any.
     * @param {Request} request
     * @param {{ endpoint: import('./endpoints.js').EndpointName, sessionId: string | undefined }} asked
     * @returns {Required<Pick<FaultEntry, 'kind' | 'retryAfterS'>> | undefined}
     */
    strike(request, { endpoint, sessionId }) {
      const { faults } = switches.values;
      const state = switches.state('faults', () => ({ requests: 0, struck: faults.map(() => 0) }));
      const number = state.requests;
      state.requests += 1;

      const index = faults.findIndex(
        ({ kind, probability = 1, times = Infinity, after = 0, on = endpoint, share = 1 }, i) => {
          const { concerns = () => true } = FAULT_KINDS[kind];
          const due =
            number >= after &&
            (state.struck[i] ?? 0) < times &&
            on === endpoint &&
            concerns(request, endpoint) &&
            // Always the same sessions; a list is not one of them.
            (share === 1 ||
              (sessionId !== undefined && createRandom(seed, 'share', i, sessionId).chance(share)));
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
