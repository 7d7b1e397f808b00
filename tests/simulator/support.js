/**
 * What the simulator's tests share: a clock to set, and one way to ask.
 * @module
 */
import { BASE_PATH, createSimulator, STATIC_TOKENS } from '../../simulator/index.js';

/** A Friday at noon; the leap day is inside the past thirty days. */
export const NOW = Date.UTC(2024, 2, 15, 12);

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/**
 * A simulator whose clock only the test moves.
 * @param {import('../../simulator/index.js').SimulatorOptions} [options]
 */
export function createClocked(options = {}) {
  const clock = { time: NOW };
  const simulator = createSimulator({ now: () => clock.time, ...options });
  return { clock, simulator };
}

/** @typedef {Record<string, string | number | undefined>} Query */

/**
 * @param {string} sessionId Decoded.
 * @param {Query} [query]
 * @param {RequestInit} [init]
 */
export function createRequest(sessionId, query = {}, init = {}) {
  const path = `${BASE_PATH}/phone/sms/sessions/${encodeURIComponent(sessionId)}`;
  const url = new URL(path, 'https://simulator.example');
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return new Request(url, { headers: { authorization: `Bearer ${STATIC_TOKENS.valid}` }, ...init });
}

/**
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {string} sessionId
 * @param {Query} [query]
 * @param {RequestInit} [init]
 */
export async function ask(simulator, sessionId, query, init) {
  const response = await simulator.fetch(createRequest(sessionId, query, init));
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/**
 * Asks for one message.
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {string} sessionId Decoded.
 * @param {unknown} messageId Decoded.
 * @param {{ token?: string, account?: string }} [more] `account`: the path of a sub account.
 */
export async function askMessage(
  simulator,
  sessionId,
  messageId,
  { token = STATIC_TOKENS.valid, account = '' } = {},
) {
  const ids = [sessionId, String(messageId)].map(encodeURIComponent);
  const path = `${BASE_PATH}${account}/phone/sms/sessions/${ids.join('/messages/')}`;
  const headers = { authorization: `Bearer ${token}` };
  const response = await simulator.fetch(`https://simulator.example${path}`, { headers });
  return { status: response.status, body: await response.json() };
}

/**
 * All pages of a query.
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {string} sessionId
 * @param {Query} [query]
 */
export async function readPages(simulator, sessionId, query = {}) {
  const pages = [];
  let token;
  do {
    const { status, body } = await ask(simulator, sessionId, { ...query, next_page_token: token });
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    pages.push(body);
    token = body.next_page_token;
  } while (token);
  return pages;
}

/**
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {string} sessionId
 * @param {Query} [query]
 * @returns {Promise<import('../../simulator/message.js').SmsMessage[]>}
 */
export async function readMessages(simulator, sessionId, query) {
  const pages = await readPages(simulator, sessionId, query);
  return pages.flatMap((page) => page.sms_histories);
}

/**
 * Asks any path of the API.
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {string} path After `/v2`, encoded.
 * @param {Query} [query]
 * @param {string} [token]
 */
export async function askPath(simulator, path, query = {}, token = STATIC_TOKENS.valid) {
  const url = new URL(`${BASE_PATH}${path}`, 'https://simulator.example');
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  const headers = { authorization: `Bearer ${token}` };
  const response = await simulator.fetch(url, { headers });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** The list of the account. */
export const LIST = '/phone/sms/sessions';

/** @param {string} user */
export const userList = (user) => `/phone/users/${encodeURIComponent(user)}/sms/sessions`;

/**
 * All pages of a list.
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {Query} [query]
 * @param {string} [path]
 */
export async function readLists(simulator, query = {}, path = LIST) {
  const pages = [];
  let token;
  do {
    const { status, body } = await askPath(simulator, path, { ...query, next_page_token: token });
    if (status !== 200) throw new Error(`${status}: ${JSON.stringify(body)}`);
    pages.push(body);
    token = body.next_page_token;
  } while (token);
  return pages;
}

/**
 * @param {import('../../simulator/index.js').Simulator} simulator
 * @param {Query} [query]
 * @param {string} [path]
 * @returns {Promise<import('../../simulator/wire.js').SmsSession[]>}
 */
export async function readSessions(simulator, query, path) {
  const pages = await readLists(simulator, query, path);
  return pages.flatMap((page) => page.sms_sessions);
}

/** @param {readonly { session_id: string }[]} sessions */
export const idsOf = (sessions) => sessions.map(({ session_id }) => session_id);
