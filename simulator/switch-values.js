/**
 * The kinds of values of switches: how to check each, name it, and parse it from a command line.
 * @module
 */
import { ENDPOINTS } from './endpoints.js';
import { FAULT_KINDS } from './fault-kinds.js';
import { LABELS, PLANS } from './rate-limit.js';

/** @typedef {import('./switch-board.js').ValueKind} ValueKind */

/** @param {unknown} value */
export const isWhole = (value) => Number.isSafeInteger(value) && Number(value) >= 0;

/** @param {unknown} value */
export const isPositive = (value) => isWhole(value) && value !== 0;

/** A timer with a longer delay fires at once. */
const MAX_WAIT_MS = 2 ** 31 - 1;

/** @param {unknown} value */
const isWait = (value) => isWhole(value) && Number(value) <= MAX_WAIT_MS;

/** @param {unknown} value */
export const isProbability = (value) => typeof value === 'number' && value >= 0 && value <= 1;

/** @param {{ min?: unknown, max?: unknown }} range */
const isAscending = ({ min, max }) => Number(min) <= Number(max);

/** Digits only: `Number` would take '' and '0x10', too. @param {string} text */
export const toNumber = (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN);

/** @type {ValueKind} */
export const wholeNumber = {
  what: 'a whole number',
  hint: '<number>',
  accepts: isWhole,
  parse: toNumber,
};

/** @type {ValueKind} */
export const skew = {
  what: 'null, or whole milliseconds, negative for behind',
  hint: '<ms>',
  accepts: (value) => value === null || Number.isSafeInteger(value),
  parse: (text) => (text.startsWith('-') ? -toNumber(text.slice(1)) : toNumber(text)),
};

/** @type {ValueKind} */
export const probability = {
  what: 'a number from 0 to 1',
  hint: '<0-1>',
  accepts: isProbability,
  parse: toNumber,
};

/** @type {ValueKind} */
export const milliseconds = {
  what: `whole milliseconds, at most ${MAX_WAIT_MS}`,
  hint: '<ms>',
  accepts: isWait,
  parse: toNumber,
};

/** @type {ValueKind} */
export const delay = {
  what: 'whole milliseconds, or { min, max } of them',
  hint: '<ms|min-max>',
  accepts: (value) =>
    isWait(value) ||
    (hasOnly(value, { min: isWait, max: isWait }, ['min', 'max']) && isAscending(value)),
  parse(text) {
    const [min = '', max] = text.split('-');
    return max === undefined ? toNumber(min) : { min: toNumber(min), max: toNumber(max) };
  },
};

/**
 * @param {readonly (string | number)[]} values
 * @returns {ValueKind}
 */
export const oneOf = (values) => ({
  what: values.join(' or '),
  hint: `<${values.join('|')}>`,
  accepts: (value) => values.some((one) => one === value),
  parse: (text) => values.find((one) => String(one) === text),
});

const LIMITS = { perSecond: isPositive, perDay: isPositive, concurrency: isPositive };

/** @type {ValueKind} */
export const rateLimit = {
  what: `{ plan: ${PLANS.join(' or ')} }, or { perSecond, perDay }, with { label: ${LABELS.join(' or ')}, concurrency, window: calendar or sliding } or without`,
  hint: '<plan>[/<label>][/sliding]',
  accepts: (value) => {
    const window = oneOf(['calendar', 'sliding']).accepts;
    const both = { label: oneOf(LABELS).accepts, window, concurrency: isPositive };
    return (
      hasOnly(value, { ...LIMITS, ...both }) ||
      hasOnly(value, { plan: oneOf(PLANS).accepts, ...both }, ['plan'])
    );
  },
  parse(text) {
    const [plan, ...rest] = text.split('/');
    const window = rest.at(-1) === 'sliding' ? rest.pop() : undefined;
    const [label, ...more] = rest;
    // Extra parts make the value invalid.
    return { plan, ...(label !== undefined && { label }), ...(window && { window }), ...more };
  },
};

/** @type {ValueKind} */
export const faults = {
  what: `a list of { kind, probability, times, after, retryAfterS, on, share }, where kind is one of ${Object.keys(FAULT_KINDS).join(', ')}`,
  hint: '<kind>[=<0-1>][,times=<n>][,after=<n>][,retryAfterS=<n>][,on=<endpoint>][,share=<0-1>][;<kind>...]',
  accepts: (value) => Array.isArray(value) && value.every(isFault),
  parse: (text) =>
    text.split(';').map((one) => {
      const [[kind, chance = '1'] = [], ...rest] = one.split(',').map((part) => part.split('='));
      const others = rest.map(([name, value = '']) => [
        name,
        name === 'on' ? value : toNumber(value),
      ]);
      return { kind, probability: toNumber(chance), ...Object.fromEntries(others) };
    }),
};

/** @param {unknown} value */
const isFault = (value) =>
  hasOnly(
    value,
    {
      kind: (kind) => typeof kind === 'string' && Object.hasOwn(FAULT_KINDS, kind),
      probability: isProbability,
      times: isWhole,
      after: isWhole,
      retryAfterS: isWhole,
      on: (on) => typeof on === 'string' && Object.hasOwn(ENDPOINTS, on),
      share: isProbability,
    },
    ['kind'],
  );

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** @type {ValueKind} */
export const lateMessages = {
  what: "null, or { count, after, at } with at 'end', 'middle' or a time like 2024-02-29T00:00:00Z",
  hint: '<count>,<after>[,<end|middle|time>]',
  accepts: (value) =>
    value === null ||
    hasOnly(
      value,
      {
        count: isPositive,
        after: isWhole,
        at: (at) =>
          at === 'end' ||
          at === 'middle' ||
          (MOMENT.test(String(at)) && !Number.isNaN(Date.parse(String(at)))),
      },
      ['count'],
    ),
  parse(text) {
    const [count = '', after = '0', at = 'end'] = text.split(',');
    return { count: toNumber(count), after: toNumber(after), at };
  },
};

/** @type {ValueKind} */
export const deletedMessages = {
  what: "null, or { count, after, every, at } with at 'oldest', 'newest' or 'any'",
  hint: '<count>,<after>[,<oldest|newest|any>[,<every>]]',
  accepts: (value) =>
    value === null ||
    hasOnly(
      value,
      {
        count: isPositive,
        after: isWhole,
        every: isWhole,
        at: (at) => at === 'oldest' || at === 'newest' || at === 'any',
      },
      ['count'],
    ),
  parse(text) {
    const [count = '', after = '0', at = 'oldest', every = '0'] = text.split(',');
    return { count: toNumber(count), after: toNumber(after), at, every: toNumber(every) };
  },
};

/**
 * Whether it is an object with only these fields, all valid, and with all required ones.
 * @param {unknown} value
 * @param {Record<string, (field: unknown) => boolean>} fields
 * @param {string[]} [required]
 * @returns {value is Record<string, unknown>}
 */
export function hasOnly(value, fields, required = []) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(
      ([name, field]) => Object.hasOwn(fields, name) && fields[name]?.(field),
    )
  );
}
