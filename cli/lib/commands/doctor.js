/**
 * Checks what an export needs, and says what to do about what is missing.
 *
 * @module
 */
import { statSync } from 'node:fs';
import { CREDENTIALS, clientOptions } from '../account.js';
import { EXIT, Failure, failureOf } from '../failure.js';

/** @import { SmsClient } from 'zoom-phone-sms' */
/** @import { Context } from '../context.js' */
/** @import { AccountOptions } from '../account.js' */

/** A difference of clocks that an export does not notice. */
const CLOCK_MS = 60_000;

/** @typedef {{ check: string, state: 'ok' | 'note' | 'failed', says: string, exitCode?: number }} Finding */

/**
 * @param {Context} context
 * @param {AccountOptions & { json?: boolean, envFile?: string }} options
 */
export async function execute(context, options) {
  /** @type {Finding[]} */
  const findings = [];
  const found = async (/** @type {Finding} */ finding) => {
    findings.push(finding);
    const { check, state, says } = finding;
    if (!options.json) await context.output.line(`${state.padEnd(7)}${check}: ${says}`);
  };
  await found(nodeVersion());
  for (const finding of localFindings(context, options)) await found(finding);
  for await (const finding of remoteFindings(context, options)) await found(finding);
  if (options.json) await context.output.json(findings);
  return findings.find(({ exitCode }) => exitCode !== undefined)?.exitCode ?? EXIT.done;
}

/** @returns {Finding} */
function nodeVersion() {
  return { check: 'node', state: 'ok', says: process.versions.node };
}

/**
 * @param {Context} context
 * @param {{ envFile?: string }} options
 * @returns {Generator<Finding>}
 */
function* localFindings({ environment }, { envFile }) {
  const set = [...CREDENTIALS, 'ZOOM_TOKEN'].filter((name) => environment[name]);
  const state = set.length > 0 ? 'ok' : 'failed';
  const says = set.length > 0 ? `${set.join(', ')} set` : 'none is set';
  yield { check: 'credentials', state, says };
  if (envFile && process.platform !== 'win32' && (statSync(envFile).mode & 0o077) !== 0) {
    const says = `others on this machine can read ${envFile}: chmod 600 ${envFile}`;
    yield { check: 'credentials', state: 'note', says };
  }
  yield proxyFinding(environment);
}

/**
 * @param {import('../settings.js').Environment} environment
 * @returns {Finding}
 */
function proxyFinding(environment) {
  const names = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
  const set = names.filter((name) => environment[name]);
  if (set.length === 0) return { check: 'proxy', state: 'ok', says: 'no proxy is set' };
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const canUse = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
  const { NODE_USE_ENV_PROXY: isUsed } = environment;
  if (isUsed === '1' && canUse)
    return { check: 'proxy', state: 'ok', says: `requests go through ${set[0]}` };
  const how = canUse
    ? 'set NODE_USE_ENV_PROXY=1'
    : 'use Node 22.21, 24.5 or newer, and set NODE_USE_ENV_PROXY=1';
  const says = `${set[0]} is set, but Node does not use it: ${how}`;
  return { check: 'proxy', state: 'note', says };
}

/**
 * @param {Context} context
 * @param {AccountOptions} options
 * @returns {AsyncGenerator<Finding>}
 */
async function* remoteFindings(context, options) {
  /** @type {Headers | undefined} */
  let headers;
  /** @type {typeof fetch} */
  const send = async (input, init) => {
    const response = await globalThis.fetch(input, init);
    headers = response.headers;
    return response;
  };
  try {
    const { SmsClient } = await import('zoom-phone-sms');
    const settings = await clientOptions(options, context, send);
    const isStatic = typeof settings.token === 'string';
    // The credentials of an app have been sent by now; a token has not.
    if (!isStatic) yield { check: 'token', state: 'ok', says: 'issued for the credentials' };
    const client = new SmsClient(settings);
    const { sms_sessions } = await client.listSmsSessions({ page_size: 1, session_type: 'all' });
    if (isStatic) yield { check: 'token', state: 'ok', says: 'accepted' };
    yield { check: 'scopes', state: 'ok', says: "the account's sessions can be listed" };
    yield await readingFinding(client, sms_sessions[0]?.session_id);
  } catch (error) {
    const failure = failureOf(error);
    const { message, exitCode } =
      failure instanceof Failure ? failure : new Failure(EXIT.unexpected, String(failure));
    yield { check: 'zoom', state: 'failed', says: message, exitCode };
  }
  if (headers) {
    yield clockFinding(headers.get('date'));
    yield limitFinding(headers, options);
  }
}

/**
 * Whether messages can be read, which needs a scope of its own.
 *
 * @param {SmsClient} client
 * @param {string | undefined} session
 * @returns {Promise<Finding>}
 */
async function readingFinding(client, session) {
  if (session === undefined) {
    const says = 'no session in the past 30 days to try whether messages can be read';
    return { check: 'scopes', state: 'note', says };
  }
  await client.getSmsSession(session, { page_size: 1 });
  return { check: 'scopes', state: 'ok', says: 'messages can be read' };
}

/**
 * @param {string | null} date
 * @returns {Finding}
 */
function clockFinding(date) {
  const ms = Date.now() - Date.parse(date ?? '');
  if (Number.isNaN(ms)) return { check: 'clock', state: 'note', says: 'the server names no time' };
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (Math.abs(ms) <= CLOCK_MS)
    return { check: 'clock', state: 'ok', says: "agrees with the server's" };
  const says = `${seconds} s ${ms > 0 ? 'ahead of' : 'behind'} the server's: set this machine's clock`;
  return { check: 'clock', state: 'note', says };
}

/**
 * @param {Headers} headers
 * @param {AccountOptions} options
 * @returns {Finding}
 */
function limitFinding(headers, { rate }) {
  const label = headers.get('x-ratelimit-category');
  const limit = headers.get('x-ratelimit-limit');
  const set = rate ? `--rate is ${JSON.stringify(rate)}` : '--rate is not set, so pro:medium';
  if (!label && !limit) return { check: 'limits', state: 'note', says: `Zoom names none; ${set}` };
  const named = [label, limit && `${limit} requests`].filter(Boolean).join(', ');
  return { check: 'limits', state: 'ok', says: `Zoom names ${named}; ${set}` };
}
