/**
 * `GET /phone/sms/sessions` and `GET /phone/users/:userId/sms/sessions`, after the caller is authorized.
 * @module
 */
import { MEANINGS } from './account/filter.js';
import { findBeginning, SESSION_ORDERS, sortPlaced } from './account/order.js';
import { validationFailed } from './api-error.js';
import { parseDateRange } from './date-range.js';
import { parseListQuery } from './list-query.js';
import { formatTime } from './message.js';
import { createPageTokens } from './page-token.js';
import { createRandom } from './random.js';

/** @typedef {import('./account/order.js').Placed} Placed */

/**
 * @param {object} context
 * @param {string} context.key
 * @param {number} context.seed
 * @param {() => number} context.now
 * @param {import('./switches.js').SwitchBoard} context.switches
 * @param {() => readonly import('./account/directory.js').Entry[]} context.findEntries The sessions that
 *   the lists know now.
 */
export function createListEndpoint({ key, seed, now, switches, findEntries }) {
  const pageTokens = createPageTokens({ key, now, switches });

  /**
   * @param {Request} request
   * @param {import('./account/people.js').User} [user] Whose list it is; absent: the account's.
   */
  return (request, user) => {
    const parameters = new URL(request.url).searchParams;
    const { listPlace, emptyPages, shortPages } = switches.values;
    const query = parseListQuery(parameters, { isOfUser: user !== undefined });

    const list = [user?.id ?? '', query, listPlace];
    // An empty token counts as none: the last page returns one.
    const sent = parameters.get('next_page_token') || undefined;
    const place = sent === undefined ? undefined : pageTokens.read(sent, list);
    const asOf = place?.asOf ?? now();
    const sorted = sortPlaced(findPlaced(query, asOf, user));

    const begin = findBeginning(sorted, place);
    const empty = place?.empty ?? 0;
    const random = createRandom(seed, 'list', JSON.stringify(list), begin, empty);
    const isEmpty = begin < sorted.length && random.chance(emptyPages);
    const size = random.chance(shortPages) ? 1 + random.below(query.pageSize) : query.pageSize;
    const page = isEmpty ? [] : sorted.slice(begin, begin + size);

    const end = begin + page.length;
    const fresh =
      end === sorted.length
        ? ''
        : pageTokens.issue(
            isEmpty
              ? { ...(place ?? beginning()), asOf, empty: empty + 1 }
              : { ...placeAfter(page, end), asOf, empty: 0 },
            list,
          );
    return Response.json({
      next_page_token: pageTokens.choose({ sent, fresh, list }),
      page_size: query.pageSize,
      sms_sessions: page.map(({ entry }) => writeSession(entry, user !== undefined)),
    });
  };

  /**
   * The sessions of a list with their keys.
   * @param {import('./list-query.js').ListQuery} query
   * @param {number} asOf
   * @param {import('./account/people.js').User | undefined} user
   */
  function findPlaced({ from, to, sessionType, phoneNumber, filterType }, asOf, user) {
    const { filterMeaning, sessionOrder, futureTo } = switches.values;
    const range = parseDateRange(from, to, asOf, switches.values);
    if (futureTo === 'refused' && to !== null && Date.parse(to) > now()) {
      throw validationFailed({ field: 'to', message: '"to" must not be in the future.' });
    }
    const { matches, timeOf } = MEANINGS[filterMeaning];
    /** @type {Placed[]} */
    const placed = [];
    for (const entry of findEntries()) {
      const { member, number, lastAt } = entry;
      if (
        !Number.isNaN(lastAt) &&
        (sessionType === 'all' || member.type === sessionType) &&
        (!user || member.users.includes(user.id)) &&
        matches(entry, filterType, range) &&
        (phoneNumber === null || hasNumber(member, phoneNumber))
      ) {
        placed.push({ entry, key: SESSION_ORDERS[sessionOrder](timeOf(entry), number, now()) });
      }
    }
    return placed;
  }

  function beginning() {
    return switches.values.listPlace === 'offset'
      ? { at: 0 }
      : { at: Number.MIN_SAFE_INTEGER, tie: 0 };
  }

  /**
   * Where the next page begins.
   * @param {readonly Placed[]} page Not empty.
   * @param {number} end
   */
  function placeAfter(page, end) {
    const last = page.at(-1);
    if (switches.values.listPlace === 'offset' || !last) return { at: end };
    return { at: last.key, tie: last.entry.number };
  }

  /**
   * @param {import('./account/directory.js').Entry} entry
   * @param {boolean} isOfUser A user's list does not tell the status of extensions.
   * @returns {import('./wire.js').SmsSession}
   */
  function writeSession(entry, isOfUser) {
    const { member } = entry;
    const participants = member.participants();
    return {
      last_access_time: formatTime(MEANINGS[switches.values.filterMeaning].timeOf(entry)),
      participants: isOfUser ? participants.map(withoutStatus) : participants,
      session_id: member.id,
      session_type: member.type,
    };
  }
}

/** @param {import('./wire.js').Participant} participant */
function withoutStatus({ extension_status, extension_deleted_time, ...rest }) {
  return rest;
}

/** @param {import('./account/member.js').Member} member @param {string} number */
function hasNumber(member, number) {
  return member.participants().some(({ phone_number }) => phone_number === number);
}
