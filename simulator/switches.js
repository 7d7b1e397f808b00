/**
 * What can be changed while the simulator runs: each switch one entry of a table.
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
    about: 'The lifetime of access tokens that are issued from now on.',
  },
  slowMs: {
    initial: 60_000,
    kind: kinds.milliseconds,
    about: 'How late slow answers are.',
  },
  latencyMs: {
    initial: 0,
    kind: kinds.delay,
    about: 'How late every session answer is; a range is drawn from for each.',
  },
  rateLimit: {
    initial: {},
    kind: kinds.rateLimit,
    about: "An account's limit: a plan with a label, or numbers; how many at once; which seconds.",
  },
  rateLimitHeaders: {
    initial: 'all',
    kind: kinds.oneOf(Object.keys(RATE_LIMIT_HEADERS)),
    about: 'Which headers tell of the limit, before and when it is reached.',
  },
  faults: {
    initial: [],
    kind: kinds.faults,
    about: 'What goes wrong with session requests: kinds with their probabilities.',
  },
  pageTokenLifetimeMs: {
    initial: 900_000,
    kind: kinds.wholeNumber,
    about: 'How long each page token is good.',
  },
  pageTokens: {
    initial: 'ordinary',
    kind: kinds.oneOf(['ordinary', 'repeat', 'cycle']),
    about: 'Whether the same page token comes again: once in each list, or for ever.',
  },
  pageTokenPlace: {
    initial: 'message',
    kind: kinds.oneOf(['message', 'offset']),
    about: 'Whether a page begins at a message, or after so many: then others shift it.',
  },
  emptyPages: {
    initial: 0,
    kind: kinds.probability,
    about: 'How often a page is empty, though its token leads on; 1 is for ever.',
  },
  duplicates: {
    initial: 0,
    kind: kinds.probability,
    about: 'How often a message comes twice in a page, and the last one again in the next.',
  },
  lateMessages: {
    initial: null,
    kind: kinds.lateMessages,
    about: 'Messages that arrive after so many pages of their session have been answered.',
  },
  deletedMessages: {
    initial: null,
    kind: kinds.deletedMessages,
    about: 'Messages that are deleted after so many pages of their session have been answered.',
  },
  downloadLifetimeS: {
    initial: 0,
    kind: kinds.wholeNumber,
    about: 'How long a download URL is good from its page on; 0: a week, from the start on.',
  },
  downloadFault: {
    initial: 'none',
    kind: kinds.oneOf(['none', ...Object.keys(DOWNLOAD_FAULTS)]),
    about: 'What goes wrong with downloads whose URL is good.',
  },
  rangeEnds: policy('rangeEnds', 'Do messages at exactly `from` and `to` belong to the range?'),
  bareTo: policy('bareTo', 'Is `to=2024-02-29` the whole day, or the moment it begins?'),
  monthEnd: policy('monthEnd', 'May a range reach the day, or second, one month after `from`?'),
  longRange: policy(
    'longRange',
    'Does a longer range get its first month without a word, or an error?',
  ),
  defaultSort: policy('defaultSort', 'Are messages without `sort` oldest first, or newest first?'),
  download: policy('download', 'Does a download URL want the access token as well as its JWT?'),
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
 * @param {Partial<Switches>} chosen What to begin with, and to come back to.
 * @throws {TypeError} For an unknown name or value: a misspelt switch would test nothing.
 */
export function createSwitches(chosen) {
  const names = /** @type {(keyof Switches)[]} */ (Object.keys(SWITCHES));
  const initial = Object.fromEntries(names.map((name) => [name, SWITCHES[name].initial]));
  const beginning = /** @type {Switches} */ ({ ...initial, ...check(chosen) });
  let values = beginning;
  /** What has happened under the present position of a switch. @type {Map<string, unknown>} */
  const states = new Map();

  return {
    get values() {
      return values;
    },

    /** Those not named stay as they are. @param {Partial<Switches>} changes */
    set(changes) {
      values = { ...values, ...check(changes) };
      for (const name of Object.keys(changes)) states.delete(name);
    },

    reset() {
      values = beginning;
      states.clear();
    },

    /**
     * What a switch has to remember, such as counts: it begins anew whenever the switch is set.
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
      throw new TypeError(`'${name}' is ${kind.what}, not ${text}.`);
    }
  }
  // A copy: what the caller does with its own later must not go unchecked.
  return structuredClone(values);
}
