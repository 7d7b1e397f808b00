/**
 * Readers of a whole account that share nothing with the package: one that loses nothing, and one as people
 * write it. They show that the accounts of `support.js` are hostile, and can be read all the same.
 * @module
 */
import { createSimulator } from '../../simulator/index.js';
import { iso, SETTLE_MS } from './support.js';

/** @import { Given, AccountOptions } from './support.js' */
/** @import { SmsMessage, SmsSession } from '../../simulator/wire.js' */

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;
const PAGE = 100;
const LONGEST = 28 * DAY;
const SHORTEST = 4 * SECOND;
const MOST_TRIES = 50;

/** In milliseconds, both ends included as far as the server includes them. @typedef {{ from: number, to: number }} Window */

/**
 * An account without the package: its requests take time on a clock that nothing else moves.
 * @param {AccountOptions} options
 * @param {number} now
 */
export function startAlone({ account, switches, serverAheadMs = 0 }, now) {
  const clock = { now };
  const simulator = createSimulator({
    now: () => clock.now + serverAheadMs,
    sleep: async (ms) => {
      clock.now += ms;
    },
    account: account ?? null,
    ...switches,
    // The readers here end their last window in the future.
    futureTo: 'accepted',
  });
  let token = simulator.issueToken();

  /**
   * A response, however often it has to be asked for.
   * @param {string} path
   * @param {Record<string, string | number>} query
   */
  async function get(path, query) {
    const url = new URL(`https://simulator.example/v2/phone/${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      try {
        const response = await simulator.fetch(url, {
          headers: { authorization: `Bearer ${token}` },
        });
        const body = await response.json();
        if (response.ok) return { body, date: Date.parse(response.headers.get('date') ?? '') };
        if (response.status === 404) return undefined;
        if (response.status === 401) token = simulator.issueToken();
      } catch {
        // Cut: asked again like any other failure.
      }
      clock.now += SECOND;
    }
    throw new Error('The simulator does not recover.');
  }

  return { clock, simulator, get };
}

/** @typedef {ReturnType<typeof startAlone>} Alone */

/**
 * Everything dated after `base` until a time that is not in doubt: which it is, and the messages.
 * @param {Alone} alone
 * @param {number} base
 */
export async function readLeg(alone, base) {
  const { clock, get } = alone;
  const first = await get('sms/sessions', { page_size: 1 });
  const date = first?.date ?? Number.NaN;
  const through = (Number.isNaN(date) ? clock.now : Math.min(date, clock.now)) - SETTLE_MS;
  /** @type {Map<string, number>} */
  const ends = new Map();
  for (const filter_type of ['last_message_time', 'sent_received_message_time']) {
    await listWindows(alone, filter_type, base - 2 * MINUTE, ends);
  }
  /** @type {Given[]} */
  const given = [];
  for (const [session_id, end] of ends) {
    const to = Math.min(end, through) + MINUTE;
    for (const message of await readMessages(alone, session_id, { from: base - MINUTE, to })) {
      const at = Date.parse(message.date_time);
      if (base < at && at <= through) given.push({ session_id, message_id: message.message_id });
    }
  }
  return { given, through };
}

/**
 * Lists windows that fit one page, oldest first, until after the clock.
 * @param {Alone} alone
 * @param {string} filter_type
 * @param {number} base
 * @param {Map<string, number>} ends Of each session, the end of the latest window that has it.
 */
async function listWindows({ clock, get }, filter_type, base, ends) {
  let from = Math.floor(base / SECOND) * SECOND;
  let length = DAY;
  // An hour ahead is after every clock.
  while (from < clock.now + 60 * MINUTE) {
    const to = from + length;
    const query = { session_type: 'all', page_size: PAGE, filter_type };
    const range = { from: iso(from), to: iso(to) };
    let isFull = false;
    // A window that cannot be shorter is read by tokens, until a pass brings nothing new.
    for (let token = '', before = ends.size; ; ) {
      const page = await get('sms/sessions', { ...query, ...range, next_page_token: token });
      const sessions = /** @type {SmsSession[]} */ (page?.body.sms_sessions ?? []);
      for (const { session_id } of sessions) ends.set(session_id, to);
      const hadToken = token !== '';
      token = page?.body.next_page_token ?? '';
      isFull = token !== '' && length > SHORTEST;
      if (isFull || (token === '' && (!hadToken || ends.size === before))) break;
      if (token === '') before = ends.size;
    }
    if (isFull) {
      length = Math.max(Math.floor(length / 4 / SECOND) * SECOND, SHORTEST);
    } else {
      // Neither end need be included.
      from = to - 2 * SECOND;
      length = Math.min(length * 2, LONGEST);
    }
  }
}

/**
 * The messages of a session in a range of any length, each once.
 * @param {Alone} alone
 * @param {string} sessionId
 * @param {Window} range
 */
async function readMessages({ get }, sessionId, { from, to }) {
  /** @type {Map<unknown, SmsMessage>} */
  const messages = new Map();
  for (let begin = from; begin < to; begin += LONGEST - 2 * SECOND) {
    const window = { from: iso(begin), to: iso(Math.min(begin + LONGEST, to)) };
    let token = '';
    do {
      const query = { ...window, page_size: PAGE, sort: 1, next_page_token: token };
      const page = await get(`sms/sessions/${sessionId}`, query);
      for (const message of page?.body.sms_histories ?? []) {
        messages.set(message.message_id, message);
      }
      token = page?.body.next_page_token ?? '';
    } while (token);
  }
  return messages.values();
}

/**
 * The same as people write it: a month at a time, page tokens, sessions by their last message, and no session
 * is read twice.
 * @param {Alone} alone
 * @param {number} base
 */
export async function readNaively({ clock, get, ...rest }, base) {
  const through = clock.now;
  /** @type {Set<string>} */
  const ids = new Set();
  for (let from = base; from < through; from += LONGEST) {
    const range = { from: iso(from), to: iso(Math.min(from + LONGEST, through)) };
    let token = '';
    do {
      const query = { ...range, session_type: 'all', page_size: 10, next_page_token: token };
      const page = await get('sms/sessions', query);
      for (const { session_id } of page?.body.sms_sessions ?? []) ids.add(session_id);
      token = page?.body.next_page_token ?? '';
    } while (token);
  }
  /** @type {Given[]} */
  const given = [];
  for (const session_id of ids) {
    const range = { from: base, to: through };
    for (const { message_id } of await readMessages({ clock, get, ...rest }, session_id, range)) {
      given.push({ session_id, message_id });
    }
  }
  return { given, through };
}
