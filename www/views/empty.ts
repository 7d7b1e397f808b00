/** The empty page: stored histories, and what to do next. */
import { html, nothing } from 'lit-html';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { plural } from '../text/words.ts';
import { formatTime } from '../text/zone.ts';

/** Replaces the views while they have nothing to show. */
export function empty(state: State, shownCount: number, actions: Actions) {
  const { reading, history } = state;
  if (shownCount > 0) return nothing;
  if (reading.phase === 'reading' || reading.phase === 'restoring') {
    return html`<section class="empty"><p class="hint">Loading the first messages …</p></section>`;
  }
  if (history && history.size > 0) {
    return html`<section class="empty">
      <h2>No messages match the filters</h2>
      <p><button type="button" @click=${actions.clearFilters}>Clear all filters</button></p>
    </section>`;
  }
  if (reading.phase === 'done') {
    return html`<section class="empty">
      <h2>No messages in this range</h2>
      <p>Zoom has no messages of this session in this range. Try a longer one.</p>
    </section>`;
  }
  return html`<section class="empty">
    ${
      reading.phase === 'failed'
        ? html`<p>Nothing was read.</p>`
        : html`<h2>Nothing read yet</h2>
          <p>Choose a session and a range above. The form shows what reading will cost before you start.</p>`
    }
    ${storedHistories(state, actions)}
  </section>`;
}

function storedHistories({ stored, zone }: State, actions: Actions) {
  if (stored.length === 0) return nothing;
  return html`<h3>Saved in this browser</h3>
    <ul class="kept">
      ${stored.map(
        ({ key, asked, messages, phase, savedAtMs }) =>
          html`<li>
            <button type="button" class="open" @click=${() => actions.open(asked)}>
              <span class="name foreign" dir="auto">${asked.session}</span>
              <span class="hint">
                ${asked.from || 'past 30 days'}${asked.to ? ` – ${asked.to}` : ''},
                ${plural(messages, 'message')}${phase === 'done' ? '' : ', incomplete'},
                ${formatTime(savedAtMs, zone, 'moment')}
              </span>
            </button>
            <button type="button" class="quiet" @click=${() => actions.forget(key)}>
              Forget<span class="unseen"> ${asked.session}, ${asked.from}</span>
            </button>
          </li>`,
      )}
    </ul>`;
}
