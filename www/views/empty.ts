/** The empty page: stored histories, and what to do next. */
import { html, nothing } from 'lit-html';
import { isSame, sessionName } from '../history/asked.ts';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { rangeText } from '../text/range-text.ts';
import { plural } from '../text/words.ts';
import { formatTime } from '../text/zone.ts';

/** Replaces the views while they have nothing to show. */
export function empty(state: State, actions: Actions) {
  const { reading, history, asked } = state;
  if (reading.phase !== 'idle' && !isSame(reading.asked, asked)) return other(state);
  if (reading.phase === 'reading' || reading.phase === 'restoring') {
    return html`<section class="empty"><p class="hint">Loading the first messages …</p></section>`;
  }
  if (history && history.size > 0) {
    return html`<section class="empty">
      <h2>No matching messages</h2>
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
          <p>Choose a session and a range. The form shows what reading will cost before you start.</p>`
    }
    ${storedHistories(state, actions)}
  </section>`;
}

/** The form names another session than the one that was read. */
function other({ asked }: State) {
  return html`<section class="empty">
    <h2>Nothing read yet</h2>
    <p>
      ${
        asked.session === ''
          ? 'Choose a session, or enter its ID.'
          : html`Press <em>Read</em> to get the messages of <span class="foreign" dir="auto">${sessionName(asked)}</span>.`
      }
    </p>
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
              <span class="name foreign" dir="auto">${sessionName(asked)}</span>
              <span class="hint">
                ${rangeText(asked)}, ${plural(messages, 'message')}${phase === 'done' ? '' : ', incomplete'},
                saved ${formatTime(savedAtMs, zone, 'moment')}
              </span>
            </button>
            <button
              type="button"
              class="quiet"
              @click=${() => actions.forget({ key, asked, messages })}
            >
              Delete<span class="unseen"> the local copy of ${sessionName(asked)}, ${rangeText(asked)}</span>
            </button>
          </li>`,
      )}
    </ul>`;
}
