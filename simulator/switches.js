/**
 * The settings that can change while the simulator runs, one entry per switch.
 * @module
 */
import { DOWNLOAD_FAULTS } from './download-faults.js';
import { POLICY_VALUES } from './policies.js';
import { RATE_LIMIT_HEADERS } from './rate-limit-headers.js';
import * as kinds from './switch-values.js';

/**
 * @typedef {object} OwnSwitches
 * @property {number} tokenLifetimeS
 * @property {number} slowMs
 * @property {number | { min: number, max: number }} latencyMs
 * @property {import('./rate-limit.js').RateLimit} rateLimit
 * @property {keyof typeof RATE_LIMIT_HEADERS} rateLimitHeaders
 * @property {readonly import('./fault-mix.js').FaultEntry[]} faults
 * @property {number} pageTokenLifetimeMs
 * @property {keyof typeof import('./page-token.js').TOKEN_ORDERS} pageTokens
 * @property {'message' | 'offset'} pageTokenPlace
 * @property {number} emptyPages
 * @property {number} duplicates
 * @property {import('./late-messages.js').LateMessages | null} lateMessages
 * @property {import('./deleted-messages.js').DeletedMessages | null} deletedMessages
 * @property {number} downloadLifetimeS
 * @property {'none' | import('./download-faults.js').DownloadFaultName} downloadFault
 */

/** @typedef {OwnSwitches & import('./policies.js').Policies} Switches */

/**
 * @template Value
 * @typedef {object} Switch
 * @property {Value} initial
 * @property {import('./switch-values.js').ValueKind} kind
 * @property {string} about
 */

/** @type {{ readonly [Name in keyof Switches]: Switch<Switches[Name]> }} */
export const SWITCHES = {
  tokenLifetimeS: {
    initial: 3599,
    kind: kinds.wholeNumber,
    about: 'The lifetime of access tokens issued from now on, in seconds.',
  },
  slowMs: {
    initial: 60_000,
    kind: kinds.milliseconds,
    about: 'The delay of slow responses, in milliseconds.',
  },
  latencyMs: {
    initial: 0,
    kind: kinds.delay,
    about: 'The delay of every session response; from a range, each gets a random value.',
  },
  rateLimit: {
    initial: {},
    kind: kinds.rateLimit,
    about: "An account's limit: a plan with a label, or numbers; concurrency; which seconds.",
  },
  rateLimitHeaders: {
    initial: 'all',
    kind: kinds.oneOf(Object.keys(RATE_LIMIT_HEADERS)),
    about: 'Which headers describe the limit, before and when it is reached.',
  },
  faults: {
    initial: [],
    kind: kinds.faults,
    about: 'Faults of session requests: kinds with their probabilities.',
  },
  pageTokenLifetimeMs: {
    initial: 900_000,
    kind: kinds.wholeNumber,
    about: 'How long each page token is valid, in milliseconds.',
  },
  pageTokens: {
    initial: 'ordinary',
    kind: kinds.oneOf(['ordinary', 'repeat', 'cycle']),
    about: 'Whether a page token repeats: once in each list, or forever.',
  },
  pageTokenPlace: {
    initial: 'message',
    kind: kinds.oneOf(['message', 'offset']),
    about: 'Whether a page begins at a message, or at an offset, which other messages shift.',
  },
  emptyPages: {
    initial: 0,
    kind: kinds.probability,
    about: 'How often a page with a next page is empty; 1 means forever.',
  },
  duplicates: {
    initial: 0,
    kind: kinds.probability,
    about: 'How often a message repeats in its page, and the last one in the next page.',
  },
  lateMessages: {
    initial: null,
    kind: kinds.lateMessages,
    about: 'Messages that arrive after a number of pages of their session.',
  },
  deletedMessages: {
    initial: null,
    kind: kinds.deletedMessages,
    about: 'Messages that are deleted after a number of pages of their session.',
  },
  downloadLifetimeS: {
    initial: 0,
    kind: kinds.wholeNumber,
    about: 'How long a download URL is valid after its page, in seconds; 0: a week from the start.',
  },
  downloadFault: {
    initial: 'none',
    kind: kinds.oneOf(['none', ...Object.keys(DOWNLOAD_FAULTS)]),
    about: 'The fault of downloads with a valid URL.',
  },
  rangeEnds: policy('rangeEnds', 'Do messages at exactly `from` and `to` belong to the range?'),
  bareTo: policy('bareTo', 'Is `to=2024-02-29` the whole day, or the moment it begins?'),
  monthEnd: policy('monthEnd', 'May a range include the day, or second, one month after `from`?'),
  longRange: policy('longRange', 'Is a longer range silently cut to its first month, or an error?'),
  defaultSort: policy('defaultSort', 'Are messages without `sort` oldest first, or newest first?'),
  download: policy('download', 'Does a download URL need the access token as well as its JWT?'),
};

/**
 * @template {keyof import('./policies.js').Policies} Name
 * @param {Name} name
 * @param {string} about
 * @returns {Switch<import('./policies.js').Policies[Name]>}
 */
function policy(name, about) {
  return { initial: POLICY_VALUES[name][0], kind: kinds.oneOf(POLICY_VALUES[name]), about };
}

/** @typedef {ReturnType<typeof createSwitches>} SwitchBoard */

/**
 * @param {Partial<Switches>} chosen The initial values, also used by `reset`.
 * @throws {TypeError} For an unknown name or value: otherwise a misspelt switch would silently test nothing.
 */
export function createSwitches(chosen) {
  const names = /** @type {(keyof Switches)[]} */ (Object.keys(SWITCHES));
  const initial = Object.fromEntries(names.map((name) => [name, SWITCHES[name].initial]));
  const beginning = /** @type {Switches} */ ({ ...initial, ...check(chosen) });
  let values = beginning;
  /** The state of each switch since it was last set. @type {Map<string, unknown>} */
  const states = new Map();

  return {
    get values() {
      return values;
    },

    /** Sets the named switches. @param {Partial<Switches>} changes */
    set(changes) {
      values = { ...values, ...check(changes) };
      for (const name of Object.keys(changes)) states.delete(name);
    },

    reset() {
      values = beginning;
      states.clear();
    },

    /**
     * The state of a switch, such as counts. It is created again whenever the switch is set.
     * @template State
     * @param {keyof Switches} name
     * @param {() => State} create
     * @returns {State}
     */
    state(name, create) {
      if (!states.has(name)) states.set(name, create());
      return /** @type {State} */ (states.get(name));
    },
  };
}

/** @param {Partial<Switches>} values */
function check(values) {
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(SWITCHES, name)) {
      throw new TypeError(`The simulator has no option '${name}'.`);
    }
    const { kind } = SWITCHES[/** @type {keyof Switches} */ (name)];
    if (!kind.accepts(value)) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      throw new TypeError(`'${name}' must be ${kind.what}, not ${text}.`);
    }
  }
  // A copy: later changes to the caller's object must not bypass this check.
  return structuredClone(values);
}
