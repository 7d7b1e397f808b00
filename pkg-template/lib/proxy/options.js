/**
 * Options by name: each has a rule, and all that is wrong with any is told at once. No value is shown,
 * since it may be a secret in the wrong place.
 *
 * @module
 */
import { InvalidRequestError } from '../errors.js';
import { isSecure, parse } from '../links.js';

/** @import { SmsIssue } from '../types.js' */

/** @typedef {[code: SmsIssue['code'], problem: string]} Problem */

/**
 * @typedef {object} Rule
 * @property {string} accepted
 * @property {boolean} [isRequired]
 * @property {(value: unknown) => Problem | undefined} problemOf of a value that was given
 */

/**
 * The options as they are now, if nothing is wrong with them; methods and getters of classes are options too.
 *
 * @template {object} Options
 * @param {Options} options
 * @param {{ [Name in keyof Required<Options>]: Rule }} rules of all that there are
 * @returns {Options}
 * @throws {InvalidRequestError}
 */
export function checked(options, rules) {
  /** @type {Record<string, unknown>} */
  const values = Object.create(null);
  /** @type {SmsIssue[]} */
  let issues;
  try {
    const given = options ?? {};
    // What can be gone through holds its entries elsewhere.
    if (typeof given !== 'object' || Symbol.iterator in given) throw new TypeError();
    for (const name of Object.keys(rules)) values[name] = Reflect.get(given, name);
    issues = [...wrong(values, rules), ...unknown(isPlain(given) ? Object.keys(given) : [], rules)];
  } catch {
    const problem = 'is no object, or one that cannot be read';
    issues = [issue('wrong-type', 'options', problem, 'an object of options')];
  }
  if (issues.length === 0) return /** @type {Options} */ (values);
  const message = issues.map((found) => found.message).join(' ');
  throw new InvalidRequestError({ kind: 'invalid-request', message, retryable: false, issues });
}

/** Whether all that is in it was meant as an option: a module or a class may have more. @param {object} options */
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
    .map((name) => {
      const shown = /^[\w-]{1,40}$/.test(name) ? name : '(a name)';
      return issue('unknown-option', shown, 'is not an option', accepted);
    });
}

/**
 * @param {SmsIssue['code']} code
 * @param {string} field
 * @param {string} problem
 * @param {string} accepted
 * @returns {SmsIssue}
 */
function issue(code, field, problem, accepted) {
  return { code, field, message: `\`${field}\` ${problem}. Give ${accepted}.`, accepted };
}

/**
 * @param {'string' | 'number' | 'boolean' | 'function'} type
 * @param {string} accepted
 * @param {(value: never) => Problem | undefined} [problemOf] of a value of this type
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
export const CREDENTIAL = {
  isRequired: true,
  ...typed(
    'string',
    'a text as the Zoom App Marketplace shows it',
    (/** @type {string} */ text) => {
      if (text === '') return ['missing', 'is empty'];
      if (/^[\x21-\x7e]+$/.test(text)) return undefined;
      return ['invalid-format', 'has a space or another character that none of them has'];
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

/** @param {string} unit what it counts; of milliseconds, no timer waits for more */
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
