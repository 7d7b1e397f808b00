/**
 * The settings that can change while the simulator runs, one entry per switch.
 * @module
 */
import { DOWNLOAD_FAULTS } from './download-faults.js';
import { POLICY_VALUES } from './policies.js';
import { RATE_LIMIT_HEADERS } from './rate-limit-headers.js';
import { createSwitchBoard } from './switch-board.js';
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

/** @type {{ readonly [Name in keyof Switches]: import('./switch-board.js').Switch<Switches[Name]> }} */
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
 * @returns {import('./switch-board.js').Switch<import('./policies.js').Policies[Name]>}
 */
function policy(name, about) {
  return { initial: POLICY_VALUES[name][0], kind: kinds.oneOf(POLICY_VALUES[name]), about };
}

/** @typedef {import('./switch-board.js').SwitchBoard<Switches>} SwitchBoard */

/**
 * @param {Partial<Switches>} chosen The initial values, also used by `reset`.
 * @throws {TypeError} For an unknown name or value.
 */
export const createSwitches = (chosen) => createSwitchBoard(SWITCHES, chosen);
