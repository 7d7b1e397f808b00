/**
 * The view, stored in the address after `#`: a reload, a bookmark or a link restores it. Servers and
 * their logs never see it.
 */
import { dayOf, dayText } from '../text/zone.ts';
import { type Filters, NO_FILTERS, type Span, type State, type View } from './state.ts';

type Addressed = Pick<
  State,
  'asked' | 'view' | 'zone' | 'grain' | 'sort' | 'columns' | 'filters' | 'at'
>;

const VIEWS = ['conversation', 'table', 'charts'] as const;
const GRAINS = ['message', 'recipient', 'attachment'] as const;
const DIRECTIONS = ['', 'in', 'out'] as const;

export function toAddress({ asked, filters, sort, ...state }: Addressed): string {
  const { text, direction, status, answers, party, days, weekdays, hours } = filters;
  const parts: Record<string, string> = {
    session: asked.session,
    from: asked.from,
    to: asked.to,
    view: state.view === 'conversation' ? '' : state.view,
    zone: state.zone === 'utc' ? '' : state.zone,
    grain: state.grain === 'message' ? '' : state.grain,
    sort: sort ? `${sort.descending ? '-' : ''}${sort.column}` : '',
    columns: state.columns ? [...state.columns].join(',') : '',
    text,
    direction,
    status,
    answers: answers ? 'yes' : '',
    party,
    days: days ? days.map(dayText).join('..') : '',
    weekdays: weekdays ? weekdays.join('..') : '',
    hours: hours ? hours.join('..') : '',
    at: state.at,
  };
  const given = Object.entries(parts).filter(([, value]) => value !== '');
  return `#${new URLSearchParams(given)}`;
}

/** Reads a view from any address; ignores invalid parts. */
export function fromAddress(hash: string): Addressed {
  const parts = new URLSearchParams(hash.replace(/^#/, ''));
  const part = (name: string) => parts.get(name) ?? '';
  const sort = part('sort');
  const columns = part('columns');
  return {
    asked: { session: part('session'), from: part('from'), to: part('to') },
    view: oneOf(VIEWS, part('view')),
    zone: oneOf(['utc', 'local'], part('zone')),
    grain: oneOf(GRAINS, part('grain')),
    sort: sort ? { column: sort.replace(/^-/, ''), descending: sort.startsWith('-') } : null,
    columns: columns ? new Set(columns.split(',')) : null,
    filters: {
      ...NO_FILTERS,
      text: part('text'),
      direction: oneOf(DIRECTIONS, part('direction')),
      status: part('status'),
      answers: part('answers') === 'yes',
      party: part('party'),
      ...spans(part),
    },
    at: part('at'),
  };
}

/** The address of this state with another view open, or another message chosen. */
export function addressOf(state: Addressed, view: View, at = ''): string {
  return toAddress({ ...state, view, at });
}

function spans(part: (name: string) => string): Pick<Filters, 'days' | 'weekdays' | 'hours'> {
  const within = (most: number) => (text: string) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    return value <= most ? value : undefined;
  };
  return {
    days: span(part('days'), dayOf),
    weekdays: span(part('weekdays'), within(6)),
    hours: span(part('hours'), within(23)),
  };
}

function span(text: string, read: (end: string) => number | undefined): Span | null {
  const [first, last, ...more] = text.split('..').map(read);
  if (first === undefined || last === undefined || more.length > 0 || first > last) return null;
  return [first, last];
}

/** The first name is the default for missing and unknown values. */
function oneOf<const Name extends string>(names: readonly [Name, ...Name[]], text: string): Name {
  return names.find((name) => name === text) ?? names[0];
}
