/** The whole page as a function of the state. */
import { html, nothing } from 'lit-html';
import type { Shown } from '../selection/shown.ts';
import type { Actions, Theme } from '../state/actions.ts';
import type { State, View } from '../state/state.ts';
import { ask } from './ask.ts';
import { empty } from './empty.ts';
import { header } from './header.ts';
import { progress } from './progress.ts';
import { toolbar } from './toolbar.ts';

interface Page {
  state: State;
  shown: Shown;
  theme: Theme;
  now: number;
  actions: Actions;
  views: Partial<Record<View, HTMLElement>>;
}

const TITLES: Record<View, string> = {
  conversation: 'Conversation',
  table: 'Table',
  charts: 'Charts',
};

export function page({ state, shown, theme, now, actions, views }: Page) {
  const hasMessages = (state.history?.size ?? 0) > 0;
  const isEmpty = shown.selection.indexes.length === 0;
  // Empty charts still show the filters.
  const isShown = hasMessages && (!isEmpty || state.view === 'charts');
  return html`
    ${header(state, theme, actions)}
    <main>
      ${ask(state, actions)} ${progress(state, now, actions)}
      ${hasMessages ? toolbar(state, shown, actions) : nothing}
      <div class="view">
        <h2 class="unseen">${TITLES[state.view]}</h2>
        ${isShown && state.view === 'conversation' ? jumps(actions) : nothing}
        ${isShown ? (views[state.view] ?? nothing) : empty(state, shown.selection.indexes.length, actions)}
      </div>
    </main>
  `;
}

/** Buttons to both ends of a long list. */
function jumps(actions: Actions) {
  return html`<div class="jumps">
    <button type="button" title="The first message" @click=${() => actions.jump('first')}>
      <span aria-hidden="true">↑</span> First
    </button>
    <button type="button" title="The latest message" @click=${() => actions.jump('latest')}>
      <span aria-hidden="true">↓</span> Latest
    </button>
  </div>`;
}
