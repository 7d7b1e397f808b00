/** The charts: each shows what passes the filters of the others, and sets its own filter. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { UNKNOWN_PARTY } from '../selection/facts.ts';
import { seenBy } from '../selection/selection.ts';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import type { Span, State } from '../state/state.ts';
import { directionName } from '../text/status.ts';
import { count, plural } from '../text/words.ts';
import { dayText, WEEKDAYS, zoneName } from '../text/zone.ts';
import { binsOf } from './bins.ts';
import { countBins, countHours, countParties, type PartyCount } from './counts.ts';
import { dayChart } from './day-chart.ts';
import { partyChart } from './party-chart.ts';
import { weekChart } from './week-chart.ts';

/** The most bars: more would be a list, and the table is one. */
const PARTIES = 10;

export function createCharts(actions: Actions) {
  const element = document.createElement('div');
  element.className = 'scroller charts';
  element.tabIndex = 0;
  element.setAttribute('role', 'region');
  element.setAttribute('aria-label', 'Charts');

  let last: { state: State; shown: Shown } | undefined;
  new ResizeObserver(draw).observe(element);

  function draw() {
    if (!last || element.clientWidth === 0) return;
    const { state, shown } = last;
    const { facts, selection } = shown;
    const { days, party, weekdays, hours } = state.filters;
    const zone = zoneName(state.zone);
    const style = getComputedStyle(element);
    const inner =
      element.clientWidth -
      Number.parseFloat(style.paddingLeft) -
      Number.parseFloat(style.paddingRight);
    // Two side by side if there is room; each has its own padding.
    const isWide = inner >= 860;
    const whole = inner - 34;
    const half = isWide ? (inner - 16) / 2 - 34 : whole;

    const extent = extentOf(facts);
    const bins = binsOf(extent);
    const overTime = countBins(seenBy('days', facts, selection), bins);
    const all = countParties(seenBy('party', facts, selection));
    // Messages of nobody known would flatten the others.
    const parties = all.filter((each) => each.party !== UNKNOWN_PARTY);
    const unknown = all.find((each) => each.party === UNKNOWN_PARTY);
    const weekly = countHours(seenBy('week', facts, selection));
    const top = withSelected(parties, party);
    const busiest = weekly.reduce((most, { count }) => Math.max(most, count), 0);

    render(
      html`
        ${figure(
          `Messages per ${bins.name}`,
          `Drag across ${bins.name}s to show only those.`,
          html`${legend()}${
            facts.length > 0
              ? dayChart({
                  counts: overTime,
                  bins,
                  extent,
                  width: whole,
                  zone,
                  selected: days,
                  select: (days) => actions.filter({ days }),
                })
              : nothing
          }`,
          table(
            [
              bins.name === 'day' ? 'Day' : `First day of the ${bins.name}`,
              'Direction',
              'Messages',
            ],
            overTime.map((each) => [
              dayText(each.first),
              directionName(each.direction),
              count(each.count),
            ]),
          ),
        )}
        <div class="side-by-side">
          ${figure(
            'Contacts',
            `${top.length < parties.length ? `Top ${PARTIES} of ${count(parties.length)}. ` : ''}Click one to show only its messages.`,
            html`${
              top.length > 0
                ? partyChart({
                    counts: top,
                    width: half,
                    selected: party,
                    select: (party) => actions.filter({ party }),
                  })
                : nothing
            }
            ${unknown ? html`<p class="apart hint">Without a known contact: ${plural(unknown.count, 'message')}</p>` : nothing}`,
            list(unknown ? [...top, unknown] : top, party, actions),
          )}
          ${figure(
            'Hours of the week',
            'Drag across hours and weekdays to show only those.',
            html`<p class="legend"><span>0</span><span class="ramp"></span><span>${plural(busiest, 'message')}</span></p>
            ${weekChart({
              counts: weekly,
              width: half,
              zone,
              selected: { weekdays, hours },
              select: (week) => actions.filter(week),
            })}`,
            table(
              ['Weekday', 'Hour', 'Messages'],
              weekly
                .filter((each) => each.count > 0)
                .map((each) => [
                  WEEKDAYS[each.weekday] ?? '',
                  `${each.hour}:00`,
                  count(each.count),
                ]),
            ),
          )}
        </div>
      `,
      element,
    );
  }

  return {
    element,
    update(state: State, shown: Shown) {
      const isSame =
        last?.shown.facts === shown.facts &&
        last.shown.selection === shown.selection &&
        last.state.zone === state.zone;
      last = { state, shown };
      if (!isSame) draw();
    },
  };
}

function figure(title: string, hint: string, chart: unknown, asText: TemplateResult) {
  return html`<figure>
    <figcaption>
      <h3>${title}</h3>
      <p class="hint">${hint}</p>
    </figcaption>
    ${chart}
    <details class="as-text">
      <summary>Show as text<span class="unseen">: ${title}</span></summary>
      ${asText}
    </details>
  </figure>`;
}

function legend() {
  return html`<p class="legend">
    <span class="key in"></span><span>Received</span><span class="key out"></span><span>Sent</span>
  </p>`;
}

function table(heads: readonly string[], lines: readonly (readonly string[])[]) {
  return html`<table>
    <thead>
      <tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr>
    </thead>
    <tbody>
      ${lines.map((line) => html`<tr>${line.map((text) => html`<td>${text}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}

/** The bars as buttons, for keyboards and screen readers. */
function list(parties: readonly PartyCount[], selected: string, actions: Actions) {
  return html`<ul class="parties">
    ${parties.map(
      ({ party, name, count: messages }) =>
        html`<li>
          <button
            type="button"
            aria-pressed=${party === selected}
            @click=${() => actions.filter({ party: party === selected ? '' : party })}
          >
            <span class="foreign" dir="auto">${party === UNKNOWN_PARTY ? 'Unknown contact' : name}</span> <span>${plural(messages, 'message')}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}

/** The largest parties, plus the selected one. */
function withSelected(parties: readonly PartyCount[], selected: string): PartyCount[] {
  const top = parties.slice(0, PARTIES);
  const chosen = parties.find(({ party }) => party === selected);
  if (chosen && !top.includes(chosen)) top.push(chosen);
  return top;
}

function extentOf(facts: Shown['facts']): Span {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const { day } of facts) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  return [first, last];
}
