/** Whose messages these are, how far they are read, what ended a read, and what to do next. */
import { html, nothing } from 'lit-html';
import { isSame, sessionName } from '../history/asked.ts';
import type { Problem } from '../history/problem.ts';
import type { Progress } from '../history/source.ts';
import { titleOf } from '../sessions/listed.ts';
import type { Actions } from '../state/actions.ts';
import type { Reading, State } from '../state/state.ts';
import { rangeText } from '../text/range-text.ts';
import { count, duration, plural } from '../text/words.ts';
import { formatTime, zoneName } from '../text/zone.ts';

/** A history that was opened. */
type Opened = Exclude<Reading, { phase: 'idle' }>;

export function progress(state: State, now: number, actions: Actions) {
  const { reading } = state;
  if (reading.phase === 'idle') return nothing;
  if (reading.phase === 'failed') return failed(state, reading, reading.problem, now, actions);
  return html`<section class="progress ${reading.phase}" aria-label="Reading">
    <div class="whose">
      ${subject(reading, state)}
      <p class="line"><strong>${headline(state)}</strong> ${details(state, now)}</p>
    </div>
    <div class="actions">${buttons(state, actions)}</div>
    ${bar(reading.phase, reading.progress)}
  </section>`;
}

/** Always said: the form may name another session by now. */
function subject({ asked }: Opened, state: State) {
  const title = titleOf(state.list.sessions, asked.session);
  return html`<h2 class="subject ${isSame(asked, state.asked) ? 'same' : ''}">
    ${title ? html`<span class="foreign" dir="auto">${title}</span>` : nothing}
    <span class="${title ? 'range' : ''} foreign" dir="auto">${sessionName(asked)}</span>
    <span class="range">${rangeText(asked)}</span>
  </h2>`;
}

function headline({ reading, history }: State): string {
  const read = plural(history?.size ?? 0, 'message');
  if (reading.phase === 'restoring') return `Loading saved messages: ${read}`;
  if (reading.phase === 'reading') return `Reading: ${read}`;
  return reading.phase === 'done' ? `${read}, up to date` : `Stopped: ${read}`;
}

function details(state: State, now: number) {
  const { reading, storage, zone } = state;
  if (reading.phase === 'idle') return nothing;
  const latest = reading.progress;
  const parts: string[] = [];
  if (latest && reading.phase === 'reading') {
    parts.push(`${latest.unit} ${count(latest.at)} of ${count(latest.of)}`);
  }
  if (latest?.requests != null) parts.push(plural(latest.requests, 'request'));
  if (latest && reading.phase === 'reading' && latest.waitingFor)
    parts.push(waiting(latest, zone, now));
  if (latest && latest.late > 0)
    parts.push(`${count(latest.late)} arrived late: read again to get them`);
  if (latest && latest.failed > 0)
    parts.push(`${plural(latest.failed, 'session')} could not be read: check again to read them`);
  if (storage !== true) parts.push(storage);
  else if (reading.phase !== 'reading') parts.push('saved in this browser');
  return parts.map((part) => html`<span class="part">${part}</span>`);
}

function waiting({ waitingFor, waitingUntil }: Progress, zone: State['zone'], now: number) {
  const what = waitingFor === 'rate-limit' ? 'waiting for the rate limit' : 'waiting to retry';
  if (waitingUntil === null) return what;
  const until = formatTime(waitingUntil, zone, 'seconds');
  return `${what} until ${until} ${zoneName(zone)} (${duration(waitingUntil - now)})`;
}

/** Has its place also when nothing is read, so that nothing below it moves. */
function bar(phase: Opened['phase'], latest: Progress | null) {
  if (phase === 'done' || phase === 'stopped') return html`<div class="no-bar"></div>`;
  if (!latest?.of) return html`<progress aria-label="Reading"></progress>`;
  const done = latest.unit === 'window' ? latest.at - 1 : latest.at;
  return html`<progress aria-label="Read so far" max=${latest.of} value=${done + 0.05}></progress>`;
}

function buttons({ reading, history }: State, actions: Actions) {
  if (reading.phase !== 'stopped' && reading.phase !== 'done') return nothing;
  const { key = '', size: messages = 0 } = history ?? {};
  return html`
    ${
      reading.phase === 'stopped'
        ? html`<button type="button" class="main" @click=${actions.read}>Continue</button>`
        : nothing
    }
    <button type="button" @click=${actions.startOver}>Read again</button>
    <button
      type="button"
      @click=${() => actions.forget({ key, asked: reading.asked, messages })}
    >
      Delete local copy
    </button>
  `;
}

function failed(state: State, opened: Opened, problem: Problem, now: number, actions: Actions) {
  const { history, zone } = state;
  const size = history?.size ?? 0;
  const waits = problem.notBeforeMs !== null && problem.notBeforeMs > now;
  return html`<section class="progress failed" aria-label="Reading">
    <div class="whose">
      ${subject(opened, state)}
      <div class="problem" role="alert">
        <h3>${problem.title}</h3>
        <p class="foreign" dir="auto">${problem.message}</p>
        ${
          problem.notBeforeMs === null
            ? nothing
            : html`<p>Not before ${formatTime(problem.notBeforeMs, zone, 'moment')} (${zoneName(zone)}).</p>`
        }
        ${
          size > 0
            ? html`<p>${plural(size, 'message')} read so far. Continuing requests only the rest.</p>`
            : nothing
        }
        ${problem.trackingId ? html`<p class="hint">Zoom’s tracking ID: <code>${problem.trackingId}</code></p>` : nothing}
      </div>
    </div>
    <div class="actions">
      ${
        problem.next === 'reopen'
          ? html`<button type="button" class="main" @click=${() => actions.open(opened.asked)}>
              Show its messages
            </button>`
          : html`<button type="button" class="main" ?disabled=${waits} @click=${actions.read}>
              ${size > 0 ? 'Continue' : 'Try again'}
            </button>`
      }
    </div>
  </section>`;
}
