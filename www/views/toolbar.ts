/** Chooses the view, filters its messages, and downloads them. */
import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import { addressOf } from '../state/address.ts';
import type { State, View } from '../state/state.ts';
import { count, plural } from '../text/words.ts';
import { chips } from './chips.ts';
import { columnMenu } from './column-menu.ts';
import { downloadMenu } from './download-menu.ts';
import { filterMenu } from './filter-menu.ts';

const VIEWS: Record<View, string> = {
  conversation: 'Conversation',
  table: 'Table',
  charts: 'Charts',
};

export function toolbar(state: State, shown: Shown, actions: Actions) {
  const { filters, history, view } = state;
  const size = history?.size ?? 0;
  return html`<div class="toolbar">
    <nav class="tabs" aria-label="Views">
      ${Object.entries(VIEWS).map(
        ([name, label]) =>
          html`<a href=${addressOf(state, name as View)} aria-current=${name === view ? 'page' : nothing}>
            ${label}
          </a>`,
      )}
    </nav>
    <label class="search">
      <span class="unseen">Search texts, names and numbers</span>
      <input
        type="search"
        .value=${live(filters.text)}
        placeholder="Search texts, names, numbers"
        autocomplete="off"
        spellcheck="false"
        @input=${(event: Event) => actions.filter({ text: (event.target as HTMLInputElement).value })}
      />
    </label>
    <div class="menus">
      ${filterMenu(state, shown, actions)} ${view === 'table' ? columnMenu(state, actions) : nothing}
      ${downloadMenu(state, shown, actions)}
    </div>
    <div class="shown">
      <p role="status">${countOf(shown.selection.indexes.length, size)}</p>
      ${chips(state, shown, actions)}
    </div>
  </div>`;
}

function countOf(shown: number, size: number): string {
  return shown === size ? '' : `${count(shown)} of ${plural(size, 'message')}`;
}
