/** The figures of the shown messages. Each is a button that shows only the messages it counts. */
import { html, nothing } from 'lit-html';
import type { Overview } from '../selection/overview.ts';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import { addressOf } from '../state/address.ts';
import { FAILED, type Filters, type State } from '../state/state.ts';
import { count, duration } from '../text/words.ts';

export function overview(state: State, shown: Shown, actions: Actions) {
  const { direction, status, answers } = state.filters;
  const figures = shown.overview();
  const toggle = (isOn: boolean, on: Partial<Filters>, off: Partial<Filters>) => () =>
    actions.filter(isOn ? off : on);
  return html`<div class="overview" role="group" aria-label="Overview">
    ${figure('Received', figures.received, direction === 'in', toggle(direction === 'in', { direction: 'in' }, { direction: '' }))}
    ${figure('Sent', figures.sent, direction === 'out', toggle(direction === 'out', { direction: 'out' }, { direction: '' }))}
    ${figure('Failed', figures.failed, status === FAILED, toggle(status === FAILED, { status: FAILED }, { status: '' }))}
    <a class="figure" href=${addressOf(state, 'charts')} title="Choose a contact in the chart">
      <span class="label">Contacts</span>
      <span class="value">${count(figures.people)}</span>
    </a>
    <button
      type="button"
      class="figure"
      aria-pressed=${answers}
      title="From the first message that waits to the next answer in the session. Shows only these messages."
      @click=${toggle(answers, { answers: true }, { answers: false })}
    >
      <span class="label">Median first answer</span>
      <span class="value">${figures.firstAnswerMs === null ? '–' : duration(figures.firstAnswerMs)} ${waits(figures)}</span>
    </button>
  </div>`;
}

function figure(label: string, value: number, isOn: boolean, click: () => void) {
  return html`<button type="button" class="figure" aria-pressed=${isOn} @click=${click}>
    <span class="label">${label}</span>
    <span class="value">${value === 0 ? '–' : count(value)}</span>
  </button>`;
}

function waits({ answered, unanswered }: Overview) {
  if (answered + unanswered === 0) return nothing;
  return html`<span class="hint">of ${count(answered)}${unanswered > 0 ? `, ${count(unanswered)} open` : ''}</span>`;
}
