/**
 * The options of the command line. Each can also be set by an environment variable, or in a file of settings.
 *
 * @module
 */
import { InvalidArgumentError, Option } from 'commander';
import { usage } from './failure.js';

/** @import { Command } from 'commander' */
/** @import { Environment, Settings } from './settings.js' */

const PREFIX = 'ZOOM_PHONE_SMS_';

/**
 * The environment variable of an option: `--base-url` is `ZOOM_PHONE_SMS_BASE_URL`.
 *
 * @param {Option} option
 */
export const variableOf = (option) => PREFIX + option.name().replaceAll('-', '_').toUpperCase();

/**
 * @template Value
 * @param {string} flags such as `-o, --out <place>`
 * @param {string} about
 * @param {(text: string) => Value} [parse]
 */
function option(flags, about, parse) {
  const made = new Option(flags, about);
  return parse ? made.argParser(parse) : made;
}

/** The options by name, so that every command calls the same thing by the same name. */
export const FLAGS = {
  since: () =>
    option(
      '--since <when>',
      'the first day or time: 2024-01-31, 2024-01-31T00:00:00Z, or 90d',
      when,
    ),
  until: () => option('--until <when>', 'the last day or time, included', when),
  from: () => option('--from <date>', 'the first day or time'),
  to: () => option('--to <date>', 'the last day or time'),
  user: () => option('--user <id>', 'only the sessions of this user: an id or email address'),
  type: () =>
    option(
      '--type <type>',
      'only sessions of this type, such as user or call_queue (default: all)',
    ),
  format: (/** @type {readonly string[]} */ names) =>
    option('-f, --format <format>', names.join(', '), oneOf(names)),
  out: (/** @type {string} */ about) => option('-o, --out <place>', about),
  grain: () =>
    option(
      '--grain <grain>',
      'what a row stands for: message, recipient or attachment',
      oneOf(['message', 'recipient', 'attachment']),
    ),
  callingCode: () =>
    option('--calling-code <digits>', "the account's country calling code, such as 1 or 44"),
  messages: () => option('--messages', 'the messages as Zoom sent them, instead of rows'),
  links: () =>
    option('--links', 'keep the links to attachments, which contain a signed permission'),
  excel: () => option('--excel', 'CSV for Excel: with a byte order mark'),
  limit: () => option('--limit <number>', 'the most messages to read', wholeNumber),
  concurrency: () =>
    option('--concurrency <number>', 'the sessions to read at once (default: 4)', wholeNumber),
  saveEvery: () =>
    option(
      '--save-every <seconds>',
      'how often what has come is saved (default: 10 or 60)',
      interval,
    ),
  rate: () =>
    option('--rate <rate>', 'plan and label, such as pro:medium, or requests a second', rate),
  baseUrl: () => option('--base-url <url>', "the API's address: a simulator, a proxy, a region"),
  tokenUrl: () => option('--token-url <url>', 'where access tokens come from (default: Zoom)'),
  envFile: () => option('--env-file <file>', 'read environment variables from this file'),
  json: () => option('--json', 'print the result as JSON'),
  quiet: () => option('-q, --quiet', 'no progress, only errors'),
  verbose: () =>
    new Option('-v, --verbose', 'show each request; twice: with its query and limits').argParser(
      (_, before) => Number(before ?? 0) + 1,
    ),
  dryRun: () => option('--dry-run', 'say what would be done, and write nothing'),
  restart: () =>
    option('--restart', 'delete what an earlier export left in the folder, and begin again'),
  failFast: () => option('--fail-fast', 'stop at the first session that fails'),
  attachments: () => option('--attachments', 'download the attachments too'),
  port: () =>
    option('--port <number>', 'where it listens; 0: any free port (default: 8788)', wholeNumber),
  session: () => option('--session <id>', 'the session that the messages belong to'),
};

/**
 * Sets what the command line left open: from the environment, then from the settings.
 *
 * @param {Command} command
 * @param {Environment} environment
 * @param {Settings | undefined} settings
 * @throws {import('./failure.js').Failure} naming the variable or setting that is wrong
 */
export function complete(command, environment, settings) {
  for (const each of command.options) {
    const name = each.attributeName();
    if (command.getOptionValueSource(name) === 'cli') continue;
    const variable = variableOf(each);
    const text = environment[variable];
    if (text !== undefined && text !== '') {
      command.setOptionValueWithSource(name, parsed(each, text, variable), 'env');
      continue;
    }
    const set = settings?.values[each.name()];
    if (set !== undefined) {
      const where = `"${each.name()}" in ${settings?.file}`;
      command.setOptionValueWithSource(name, parsed(each, String(set), where), 'config');
    }
  }
}

/**
 * @param {Option} option
 * @param {string} text
 * @param {string} where it comes from
 */
function parsed(option, text, where) {
  if (option.long === '--verbose') return parseWith(wholeNumber, text, where);
  if (!option.required) return parseWith(yesOrNo, text, where);
  const parse = /** @type {((text: string) => unknown) | undefined} */ (option.parseArg);
  return parse ? parseWith(parse, text, where) : text;
}

/**
 * @param {(text: string) => unknown} parse
 * @param {string} text
 * @param {string} where
 */
function parseWith(parse, text, where) {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof InvalidArgumentError) throw usage(`${where}: ${error.message}`);
    throw error;
  }
}

/** @param {string} text */
function yesOrNo(text) {
  if (/^(1|true|yes|on)$/i.test(text)) return true;
  if (/^(0|false|no|off)$/i.test(text)) return false;
  throw new InvalidArgumentError('It must be 1 or 0.');
}

/** @param {string} text */
function wholeNumber(text) {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number.');
}

/** The most seconds between two saves: a day. */
const MOST_SECONDS = 86_400;

/** @param {string} text */
function interval(text) {
  if (/^\d+$/.test(text) && Number(text) <= MOST_SECONDS) return Number(text);
  throw new InvalidArgumentError(`It must be a whole number of seconds from 0 to ${MOST_SECONDS}.`);
}

/**
 * @template {string} Name
 * @param {readonly Name[]} names
 */
function oneOf(names) {
  return (/** @type {string} */ text) => {
    const found = names.find((name) => name === text);
    if (found) return found;
    throw new InvalidArgumentError(`It must be one of ${names.join(', ')}.`);
  };
}

/**
 * A day or a time; the library checks dates. Of `90d`, see {@link dateOf}.
 *
 * @param {string} text
 */
function when(text) {
  if (/^(\d{1,5}d|\d{4}-\d\d-\d\d.*)$/.test(text)) return text;
  throw new InvalidArgumentError(
    'It must be a date (2024-01-31), a time (2024-01-31T00:00:00Z), or days before today (90d).',
  );
}

/**
 * The date or time of an option: of `90d`, the day so many days ago, in UTC.
 *
 * @param {string} text
 * @param {number} [now] in milliseconds
 */
export function dateOf(text, now = Date.now()) {
  const [, days] = /^(\d{1,5})d$/.exec(text) ?? [];
  if (days === undefined) return text;
  return new Date(now - Number(days) * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The range of `--since` and `--until`. Zoom does not mix dates and times: if the start is a time, a date as the end
 * becomes the last second of its day.
 *
 * @template {string | undefined} Since
 * @param {Since} since
 * @param {string | null | undefined} until
 * @returns {{ from: Since, to: string | undefined }} without an end if none is given
 */
export function rangeOf(since, until) {
  const from = /** @type {Since} */ (since === undefined ? undefined : dateOf(since));
  if (until === null || until === undefined) return { from, to: undefined };
  const to = dateOf(until);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(to);
  return { from, to: isDay && from?.includes('T') ? `${to}T23:59:59Z` : to };
}

/**
 * A range with an end: without `--until`, the present, unless there is no start either.
 *
 * @template {string | undefined} From
 * @param {{ from: From, to: string | undefined }} range
 */
export function upToNow({ from, to }) {
  if (to !== undefined || from === undefined) return { from, to };
  const now = new Date().toISOString();
  return { from, to: from.includes('T') ? `${now.slice(0, 19)}Z` : now.slice(0, 10) };
}

/**
 * The library's `rateLimit`.
 *
 * @param {string} text
 */
export function rate(text) {
  if (/^\d{1,6}$/.test(text)) return { perSecond: Number(text) };
  const [, plan, label] = /^(pro|business)(?::(light|medium|heavy))?$/.exec(text) ?? [];
  if (plan) return { plan, ...(label && { label }) };
  throw new InvalidArgumentError(
    'It must be a plan and a label, such as pro:medium or business:heavy, or requests a second, such as 5.',
  );
}
