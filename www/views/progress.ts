/** Shows progress, what ended a read, and what to do next. */
import { html, nothing } from 'lit-html';
import type { SmsProgress } from 'zoom-phone-sms';
import type { Problem } from '../history/problem.ts';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { count, duration, plural } from '../text/words.ts';
import { formatTime, zoneName } from '../text/zone.ts';

export function progress(state: State, now: number, actions: Actions) {
  const { reading } = state;
  if (reading.phase === 'idle') return nothing;
  if (reading.phase === 'failed') return failed(state, reading.problem, now, actions);
  return html`<section class="progress ${reading.phase}" aria-label="Reading">
    ${bar(reading.phase, reading.progress)}
    <p class="line"><strong>${headline(state)}</strong> ${details(state, now)}</p>
    <div class="actions">${buttons(state, actions)}</div>
  </section>`;
}

function headline({ reading, history }: State): string {
  const read = plural(history?.size ?? 0, 'message');
  if (reading.phase === 'restoring') return `Loading saved messages: ${read}`;
  if (reading.phase === 'reading') return `Reading: ${read}`;
  return reading.phase === 'done' ? `All read: ${read}` : `Stopped: ${read}`;
}

function details(state: State, now: number) {
  const { reading, storage, zone } = state;
  if (reading.phase === 'idle') return nothing;
  const latest = reading.progress;
  const parts: string[] = [];
  if (latest && reading.phase === 'reading') {
    parts.push(`window ${count(latest.window)} of ${count(latest.windows)}`);
  }
  if (latest) parts.push(plural(latest.requests, 'request'));
  if (latest && reading.phase === 'reading' && latest.waitingFor)
    parts.push(waiting(latest, zone, now));
  if (latest && latest.late > 0)
    parts.push(`${count(latest.late)} arrived late: read again to get them`);
  if (storage !== true) parts.push(storage);
  else if (reading.phase !== 'reading') parts.push('saved in this browser');
  return parts.map((part) => html`<span class="part">${part}</span>`);
}

function waiting({ waitingFor, waitingUntil }: SmsProgress, zone: State['zone'], now: number) {
  const what = waitingFor === 'rate-limit' ? 'waiting for the rate limit' : 'waiting to retry';
  if (waitingUntil === null) return what;
  const until = formatTime(waitingUntil, zone, 'seconds');
  return `${what} until ${until} ${zoneName(zone)} (${duration(waitingUntil - now)})`;
}

function bar(phase: 'restoring' | 'reading' | 'stopped' | 'done', latest: SmsProgress | null) {
  if (phase === 'done' || phase === 'stopped') return nothing;
  if (!latest) return html`<progress aria-label="Reading"></progress>`;
  return html`<progress
    aria-label="Windows read"
    max=${latest.windows}
    value=${latest.window - 1 + 0.05}
  ></progress>`;
}

function buttons({ reading, history }: State, actions: Actions) {
  if (reading.phase !== 'stopped' && reading.phase !== 'done') return nothing;
  return html`
    ${
      reading.phase === 'stopped'
        ? html`<button type="button" class="main" @click=${actions.read}>Continue</button>`
        : nothing
    }
    <button type="button" @click=${actions.startOver}>Read again</button>
    <button type="button" @click=${() => actions.forget(history?.key ?? '')}>Forget</button>
  `;
}

function failed(state: State, problem: Problem, now: number, actions: Actions) {
  const { history, reading, zone } = state;
  const size = history?.size ?? 0;
  const waits = problem.notBeforeMs !== null && problem.notBeforeMs > now;
  return html`<section class="progress failed" aria-label="Reading">
    <div class="problem" role="alert">
      <h2>${problem.title}</h2>
      <p class="foreign" dir="auto">${problem.message}</p>
      ${
        problem.notBeforeMs === null
          ? nothing
          : html`<p>Not before ${formatTime(problem.notBeforeMs, zone, 'moment')} (${zoneName(zone)}).</p>`
      }
      ${problem.trackingId ? html`<p class="hint">Zoom’s tracking ID: <code>${problem.trackingId}</code></p>` : nothing}
      ${
        size > 0
          ? html`<p>${plural(size, 'message')} read so far. Continuing requests only the rest.</p>`
          : nothing
      }
    </div>
    <div class="actions">
      ${
        problem.next === 'reopen' && reading.phase !== 'idle'
          ? html`<button type="button" class="main" @click=${() => actions.open(reading.asked)}>
              Show its messages
            </button>`
          : html`<button type="button" class="main" ?disabled=${waits} @click=${actions.read}>
              ${size > 0 ? 'Continue' : 'Try again'}
            </button>`
      }
    </div>
  </section>`;
}
