/** The whole page as a function of the state. */
import { html, nothing } from 'lit-html';
import { isAsked, type Shown } from '../selection/shown.ts';
import type { Actions, Theme } from '../state/actions.ts';
import type { State, View } from '../state/state.ts';
import { ask } from './ask.ts';
import { detail } from './detail.ts';
import { empty } from './empty.ts';
import type { Files } from './files.ts';
import { header } from './header.ts';
import { overview } from './overview.ts';
import { progress } from './progress.ts';
import { inbox } from './session-list.ts';
import { toolbar } from './toolbar.ts';

interface Page {
  state: State;
  shown: Shown;
  theme: Theme;
  now: number;
  actions: Actions;
  files: Files;
  views: Partial<Record<View, HTMLElement>> & { sessions: HTMLElement };
}

const TITLES: Record<View, string> = {
  conversation: 'Conversation',
  table: 'Table',
  charts: 'Charts',
};

export function page({ state, shown, theme, now, actions, files, views }: Page) {
  const hasMessages = (state.history?.size ?? 0) > 0 && isAsked(state);
  const isEmpty = shown.selection.indexes.length === 0;
  // Empty charts still show the filters.
  const isShown = hasMessages && (!isEmpty || state.view === 'charts');
  const isRestoring = state.history === null || state.reading.phase === 'restoring';
  return html`
    ${header(state, theme, actions)}
    <div class="frame">
    ${inbox(state, views.sessions, actions)}
    <main aria-busy=${isRestoring} @pointerdown=${() => state.isListOpen && actions.show({ isListOpen: false })}>
      ${ask(state, actions)} ${progress(state, now, actions)}
      ${hasMessages ? html`${overview(state, shown, actions)} ${toolbar(state, shown, actions)}` : nothing}
      <div class="view" @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && actions.pick(null)}>
        <h2 class="unseen">${TITLES[state.view]}</h2>
        <div class="current">
          ${isShown ? (views[state.view] ?? nothing) : empty(state, actions)}
          ${isShown && state.view === 'conversation' ? jumps(actions) : nothing}
        </div>
        ${isShown ? detail(state, files, actions) : nothing}
      </div>
    </main>
    </div>
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
