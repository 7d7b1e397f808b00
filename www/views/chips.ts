/** The active filters, each with a button to remove it. */
import { html, nothing } from 'lit-html';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import type { Filters, Span, State } from '../state/state.ts';
import { directionName, statusName } from '../text/status.ts';
import { dayText, WEEKDAYS } from '../text/zone.ts';

export function chips({ filters }: State, { facts }: Shown, actions: Actions) {
  const { text, direction, status, answers, party, days, weekdays, hours } = filters;
  const partyName = facts.find((fact) => fact.party === party)?.partyName ?? party;
  const set: [label: string, without: Partial<Filters>][] = [];
  if (text) set.push([`“${text}”`, { text: '' }]);
  if (direction) set.push([directionName(direction), { direction: '' }]);
  if (status) set.push([statusName(status), { status: '' }]);
  if (answers) set.push(['First answers', { answers: false }]);
  if (party) set.push([partyName, { party: '' }]);
  if (days) set.push([spanText(days, dayText), { days: null }]);
  if (weekdays) set.push([spanText(weekdays, (day) => WEEKDAYS[day] ?? ''), { weekdays: null }]);
  if (hours) set.push([`${hours[0]}:00 – ${hours[1]}:59`, { hours: null }]);
  if (set.length === 0) return nothing;
  return html`<ul class="chips" aria-label="Active filters">
    ${set.map(
      ([label, without]) =>
        html`<li>
          <button type="button" @click=${() => actions.filter(without)}>
            <span class="foreign" dir="auto">${label}</span>
            <span aria-hidden="true">×</span><span class="unseen">: remove this filter</span>
          </button>
        </li>`,
    )}
  </ul>`;
}

function spanText([first, last]: Span, name: (value: number) => string): string {
  return first === last ? name(first) : `${name(first)} – ${name(last)}`;
}
