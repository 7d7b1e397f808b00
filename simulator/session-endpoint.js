/**
 * `GET /phone/sms/sessions/:sessionId`, after authorization and limits.
 * @module
 */
import { unknownSession } from './api-error.js';
import { parseDateRange } from './date-range.js';
import { FAULTS } from './faults.js';
import { readPage } from './page.js';
import { createPageTokens } from './page-token.js';
import { parseQuery } from './query.js';
import { createRandom } from './random.js';

const EVERYTHING = { start: -Infinity, end: Infinity };
const FLAKY = 'flaky-';

/** The position of a first page; other positions are not negative. */
const BEGINNING = -1;

/**
 * @param {object} context
 * @param {string} context.key
 * @param {number} context.seed
 * @param {() => number} context.now
 * @param {import('./stream.js').Sleep} context.sleep
 * @param {import('./switches.js').SwitchBoard} context.switches
 * @param {(id: string) => import('./page.js').Session | undefined} context.findSession
 * @param {(id: string) => void} context.pageAnswered
 * @param {(message: import('./wire.js').SmsMessage) => import('./wire.js').SmsMessage} context.renew
 * @returns {(sessionId: string, request: Request) => Response | Promise<Response>}
 */
export function createSessionEndpoint(context) {
  const { key, seed, now, sleep, switches, findSession, pageAnswered, renew } = context;
  const pageTokens = createPageTokens({ key, now, switches });

  /** URLs of flaky sessions that have already failed once. @type {Set<string>} */
  const recovered = new Set();

  return (sessionId, request) => {
    const fault = findFault(sessionId, request.url);
    if (fault) {
      const page = answerPage('demo', new URLSearchParams('page_size=3'));
      const { slowMs } = switches.values;
      return fault.answer({ request, page: { ...page, next_page_token: '' }, now, slowMs, sleep });
    }
    const page = answerPage(sessionId, new URL(request.url).searchParams);
    pageAnswered(sessionId);
    return Response.json(page);
  };

  /**
   * @param {string} sessionId
   * @param {URLSearchParams} parameters
   */
  function answerPage(sessionId, parameters) {
    const session = findSession(sessionId);
    if (!session) throw unknownSession();

    const { pageTokenPlace, ...policies } = switches.values;
    const query = parseQuery(parameters, policies);
    // An empty token counts as none: the last page returns one.
    const sent = parameters.get('next_page_token') || undefined;
    if (sent !== undefined && sent === session.closingToken) return body(query, [], '');

    const list = [sessionId, query, pageTokenPlace];
    const place = sent === undefined ? undefined : pageTokens.read(sent, list);
    const asOf = place?.asOf ?? now();
    const anyTime = session.anyTime && query.from === null && query.to === null;
    const range = anyTime ? EVERYTHING : parseDateRange(query.from, query.to, asOf, policies);

    const begin = place ?? { at: BEGINNING, asOf, empty: 0 };
    /** @param {Omit<import('./page-token.js').Place, 'asOf'> | undefined} next */
    const tokenFor = (next) => next && pageTokens.issue({ ...next, asOf }, list);

    const { messages, next } = readStep(sessionId, session, range, query, begin);
    const closing = messages.length > 0 ? session.closingToken : undefined;
    const fresh = tokenFor(next) ?? closing ?? '';
    return body(query, messages.map(renew), pageTokens.choose({ sent, fresh, list }));
  }

  /**
   * A page of the list, or an empty page if one is due; and the position of the next.
   * @param {string} id
   * @param {import('./page.js').Session} session
   * @param {import('./date-range.js').DateRange} range
   * @param {import('./query.js').Query} query
   * @param {import('./page-token.js').Place} place
   */
  function readStep(id, session, range, query, { at, empty }) {
    const { emptyPages, duplicates, pageTokenPlace } = switches.values;
    if (createRandom(seed, id, 'empty', at, empty).chance(emptyPages)) {
      return { messages: [], next: { at, empty: empty + 1 } };
    }
    const name = pageTokenPlace === 'offset' ? 'offset' : 'index';
    const begin = at === BEGINNING ? {} : { [name]: at };
    const page = readPage(session, range, query, begin, (index, where) =>
      createRandom(seed, id, 'duplicate', where, index).chance(duplicates),
    );
    return { ...page, next: page.next && { at: page.next[name], empty: 0 } };
  }

  /**
   * @param {string} sessionId
   * @param {string} url
   */
  function findFault(sessionId, url) {
    if (!sessionId.startsWith(FLAKY)) return ownFault(sessionId);
    const fault = ownFault(sessionId.slice(FLAKY.length));
    if (!fault) throw unknownSession();
    if (recovered.has(url)) return undefined;
    recovered.add(url);
    return fault;
  }
}

/** @param {string} name */
function ownFault(name) {
  return Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined;
}

/**
 * @param {import('./query.js').Query} query
 * @param {import('./wire.js').SmsMessage[]} sms_histories
 * @param {string} next_page_token
 * @returns {import('./faults.js').PageBody}
 */
function body({ pageSize }, sms_histories, next_page_token) {
  return { next_page_token, page_size: pageSize, sms_histories };
}
