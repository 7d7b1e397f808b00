/**
 * What applies to every run: the file of settings, and the file of environment variables.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { usage } from './failure.js';

/** @import { Environment } from './flags.js' */

/** @param {Environment} environment */
export function settingsFile({ XDG_CONFIG_HOME: config }) {
  return join(config || join(homedir(), '.config'), 'zoom-phone-sms', 'config.json');
}

/**
 * The settings: a JSON object of option names and values, such as `{ "rate": "business:medium" }`.
 *
 * @param {Environment} environment
 * @param {ReadonlySet<string>} names of all options
 * @returns {{ file: string, values: Record<string, unknown> } | undefined} nothing if there is no file
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
  return { file, values };
}

/**
 * The environment, completed from a file: what is set already stays.
 *
 * @param {Environment} environment
 * @param {string | undefined} file
 * @returns {Environment}
 */
export function withFile(environment, file) {
  if (file === undefined) return environment;
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw usage(`The file of --env-file cannot be read (${codeOf(error)}): ${file}`);
  }
  return { ...parseEnv(text), ...environment };
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
