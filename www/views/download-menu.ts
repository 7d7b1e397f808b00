/** Downloads the shown messages. */
import { html } from 'lit-html';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { plural } from '../text/words.ts';
import { grainChoice } from './column-menu.ts';
import { menu } from './menu.ts';

export function downloadMenu({ grain, exporting }: State, { selection }: Shown, actions: Actions) {
  const size = selection.indexes.length;
  const isDisabled = size === 0 || exporting;
  return menu(
    'download',
    'Download',
    html`<p>${plural(size, 'message')} as filtered, with all columns, in order of time.</p>
      ${grainChoice(grain, actions)}
      <div class="pair">
        <button type="button" ?disabled=${isDisabled} @click=${() => actions.download('csv')}>
          CSV
        </button>
        <button type="button" ?disabled=${isDisabled} @click=${() => actions.download('ndjson')}>
          NDJSON
        </button>
      </div>
      <p class="hint">${exporting ? 'Writing …' : 'Times are in UTC, as Zoom sends them.'}</p>`,
  );
}
