/** All filters, for keyboards and for values that no chart shows. */
import { html } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import { FAILED, type Filters, type Span, type State } from '../state/state.ts';
import { memoised } from '../state/store.ts';
import { statusName } from '../text/status.ts';
import { dayOf, dayText, WEEKDAYS, zoneName } from '../text/zone.ts';
import { menu } from './menu.ts';

const DIRECTIONS = [
  ['', 'Both'],
  ['in', 'Received'],
  ['out', 'Sent'],
] as const;

/** Both ways to fail, then Zoom's documented names. */
const STATUSES = [
  FAILED,
  'received',
  'delivered',
  'sent',
  'failed_to_send',
  'failed_to_deliver',
  'unknown',
] as const;

const HOURS = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`);

export function filterMenu({ filters, zone }: State, { facts }: Shown, actions: Actions) {
  const { days, direction, status } = filters;
  const active = activeFilters(filters);
  const [firstDay, lastDay] = daysOf(facts, facts.length);

  const setDay = (end: 0 | 1) => (event: Event) => {
    const day = dayOf((event.target as HTMLInputElement).value);
    const next: Span = [
      end === 0 ? (day ?? firstDay ?? 0) : (days?.[0] ?? firstDay ?? 0),
      end === 1 ? (day ?? lastDay ?? 0) : (days?.[1] ?? lastDay ?? 0),
    ];
    actions.filter({ days: next[0] <= next[1] ? next : [next[end], next[end]] });
  };

  return menu(
    'filters',
    'Filters',
    html`
      ${select('Direction', direction, DIRECTIONS, (value) =>
        actions.filter({ direction: value as Filters['direction'] }),
      )}
      ${select(
        'Delivery',
        status,
        [['', 'Any'], ...STATUSES.map((name) => [name, statusName(name)] as const)],
        (value) => actions.filter({ status: value }),
      )}
      <fieldset>
        <legend>Days (${zoneName(zone)})</legend>
        ${dayField('First day', days?.[0], setDay(0))} ${dayField('Last day', days?.[1], setDay(1))}
      </fieldset>
      ${span('Weekdays', WEEKDAYS, filters.weekdays, (weekdays) => actions.filter({ weekdays }))}
      ${span('Hours', HOURS, filters.hours, (hours) => actions.filter({ hours }))}
      <button type="button" ?disabled=${active === 0} @click=${actions.clearFilters}>
        Clear all filters
      </button>
    `,
    active > 0 ? String(active) : '',
  );
}

/** The first and the last day that have messages. */
const daysOf = memoised(
  (facts: Shown['facts'], _size: number): readonly [number | undefined, number | undefined] => {
    let first: number | undefined;
    let last: number | undefined;
    for (const { day } of facts) {
      first = Math.min(first ?? day, day);
      last = Math.max(last ?? day, day);
    }
    return [first, last];
  },
);

/** The number of active filters. */
export function activeFilters({ days, weekdays, hours, ...texts }: Filters): number {
  return [days, weekdays, hours, ...Object.values(texts)].filter(Boolean).length;
}

function select(
  label: string,
  chosen: string,
  options: readonly (readonly [string, string])[],
  choose: (value: string) => void,
) {
  return html`<label class="row">
    <span>${label}</span>
    <select
      .value=${live(chosen)}
      @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}
    >
      ${options.map(
        ([value, text]) =>
          html`<option value=${value} ?selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </label>`;
}

function dayField(label: string, day: number | undefined, change: (event: Event) => void) {
  return html`<label>
    <span class="unseen">${label}</span>
    <input type="date" .value=${live(day === undefined ? '' : dayText(day))} @change=${change} />
  </label>`;
}

/** A range from one of the names to another. */
function span(
  label: string,
  names: readonly string[],
  chosen: Span | null,
  choose: (span: Span | null) => void,
) {
  const last = names.length - 1;
  const [from, to] = chosen ?? [0, last];
  const set = (next: Span) => choose(next[0] === 0 && next[1] === last ? null : next);
  const options = names.map((name, i) => [String(i), name] as const);
  return html`<fieldset>
    <legend>${label}</legend>
    ${select('from', String(from), options, (value) => set([Number(value), Math.max(to, Number(value))]))}
    ${select('to', String(to), options, (value) => set([Math.min(from, Number(value)), Number(value)]))}
  </fieldset>`;
}
