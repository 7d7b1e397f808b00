/** The form: session, range, and what reading it will cost or why it cannot be read. */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { SmsIssue } from 'zoom-phone-sms';
import { type Asked, everySession, isEverySession, isSame, sessionName } from '../history/asked.ts';
import { PRESETS, presetRange } from '../history/range.ts';
import { titleOf } from '../sessions/listed.ts';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { rangeText } from '../text/range-text.ts';
import { isolated, plural } from '../text/words.ts';

export function ask(state: State, actions: Actions) {
  const { asked, reading, isFormOpen } = state;
  const isWrong = issuesOf(state, 'sessionId').length > 0;
  return html`<form
    class="ask ${isFormOpen ? 'open' : 'folded'}"
    aria-label="What to read"
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      actions.read();
    }}
  >
    <button
      type="button"
      class="fold"
      aria-expanded=${isFormOpen}
      @click=${() => actions.show({ isFormOpen: !isFormOpen })}
    >
      <span class="foreign" dir="auto">${titleOf(state.list.sessions, asked.session) || sessionName(asked) || 'Choose a session'}</span>
      <span class="hint">${rangeText(asked)}</span>
    </button>
    <div class="field session">
      <label for="session">Session ID</label>
      <input
        id="session"
        name="session"
        .value=${live(sessionName(asked))}
        placeholder="Zoom’s session ID"
        list="sessions"
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        aria-invalid=${isWrong}
        aria-describedby=${isWrong ? 'session-issues' : nothing}
        @input=${(event: Event) => actions.type({ session: typed(event) })}
      />
    </div>
    ${dayField('from', 'From', state, actions)} ${dayField('to', 'To', state, actions)}
    <datalist id="sessions">${sessionsOf(state)}</datalist>
    <fieldset class="presets">
      <legend>Up to today</legend>
      ${PRESETS.map(
        (preset) =>
          html`<button
            type="button"
            aria-pressed=${isChosen(preset, asked)}
            @click=${() => actions.preset(preset)}
          >
            ${preset.name}
          </button>`,
      )}
    </fieldset>
    <div class="submit">
      ${
        reading.phase === 'reading'
          ? html`<button type="button" class="main stop" @click=${actions.stop}>Stop</button>`
          : html`<button
              type="submit"
              class="main"
              aria-describedby="form-says"
              ?disabled=${!canRead(state)}
            >
              ${label(state)}
            </button>`
      }
    </div>
    <p class="says" id="form-says" role="status">${says(state)}</p>
  </form>`;
}

/** A calendar. A time in the range, which a link may have, is kept until another day is chosen. */
function dayField(name: 'from' | 'to', label: string, state: State, actions: Actions) {
  const isWrong = issuesOf(state, name).length > 0;
  return html`<div class="field ${name}">
    <label for=${name}>${label}</label>
    <input
      type="date"
      id=${name}
      name=${name}
      max="9999-12-31"
      .value=${live(state.asked[name].slice(0, 10))}
      aria-invalid=${isWrong}
      aria-describedby=${isWrong ? `${name}-issues` : nothing}
      @input=${(event: Event) => actions.type({ [name]: typed(event) })}
    />
  </div>`;
}

const typed = (event: Event) => (event.target as HTMLInputElement).value;

/** Saved messages load by themselves in a moment; a button that changes twice would cause wrong clicks. */
function canRead({ asked, check, reading }: State): boolean {
  return asked.session !== '' && check.issues.length === 0 && reading.phase !== 'restoring';
}

/** One line: what is wrong, else what is missing, else the cost. */
function says(state: State) {
  const { asked, check } = state;
  const issues = (['sessionId', 'from', 'to'] as const).flatMap((field) =>
    issuesOf(state, field).map((issue) => ({ field, issue })),
  );
  if (issues.length > 0) {
    return issues.map(
      ({ field, issue }) =>
        html`<span class="issue" id="${field === 'sessionId' ? 'session' : field}-issues">${sentence(issue)}</span> `,
    );
  }
  if (asked.session === '') return 'Choose a session, or enter its ID.';
  if (!check.cost) return '';
  if (isEverySession(asked)) return archiveCost(state);
  const { windows, requests } = check.cost;
  const range = asked.from ? '' : 'The past 30 days: ';
  const why = windows.length > 1 ? `, ${windows.length} windows of at most a month` : '';
  return `${range}${range ? 'at' : 'At'} least ${plural(requests, 'request')} to Zoom${why}.`;
}

/** Each listed session takes a request at least. */
function archiveCost({ list, asked, scope }: State): string {
  if (asked.session !== everySession(scope)) return 'All messages of these sessions in this range.';
  const fromMs = Date.parse(asked.from);
  const active = list.sessions.filter(({ lastAtMs }) => lastAtMs === null || lastAtMs >= fromMs);
  const what = plural(active.length, 'session');
  return `All messages of ${what} and any others in this range: at least ${plural(active.length + 1, 'request')} to Zoom.`;
}

const LABELS: Readonly<Record<string, string>> = { from: 'start date', to: 'end date' };

/** An issue in the page's words: the field by its label, and no advice for programs. */
function sentence({ code, field }: SmsIssue): string {
  const label = LABELS[field];
  if (!label) return 'This is not a session ID: copy it as Zoom lists it.';
  if (code === 'missing') return `Enter ${label.startsWith('e') ? 'an' : 'a'} ${label}.`;
  if (code === 'reversed') return 'The end date is before the start date.';
  if (code === 'mixed-formats') return 'Choose both dates in the calendar: one has a time.';
  if (code === 'impossible-date') return `The ${label} does not exist.`;
  if (code === 'out-of-bounds') return `The ${label} is in a year without messages.`;
  return `The ${label} is not a date: enter one such as 2026-01-31.`;
}

/** The issues of a field, found while typing or when reading. */
function issuesOf({ check, reading, asked }: State, field: string): readonly SmsIssue[] {
  const isAsked = reading.phase === 'failed' && isSame(reading.asked, asked);
  const found = isAsked ? reading.problem.issues : [];
  const issues = check.issues.length > 0 ? check.issues : found;
  return issues.filter((issue) => issue.field === field);
}

function sessionsOf({ server, stored }: State) {
  const about = new Map(server?.sessions.map(({ id, about }) => [id, about]));
  for (const { asked, messages } of stored) {
    if (!about.has(asked.session)) {
      about.set(asked.session, `${plural(messages, 'message')} saved in this browser`);
    }
  }
  return [...about].map(([id, text]) => html`<option value=${id}>${isolated(text)}</option>`);
}

function isChosen(preset: (typeof PRESETS)[number], asked: Asked): boolean {
  const { from, to } = presetRange(preset);
  return asked.from === from && asked.to === to;
}

/** The button's label: for the same history, it continues. */
function label({ reading, asked, history }: State): string {
  if (reading.phase === 'idle' || !isSame(reading.asked, asked)) return 'Read';
  if (reading.phase === 'done') return 'Check for new messages';
  return history && history.size > 0 ? 'Continue' : 'Read';
}
