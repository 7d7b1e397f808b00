/**
 * `GET /phone/sms/sessions/:sessionId`, once it is settled that the caller may ask.
 * @module
 */
import { unknownSession } from './api-error.js';
import { parseDateRange } from './date-range.js';
import { FAULTS } from './faults.js';
import { readPage } from './page.js';
import { createPageTokens } from './page-token.js';
import { parseQuery } from './query.js';

const EVERYTHING = { start: -Infinity, end: Infinity };
const FLAKY = 'flaky-';

/**
 * @param {object} context
 * @param {string} context.key
 * @param {() => number} context.now
 * @param {number} context.slowMs
 * @param {import('./policies.js').Policies} context.policies
 * @param {(id: string) => import('./page.js').Session | undefined} context.findSession
 * @returns {(sessionId: string, request: Request) => Response | Promise<Response>}
 */
export function createSessionEndpoint({ key, now, slowMs, policies, findSession }) {
  const pageTokens = createPageTokens({ key, now });

  /** URLs of flaky sessions that have had their fault. @type {Set<string>} */
  const recovered = new Set();

  return (sessionId, request) => {
    const fault = findFault(sessionId, request.url);
    if (fault) {
      const page = answerPage('demo', new URLSearchParams('page_size=3'));
      return fault.answer({ request, page: { ...page, next_page_token: '' }, now, slowMs });
    }
    return Response.json(answerPage(sessionId, new URL(request.url).searchParams));
  };

  /**
   * @param {string} sessionId
   * @param {URLSearchParams} parameters
   */
  function answerPage(sessionId, parameters) {
    const session = findSession(sessionId);
    if (!session) throw unknownSession();

    const query = parseQuery(parameters, policies);
    // An empty token is none: it is what the last page answers.
    const token = parameters.get('next_page_token') || undefined;
    if (token !== undefined && token === session.closingToken) return body(query, [], '');

    const list = [sessionId, query];
    const place = token === undefined ? undefined : pageTokens.read(token, list);
    const asOf = place?.asOf ?? now();
    const anyTime = session.anyTime && query.from === null && query.to === null;
    const range = anyTime ? EVERYTHING : parseDateRange(query.from, query.to, asOf, policies);

    const { messages, next } = readPage(session, range, query, place?.index);
    const closing = messages.length > 0 ? session.closingToken : undefined;
    const nextToken = next === undefined ? closing : pageTokens.issue({ index: next, asOf }, list);
    return body(query, messages, nextToken ?? '');
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
 * @param {import('./message.js').SmsMessage[]} sms_histories
 * @param {string} next_page_token
 * @returns {import('./faults.js').PageBody}
 */
function body({ pageSize }, sms_histories, next_page_token) {
  return { next_page_token, page_size: pageSize, sms_histories };
}
