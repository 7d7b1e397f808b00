/**
 * The settings that can change while the simulator runs, one entry per switch.
 * @module
 */
import { MEANINGS } from './account/filter.js';
import { SESSION_ORDERS } from './account/order.js';
import { account } from './account/settings.js';
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
 * @property {import('./account/settings.js').AccountSettings | null} account
 * @property {number | { min: number, max: number }} visibleAfterMs
 * @property {number} listedAfterMs
 * @property {keyof typeof MEANINGS} filterMeaning
 * @property {keyof typeof SESSION_ORDERS} sessionOrder
 * @property {'session' | 'offset'} listPlace
 * @property {number} shortPages
 * @property {number} syncDepthDays
 * @property {number} syncTokenLifetimeS
 * @property {number | null} dateHeaderMs
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
  account: {
    initial: null,
    kind: account,
    about: 'A generated account of many sessions, instead of those with names.',
  },
  visibleAfterMs: {
    initial: 0,
    kind: kinds.delay,
    about: 'How long after its date a message of a generated account is visible.',
  },
  listedAfterMs: {
    initial: 0,
    kind: kinds.milliseconds,
    about: 'How far lists are behind what the sessions show.',
  },
  filterMeaning: {
    initial: 'any',
    kind: kinds.oneOf(Object.keys(MEANINGS)),
    about: 'Which sessions are in the range of a list: what `filter_type` means.',
  },
  sessionOrder: {
    initial: 'newest-first',
    kind: kinds.oneOf(Object.keys(SESSION_ORDERS)),
    about: 'The order of a list of sessions.',
  },
  listPlace: {
    initial: 'session',
    kind: kinds.oneOf(['session', 'offset']),
    about: "Whether a list's page begins after a session, or at an offset, which others shift.",
  },
  shortPages: {
    initial: 0,
    kind: kinds.probability,
    about: "How often a list's page has fewer sessions than it could.",
  },
  syncDepthDays: {
    initial: 0,
    kind: kinds.wholeNumber,
    about: 'How many days sync reaches back; 0: to the first message.',
  },
  syncTokenLifetimeS: {
    initial: 0,
    kind: kinds.wholeNumber,
    about: 'How long each sync token is valid, in seconds; 0: for ever.',
  },
  dateHeaderMs: {
    initial: null,
    kind: kinds.skew,
    about: 'How far the `Date` header is ahead of the clock, in milliseconds; null: no header.',
  },
  rangeEnds: policy('rangeEnds', 'Do messages at exactly `from` and `to` belong to the range?'),
  bareTo: policy('bareTo', 'Is `to=2024-02-29` the whole day, or the moment it begins?'),
  monthEnd: policy('monthEnd', 'May a range include the day, or second, one month after `from`?'),
  longRange: policy('longRange', 'Is a longer range silently cut to its first month, or an error?'),
  defaultSort: policy('defaultSort', 'Are messages without `sort` oldest first, or newest first?'),
  download: policy('download', 'Does a download URL need the access token as well as its JWT?'),
  userListLabel: policy('userListLabel', "Is a user's list Medium, or still Heavy?"),
  futureTo: policy('futureTo', 'May the `to` of a list be later than now?'),
  syncTokenStatus: policy('syncTokenStatus', 'Is an invalid sync token 400 or 404?'),
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
