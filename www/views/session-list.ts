/** The sessions beside the messages: what an inbox begins with. Only the visible ones are drawn. */
import { html, nothing, render } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { everySession, sessionName } from '../history/asked.ts';
import { PRESETS } from '../history/range.ts';
import type { Listed } from '../sessions/listed.ts';
import { matching } from '../sessions/listed.ts';
import { SCOPES, type Scope } from '../sessions/scope.ts';
import type { Actions } from '../state/actions.ts';
import type { State } from '../state/state.ts';
import { memoised } from '../state/store.ts';
import { count, plural } from '../text/words.ts';
import { clockTime, dayText, formatTime, type Zone } from '../text/zone.ts';
import { createVirtual, type Window } from './virtual.ts';

const ROW_PX = 66;

const TYPES: Readonly<Record<string, string>> = {
  user: 'User',
  call_queue: 'Queue',
  auto_receptionist: 'Receptionist',
  service_endpoint: 'Service',
};

const matchingOf = memoised(matching);

/** The messages of each session that are saved in this browser. */
const savedOf = memoised((stored: State['stored']) => {
  const saved = new Map<string, number>();
  for (const { asked, messages } of stored) {
    saved.set(asked.session, Math.max(messages, saved.get(asked.session) ?? 0));
  }
  return saved;
});

export function createSessionList(actions: () => Actions | undefined) {
  const scroller = document.createElement('div');
  scroller.className = 'scroller inbox';
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'listbox');
  scroller.setAttribute('aria-label', 'Sessions');
  scroller.addEventListener('keydown', follow);

  let state: State | undefined;
  let sessions: readonly Listed[] = [];
  /** The option that the keyboard is at. */
  let active = -1;
  const list = createVirtual({ scroller, estimate: ROW_PX, overscan: 4, draw });

  function draw({ items, height }: Window) {
    if (!state) return;
    const saved = savedOf(state.stored);
    render(
      html`<div class="runway" role="presentation" style="height:${height}px">
        ${items.map(({ index, start }) => option(index, start, saved))}
      </div>`,
      scroller,
    );
    // Only a drawn option can be named.
    if (items.some(({ index }) => index === active))
      scroller.setAttribute('aria-activedescendant', `session-${active}`);
    else scroller.removeAttribute('aria-activedescendant');
  }

  function option(index: number, start: number, saved: ReadonlyMap<string, number>) {
    const session = sessions[index];
    if (!session || !state) return nothing;
    const { id, title, owner, type, lastAtMs } = session;
    const isChosen = id === state.asked.session;
    const kept = saved.get(id);
    return html`<div
      role="option"
      id="session-${index}"
      class="listed ${index === active ? 'active' : ''}"
      aria-selected=${isChosen}
      aria-setsize=${sessions.length}
      aria-posinset=${index + 1}
      style="transform:translateY(${start}px)"
      @click=${() => choose(index)}
    >
      <span class="title foreign" dir="auto">${title}</span>
      <span class="last">${lastAtMs === null ? nothing : shortTime(lastAtMs, state.zone)}</span>
      <span class="owner foreign" dir="auto">${owner || id}</span>
      <span class="facts">
        ${kept === undefined ? nothing : html`<span class="kept" title="${plural(kept, 'message')} saved in this browser">${count(kept)} saved</span>`}
        <span class="type foreign">${TYPES[type] ?? type}</span>
      </span>
    </div>`;
  }

  function choose(index: number) {
    const session = sessions[index];
    if (!session) return;
    active = index;
    actions()?.choose(session);
  }

  function follow(event: KeyboardEvent) {
    const page = Math.max(1, Math.floor(scroller.clientHeight / ROW_PX) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + 1,
      ArrowUp: Math.max(0, active - 1),
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: sessions.length - 1,
    };
    const next = steps[event.key];
    if (next !== undefined) {
      active = Math.min(sessions.length - 1, Math.max(0, next));
      list.show(active, 'auto');
      list.redraw();
    } else if (event.key === 'Enter' || event.key === ' ') choose(active);
    else return;
    event.preventDefault();
  }

  return {
    element: scroller,
    update(next: State) {
      const before = sessions;
      state = next;
      sessions = matchingOf(next.list.sessions, next.listText);
      if (sessions !== before) {
        const at = before[active]?.id ?? next.asked.session;
        active = sessions.findIndex(({ id }) => id === at);
      }
      list.update(sessions.length);
    },
    size: () => sessions.length,
  };
}

/** The time of a message of today; of another day, the day, with its year if it is not this one. */
function shortTime(epochMs: number, zone: Zone): string {
  const now = clockTime(Date.now(), zone);
  const then = clockTime(epochMs, zone);
  if (then.day === now.day) return formatTime(epochMs, zone, 'time');
  const isThisYear = dayText(then.day).slice(0, 4) === dayText(now.day).slice(0, 4);
  return formatTime(epochMs, zone, isThisYear ? 'dayOfYear' : 'date');
}

/** The list with its search and its scope. */
export function inbox(state: State, element: HTMLElement, actions: Actions) {
  const { list, listText, scope, isListOpen } = state;
  const isListing = list.phase === 'listing';
  const found = matchingOf(list.sessions, listText).length;
  return html`<aside class="sidebar ${isListOpen ? 'open' : ''}" aria-label="Sessions">
    <div class="find">
      <label>
        <span class="unseen">Search sessions by name, number or ID</span>
        <input
          type="search"
          class="find-session"
          placeholder="Search names, numbers, IDs"
          autocomplete="off"
          spellcheck="false"
          .value=${live(listText)}
          @input=${(event: Event) => actions.show({ listText: typed(event) })}
        />
      </label>
      <div class="scope">
        ${select('Whose sessions', Object.entries(SCOPES), scope.type, (type) => actions.scope({ type: type as Scope['type'] }))}
        ${select(
          'Active in',
          PRESETS.map(({ name }, i) => [String(i), name]),
          String(scope.preset),
          (preset) => actions.scope({ preset: Number(preset) }),
        )}
      </div>
      <label>
        <span class="unseen">Only sessions of one user: an ID or email address</span>
        <input
          type="text"
          class="user"
          placeholder="Only one user: ID or email"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          .value=${live(scope.userId)}
          @change=${(event: Event) => actions.scope({ userId: typed(event).trim() })}
        />
      </label>
      <p class="found">
        <span role="status">${foundText(state, found)}</span>
        ${
          isListing
            ? html`<button type="button" class="quiet" @click=${actions.stopList}>Stop</button>`
            : html`<button type="button" class="quiet" @click=${actions.relist}>Refresh</button>`
        }
      </p>
    </div>
    <button
      type="button"
      class="all-sessions"
      aria-pressed=${state.asked.session === everySession(scope)}
      @click=${actions.chooseAll}
    >
      <span>${sessionName({ session: everySession(scope) })} as one</span>
      <span class="hint">${keptText(state)}</span>
    </button>
    ${list.problem ? html`<p class="list-problem" role="alert"><strong>${list.problem.title}</strong> ${list.problem.message}</p>` : nothing}
    ${element}
  </aside>`;
}

function foundText({ list, listText }: State, found: number): string {
  const all = plural(list.sessions.length, 'session');
  if (list.phase === 'listing') return `Listing: ${all}`;
  if (list.phase === 'idle') return '';
  const some = listText.trim() ? `${count(found)} of ${all}` : all;
  return list.phase === 'done' ? some : `${some}, incomplete`;
}

/** How many messages of all sessions as one are saved. */
function keptText({ stored, scope }: State): string {
  const kept = savedOf(stored).get(everySession(scope));
  return kept === undefined ? '' : `${count(kept)} saved`;
}

const typed = (event: Event) => (event.target as HTMLInputElement).value;

function select(
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
  choose: (value: string) => void,
) {
  return html`<label>
    <span class="unseen">${label}</span>
    <select .value=${live(chosen)} @change=${(event: Event) => choose(typed(event))}>
      ${options.map(([value, text]) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`)}
    </select>
  </label>`;
}
