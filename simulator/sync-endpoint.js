/**
 * `GET /phone/sms/sessions/:sessionId/sync`, after the caller is authorized.
 * @module
 */
import {
  invalidSyncToken,
  tooManyNewRecords,
  unknownSyncSession,
  validationFailed,
} from './api-error.js';
import { DAY, SECOND } from './date-range.js';
import { FAULTS } from './faults.js';
import { firstNotBefore } from './page.js';
import { createSyncTokens } from './sync-token.js';

/** @typedef {import('./page.js').Session} Session */
/** @typedef {import('./sync-token.js').Span} Span */

const MAX_COUNT = 250;
const SYNC_TYPES = /** @type {const} */ (['FSync', 'ISync', 'BSync']);

/** The most messages of one second that a token can tell apart. */
const TICKS = SECOND;

/**
 * @param {object} context
 * @param {string} context.key
 * @param {() => number} context.now
 * @param {import('./switches.js').SwitchBoard} context.switches
 * @param {(id: string) => Session | undefined} context.findSession
 * @param {(message: import('./wire.js').SmsMessage) => import('./wire.js').SmsMessage} context.renew
 * @param {(sessionId: string, request: Request) => Response | Promise<Response>} context.answerPage How
 *   a session that stands for a fault answers, whatever is asked for.
 * @returns {(sessionId: string, request: Request) => Response | Promise<Response>}
 */
export function createSyncEndpoint({ key, now, switches, findSession, renew, answerPage }) {
  const tokens = createSyncTokens({ key, now });

  return (sessionId, request) => {
    if (Object.hasOwn(FAULTS, sessionId)) return answerPage(sessionId, request);
    const session = findSession(sessionId);
    if (!session) throw unknownSyncSession();

    const parameters = new URL(request.url).searchParams;
    const count = parseCount(parameters.get('count'));
    const type = parseType(parameters.get('sync_type'));
    const { indexes, span } = read(type, session, count, () =>
      readToken(sessionId, parameters.get('sync_token')),
    );
    return Response.json({
      sms_histories: indexes.map((index) => {
        // Only the other endpoints tell the status.
        const { delivery_status, ...message } = renew(session.messageAt(index));
        return message;
      }),
      sync_token: tokens.issue(sessionId, span),
    });
  };

  /** @param {string} sessionId @param {string | null} text */
  function readToken(sessionId, text) {
    const { syncTokenLifetimeS, syncTokenStatus } = switches.values;
    const span = tokens.read(sessionId, text ?? '', syncTokenLifetimeS);
    if (!span) throw invalidSyncToken(syncTokenStatus);
    return span;
  }

  /**
   * The messages of a response, newest first, and what the client has with them.
   * @param {typeof SYNC_TYPES[number]} type
   * @param {Session} session
   * @param {number} count
   * @param {() => Span} sent The token of the request.
   * @returns {{ indexes: number[], span: Span }}
   */
  function read(type, session, count, sent) {
    const { syncDepthDays } = switches.values;
    const oldest = syncDepthDays === 0 ? 0 : firstNotBefore(session, now() - syncDepthDays * DAY);
    const time = (/** @type {number | undefined} */ index, /** @type {number} */ otherwise) =>
      index === undefined ? otherwise : tickAt(session, index);

    if (type === 'ISync') {
      const { from, to } = sent();
      const indexes = collect(session, session.size, indexAfter(session, to), count + 1);
      if (indexes.length > count) throw tooManyNewRecords();
      return { indexes, span: { from, to: time(indexes[0], to) } };
    }
    const known = type === 'BSync' ? sent() : undefined;
    const end = known ? indexAfter(session, known.from - 1) : session.size;
    const indexes = collect(session, end, oldest, count);
    return {
      indexes,
      span: {
        from: time(indexes.at(-1), known?.from ?? now()),
        to: known?.to ?? time(indexes[0], now()),
      },
    };
  }
}

/**
 * The indexes below `end` and not below `first` whose messages are there, greatest first.
 * @param {Session} session
 * @param {number} end
 * @param {number} first
 * @param {number} most
 */
function collect({ isThere = () => true }, end, first, most) {
  const indexes = [];
  for (let i = end - 1; i >= first && indexes.length < most; i -= 1) {
    if (isThere(i)) indexes.push(i);
  }
  return indexes;
}

/**
 * A message's own millisecond: those of the same second are one apart.
 * @param {Session} session
 * @param {number} index
 */
function tickAt(session, index) {
  const second = session.timeAt(index);
  return second + Math.min(index - firstNotBefore(session, second), TICKS - 1);
}

/**
 * The index of the first message after a millisecond.
 * @param {Session} session
 * @param {number} tick
 */
function indexAfter(session, tick) {
  const second = Math.floor(tick / SECOND) * SECOND;
  const first = firstNotBefore(session, second);
  return Math.min(first + (tick - second) + 1, firstNotBefore(session, second + SECOND));
}

/** @param {string | null} text */
function parseCount(text) {
  const count = /^\d+$/.test(text ?? '') ? Number(text) : 0;
  if (count >= 1 && count <= MAX_COUNT) return count;
  const message = `"count" must be an integer from 1 to ${MAX_COUNT}.`;
  throw validationFailed({ field: 'count', message });
}

/** @param {string | null} text */
function parseType(text) {
  const type = SYNC_TYPES.find((known) => known === (text ?? 'FSync'));
  if (type) return type;
  const message = `"sync_type" must be one of ${SYNC_TYPES.join(', ')}.`;
  throw validationFailed({ field: 'sync_type', message });
}
