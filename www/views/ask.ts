/** The form: session, range, and what reading it will cost. */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { SmsIssue } from 'zoom-phone-sms';
import type { Asked } from '../history/asked.ts';
import { PRESETS, presetRange } from '../history/range.ts';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { isolated, plural } from '../text/words.ts';

export function ask(state: State, actions: Actions) {
  const { asked, check, reading } = state;
  // Stored messages load by themselves in a moment; a button that changes twice would cause wrong clicks.
  const canRead =
    asked.session !== '' && check.issues.length === 0 && reading.phase !== 'restoring';
  return html`<form
    class="ask"
    aria-label="What to read"
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      actions.read();
    }}
  >
    ${field('session', 'Session', issuesOf(state, 'sessionId'), {
      value: asked.session,
      placeholder: 'Zoom’s session ID',
      list: 'sessions',
      type: (session) => actions.type({ session }),
    })}
    ${field('from', 'From', issuesOf(state, 'from'), {
      value: asked.from,
      placeholder: 'yyyy-mm-dd',
      type: (from) => actions.type({ from }),
    })}
    ${field('to', 'To', issuesOf(state, 'to'), {
      value: asked.to,
      placeholder: 'yyyy-mm-dd',
      type: (to) => actions.type({ to }),
    })}
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
              ?disabled=${!canRead}
            >
              ${label(state)}
            </button>`
      }
    </div>
    <p class="cost" id="cost" role="status">${cost(state)}</p>
  </form>`;
}

interface FieldOptions {
  value: string;
  placeholder: string;
  list?: string;
  type: (value: string) => void;
}

function field(
  name: keyof Asked,
  label: string,
  issues: readonly SmsIssue[],
  options: FieldOptions,
) {
  const { value, placeholder, list, type } = options;
  return html`<div class="field ${name}">
    <label for=${name}>${label}</label>
    <input
      id=${name}
      name=${name}
      .value=${live(value)}
      placeholder=${placeholder}
      list=${list ?? nothing}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      aria-invalid=${issues.length > 0}
      aria-describedby="${name}-issues"
      @input=${(event: Event) => type((event.target as HTMLInputElement).value)}
    />
    <div class="issues" id="${name}-issues" aria-live="polite">
      ${issues.map((issue) => html`<p>${sentence(issue, label)}</p>`)}
    </div>
  </div>`;
}

/** An issue in the page's words: names the field by its label. */
function sentence({ message, field }: SmsIssue, label: string) {
  return (
    message
      .replace(`\`${field}\``, label)
      // A `Date` only makes sense in code.
      .replace(/, (a UTC .+?), or a Date\b/, ' or $1')
      .replaceAll('`', '')
  );
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

export function isSame(one: Asked, other: Asked): boolean {
  return one.session === other.session && one.from === other.from && one.to === other.to;
}

function cost({ check, asked }: State): string {
  if (!check.cost) return check.issues.length > 0 ? 'Nothing is sent until this is fixed.' : '';
  const { windows, requests } = check.cost;
  const range = asked.from ? '' : 'The past 30 days: ';
  const cut = plural(windows.length, 'window of at most a month', 'windows of at most a month');
  return `${range}${cut}, at least ${plural(requests, 'request')}.`;
}
