/**
 * What applies to every run: the file of settings, and the file of environment variables.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { usage } from './failure.js';

/** @import { Command } from 'commander' */

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/** The values by the names of their options. @typedef {{ file: string, values: Record<string, unknown> }} Settings */

/** @param {Environment} environment */
export function settingsFile({ XDG_CONFIG_HOME: config }) {
  return join(config || join(homedir(), '.config'), 'zoom-phone-sms', 'config.json');
}

/**
 * The settings: a JSON object of option names and values, such as `{ "rate": "business:medium" }`.
 *
 * @param {Environment} environment
 * @param {ReadonlySet<string>} names of all options
 * @returns {Settings | undefined} nothing if there is no file
 */
export function readSettings(environment, names) {
  const file = settingsFile(environment);
  const text = readIfThere(file);
  if (text === undefined) return undefined;
  const values = parse(text);
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw usage(`${file} must hold a JSON object of options, such as {"rate": "business:medium"}.`);
  for (const [name, value] of Object.entries(values)) {
    if (!names.has(name))
      throw usage(`${file}: there is no option "${name}". Credentials belong in the environment.`);
    if (!['string', 'number', 'boolean'].includes(typeof value))
      throw usage(`${file}: "${name}" must be a text, a number, true or false.`);
  }
  const { 'env-file': envFile, ...others } = values;
  if (envFile === undefined) return { file, values };
  // The settings apply to commands in any folder.
  return { file, values: { ...others, 'env-file': resolve(dirname(file), String(envFile)) } };
}

/**
 * The environment, with the variables of the file that the option, the environment or the settings name.
 *
 * @param {Command} command
 * @param {Environment} environment
 * @param {Settings | undefined} settings
 */
export function environmentOf(command, environment, settings) {
  if (!command.options.some(({ long }) => long === '--env-file')) return environment;
  const { ZOOM_PHONE_SMS_ENV_FILE: named } = environment;
  const { envFile = named || undefined } = command.opts();
  if (envFile !== undefined) return withFile(environment, envFile, 'The file of --env-file');
  const set = settings?.values['env-file'];
  if (set === undefined) return environment;
  return withFile(environment, String(set), `The "env-file" of ${settings?.file}`);
}

/**
 * The environment, completed from a file: what is set already stays.
 *
 * @param {Environment} environment
 * @param {string} file
 * @param {string} what how messages call the file
 * @returns {Environment}
 */
function withFile(environment, file, what) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw usage(`${what} cannot be read (${codeOf(error)}): ${file}`);
  }
  // A file does not name another.
  const { ZOOM_PHONE_SMS_ENV_FILE: _, ...own } = parseEnv(text);
  return { ...own, ...environment };
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined;
    throw usage(`The settings cannot be read (${codeOf(error)}): ${file}`);
  }
}

/** @param {string} text */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {unknown} error */
const codeOf = (error) => String(/** @type {NodeJS.ErrnoException} */ (error).code);
