/**
 * The command line of `node simulator/serve.js`: options and output.
 * @module
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import {
  BASE_PATH,
  CREDENTIALS,
  FAULT_KINDS,
  FAULTS,
  SESSION_ENTRIES,
  STATIC_TOKENS,
  SWITCHES,
} from './index.js';

const DEFAULT_PORT = 8787;

/** @typedef {import('./index.js').SimulatorOptions & { port?: number, host?: string }} ServeOptions */

/** Each switch has its own flag. @type {[flag: string, name: keyof typeof SWITCHES][]} */
const SWITCH_FLAGS = /** @type {(keyof typeof SWITCHES)[]} */ (Object.keys(SWITCHES)).map(
  (name) => [name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), name],
);

const HELP = `Usage: node simulator/serve.js [options]

A local Zoom Phone SMS server for development and tests.

  --port <number>        port to listen on; 0 for any free port (default ${DEFAULT_PORT})
  --host <name>          address to listen on (default 127.0.0.1)
  --seed <number>        seed of the generated messages and faults (default 1)
  --per-second <number>  requests per second before a 429 (default: no limit)
  --per-day <number>     requests per day before a 429 (default: no limit)
  --concurrency <number> concurrent requests before a 429 (default: no limit)
  --no-cors              refuse browsers of other origins, like Zoom itself
  --help                 show this help

Switches; to change them while the simulator runs, use /control:

${SWITCH_FLAGS.map(([flag, name]) => describeSwitch(flag, SWITCHES[name])).join('')}
Kinds of faults:
${wrap(Object.keys(FAULT_KINDS))}
`;

/** @type {Record<string, { type: 'string' | 'boolean' }>} */
const FLAGS = {
  port: { type: 'string' },
  host: { type: 'string' },
  seed: { type: 'string' },
  'per-second': { type: 'string' },
  'per-day': { type: 'string' },
  concurrency: { type: 'string' },
  'no-cors': { type: 'boolean' },
  help: { type: 'boolean' },
  ...Object.fromEntries(SWITCH_FLAGS.map(([flag]) => [flag, { type: 'string' }])),
};

/**
 * @param {string} flag
 * @param {import('./switch-board.js').Switch<unknown>} description
 */
function describeSwitch(flag, { kind, about }) {
  return `  --${flag} ${kind.hint}\n      ${about}\n`;
}

/** An invalid argument. */
class UsageError extends Error {}

/**
 * @param {string[]} args
 * @param {(options: ServeOptions) => Promise<{ url: string, close: () => Promise<void> }>} serve
 * @returns {Promise<number>} The exit code: 0; 1 if the server cannot start; 2 if the arguments are wrong.
 */
export async function run(args, serve) {
  try {
    const options = parseOptions(args);
    if (options === 'help') {
      process.stdout.write(HELP);
      return 0;
    }
    const running = await serve(options);
    process.stdout.write(describe(running.url));
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    await running.close();
    return 0;
  } catch (error) {
    process.stderr.write(`simulator: ${explain(error)}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
}

/**
 * @param {string[]} args
 * @returns {'help' | ServeOptions}
 */
function parseOptions(args) {
  const { help, ...values } = readFlags(args);
  if (help) return 'help';

  /** @param {string} flag */
  const text = (flag) => /** @type {string | undefined} */ (values[flag]);
  /** @param {string} flag @param {number} min @param {number} [max] */
  const number = (flag, min, max) => toNumber(flag, text(flag), min, max);

  const { rateLimit: preset, ...switches } = readSwitches(text);
  const numbers = {
    ...optional('perSecond', number('per-second', 1)),
    ...optional('perDay', number('per-day', 1)),
  };
  if (preset && Object.keys(numbers).length > 0) {
    throw new UsageError('Use either --rate-limit, or --per-second and --per-day.');
  }
  return {
    port: number('port', 0, 65_535) ?? DEFAULT_PORT,
    cors: !values['no-cors'],
    rateLimit: {
      ...(preset ?? numbers),
      ...optional('concurrency', number('concurrency', 1)),
    },
    ...optional('host', text('host')),
    ...optional('seed', number('seed', 0)),
    ...switches,
  };
}

/**
 * @param {(flag: string) => string | undefined} text
 * @returns {Partial<import('./switches.js').Switches>}
 */
function readSwitches(text) {
  const given = SWITCH_FLAGS.flatMap(([flag, name]) => {
    const typed = text(flag);
    if (typed === undefined) return [];
    const { kind } = SWITCHES[name];
    const value = kind.parse(typed);
    if (kind.accepts(value)) return [[name, value]];
    throw new UsageError(`--${flag} must be ${kind.hint}, not '${typed}'.`);
  });
  return Object.fromEntries(given);
}

/** @param {string[]} args */
function readFlags(args) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    // Node's first sentence says what is wrong; the others guess what was meant.
    const [sentence] = (error instanceof Error ? error.message : String(error)).split(/\.\s|\.$/);
    throw new UsageError(`${sentence}; --help lists the options.`);
  }
}

/**
 * @param {string} flag
 * @param {string | undefined} text
 * @param {number} min
 * @param {number} [max]
 */
function toNumber(flag, text, min, max = Number.MAX_SAFE_INTEGER) {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && min <= number && number <= max) return number;
  throw new UsageError(`--${flag} must be a whole number from ${min} to ${max}, not '${text}'.`);
}

/**
 * A property only if there is a value; otherwise the reader's default applies.
 * @template {string} Name
 * @template Value
 * @param {Name} name
 * @param {Value | undefined} value
 * @returns {{ [K in Name]?: Value }}
 */
function optional(name, value) {
  return /** @type {{ [K in Name]?: Value }} */ (value === undefined ? {} : { [name]: value });
}

/** @param {string} url */
function describe(url) {
  const sessions = SESSION_ENTRIES.map(({ id, about }) => `  ${id.padEnd(34)}${about}`);
  return `Zoom Phone SMS simulator: ${url}${BASE_PATH}

  curl -H 'Authorization: Bearer ${STATIC_TOKENS.valid}' ${url}${BASE_PATH}/phone/sms/sessions/demo

Or request an access token, valid for an hour:

  curl -X POST -u ${CREDENTIALS.clientId}:${CREDENTIALS.clientSecret} '${url}/oauth/token?grant_type=account_credentials&account_id=${CREDENTIALS.accountId}'

Sessions:
${sessions.join('\n')}

Sessions that fail; with the prefix flaky- only once, then they have 100 messages:
${wrap(Object.keys(FAULTS))}

Switches: curl ${url}/control, and curl -X PUT -d '{"latencyMs":200}' ${url}/control

Stop with Ctrl+C.
`;
}

/** @param {string[]} words */
function wrap(words) {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 88) lines.push(`  ${word}`);
    else lines[lines.length - 1] = `${line}  ${word}`;
  }
  return lines.join('\n');
}

/** @param {unknown} error */
function explain(error) {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = /** @type {NodeJS.ErrnoException & Record<string, unknown>} */ (
    error
  );
  if (code === 'EADDRINUSE') {
    return `port ${port} is in use; choose another with --port, or any free port with --port 0.`;
  }
  if (code === 'EACCES') return `port ${port} is reserved for the system; choose one above 1023.`;
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
    return `this machine has no address '${address ?? error.message}'.`;
  }
  return error.message;
}
