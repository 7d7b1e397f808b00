/**
 * Checks options by name. Each has a rule, and all errors are reported at once. No message shows a value,
 * because it may be a secret in the wrong place.
 *
 * @module
 */
import { InvalidRequestError } from './errors.js';
import { areHosts, HOST_FORM, isSecure, parse } from './links.js';
import { isUrl } from './snapshot.js';

/** @import { SmsIssue } from './types.js' */

/** @typedef {[code: SmsIssue['code'], problem: string]} Problem */

/** Options without `URL` objects, which are mutable. @template Options @typedef {{ [Name in keyof Options]: Exclude<Options[Name], URL> }} Checked */

/**
 * @typedef {object} Rule
 * @property {string} accepted
 * @property {boolean} [isRequired]
 * @property {(value: unknown) => Problem | undefined} problemOf for a value that is not undefined
 */

/**
 * A checked snapshot of the options. Methods and getters of classes count as options too.
 *
 * @template {object} Options
 * @param {Options} options
 * @param {{ [Name in keyof Required<Options>]: Rule }} rules of all options
 * @param {SmsIssue[]} [issues] collects the errors, to report them with others
 * @returns {Checked<Options>}
 * @throws {InvalidRequestError} unless `issues` collects the errors
 */
export function checked(options, rules, issues) {
  /** @type {Record<string, unknown>} */
  const values = Object.create(null);
  /** @type {SmsIssue[]} */
  const found = [];
  try {
    const given = options ?? {};
    // An iterable, such as a Map, holds its entries elsewhere.
    if (typeof given !== 'object' || Symbol.iterator in given) throw new TypeError();
    for (const name of Object.keys(rules)) {
      const value = Reflect.get(given, name);
      values[name] =
        rules[/** @type {keyof Options} */ (name)] === ADDRESS && isUrl(value)
          ? String(value)
          : value;
    }
    found.push(...wrong(values, rules));
    for (const name of isPlain(given) ? unknown(Object.keys(given), rules) : []) found.push(name);
  } catch {
    const problem = 'is not an object, or cannot be read';
    found.push(issue('wrong-type', 'options', problem, 'an object of options'));
  }
  if (!issues && found.length > 0) throw invalid(found);
  for (const one of found) issues?.push(one);
  return /** @type {Checked<Options>} */ (values);
}

/** The most issues in an error, and in its message. */
const MOST_KEPT = 100;
const MOST_TOLD = 10;

/**
 * The error of a request that is not sent.
 *
 * @param {SmsIssue[]} all everything that is wrong
 */
export function invalid(all) {
  const issues = all.slice(0, MOST_KEPT);
  const told = issues.slice(0, MOST_TOLD).map((found) => found.message);
  const more = all.length - told.length;
  const message = [...told, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
  return new InvalidRequestError({ kind: 'invalid-request', message, retryable: false, issues });
}

/** Whether every property is meant as an option: a module or a class instance may have others. @param {object} options */
function isPlain(options) {
  const prototype = Object.getPrototypeOf(options);
  const isOne = prototype === null || Object.getPrototypeOf(prototype) === null;
  return isOne && !(Symbol.toStringTag in options);
}

/**
 * @param {Record<string, unknown>} values
 * @param {Record<string, Rule>} rules
 */
function wrong(values, rules) {
  return Object.entries(rules).flatMap(([name, { accepted, isRequired, problemOf }]) => {
    const value = values[name] ?? undefined;
    /** @type {Problem | undefined} */
    const missing = isRequired ? ['missing', 'is missing'] : undefined;
    const problem = value === undefined ? missing : problemOf(value);
    return problem ? [issue(problem[0], name, problem[1], accepted)] : [];
  });
}

/**
 * @param {string[]} names
 * @param {Record<string, Rule>} rules
 */
function unknown(names, rules) {
  const known = Object.keys(rules);
  const accepted = `one of ${known.join(', ')}`;
  return names
    .filter((name) => !known.includes(name))
    .map((name) => issue('unknown-option', shownName(name), 'is not an option', accepted));
}

/**
 * A name that a message may show. Anything but a plain name may be data by mistake, such as a link or a
 * token.
 *
 * @param {string} name
 */
function shownName(name) {
  return /^[a-z_-]{1,40}$/i.test(name) && !name.includes('eyJ') ? name : '(a name)';
}

/**
 * @param {SmsIssue['code']} code
 * @param {string} field
 * @param {string} problem
 * @param {string} accepted
 * @returns {SmsIssue}
 */
export function issue(code, field, problem, accepted) {
  return { code, field, message: `\`${field}\` ${problem}. Give ${accepted}.`, accepted };
}

/**
 * @param {'string' | 'number' | 'boolean' | 'function'} type
 * @param {string} accepted
 * @param {(value: never) => Problem | undefined} [problemOf] for a value of this type
 * @returns {Rule}
 */
export function typed(type, accepted, problemOf) {
  return {
    accepted,
    problemOf: (value) => {
      const found = typeof value;
      if (found === type) return problemOf?.(/** @type {never} */ (value));
      return ['wrong-type', `is ${found === 'object' ? 'an' : 'a'} ${found}`];
    },
  };
}

export const FUNCTION = typed('function', 'a function');

export const CHOICE = typed('boolean', 'true or false');

/** @type {Rule} */
export const HOSTS = {
  accepted: `an array of ${HOST_FORM}`,
  problemOf: (hosts) => {
    if (!Array.isArray(hosts)) return ['wrong-type', 'is not an array'];
    return areHosts(hosts) ? undefined : ['invalid-format', 'has an entry that is not a host name'];
  },
};

/** Any object that works as an `AbortSignal`, from any realm or library. @type {Rule} */
export const SIGNAL = {
  accepted: 'an AbortSignal',
  problemOf: (signal) => {
    const { aborted, addEventListener, removeEventListener } = /** @type {AbortSignal} */ (signal);
    const isOne =
      typeof signal === 'object' &&
      typeof aborted === 'boolean' &&
      typeof addEventListener === 'function' &&
      typeof removeEventListener === 'function';
    return isOne ? undefined : ['wrong-type', 'is not an AbortSignal'];
  },
};

/** @type {Rule} */
export const CREDENTIAL = {
  isRequired: true,
  ...typed(
    'string',
    'a string as the Zoom App Marketplace shows it',
    (/** @type {string} */ text) => {
      if (text === '') return ['missing', 'is empty'];
      if (/^[\x21-\x7e]+$/.test(text)) return undefined;
      return ['invalid-format', 'has a space or another character that credentials do not have'];
    },
  ),
};

export const ADDRESS = typed(
  'string',
  'an https URL, or http on this machine, without a query',
  (/** @type {string} */ text) => {
    const url = parse(text);
    if (!url) return ['invalid-format', 'is not an absolute URL'];
    if (url.username + url.password + url.search + url.hash !== '') {
      return ['invalid-format', 'has a user name, a password, a query or a fragment'];
    }
    return isSecure(url) ? undefined : ['insecure', 'is not encrypted'];
  },
);

/** @param {string} unit what it counts. The limit is the longest delay of a timer in milliseconds. */
export function countOf(unit) {
  return typed(
    'number',
    `a whole number of ${unit} from 1 to 2147483647`,
    (/** @type {number} */ count) => {
      if (Number.isInteger(count) && count > 0 && count < 2 ** 31) return undefined;
      return ['out-of-bounds', 'is not a whole number, or out of bounds'];
    },
  );
}
