/** The conversation: every message from first to last. */
import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { SmsMessage } from 'zoom-phone-sms';
import type { Shown } from '../selection/shown.ts';
import type { Actions } from '../state/actions.ts';
import { addressOf } from '../state/address.ts';
import type { State } from '../state/state.ts';
import { formatTime } from '../text/zone.ts';
import { bubble } from './bubble.ts';
import { pickedIndex } from './detail.ts';
import type { Files } from './files.ts';
import { createVirtual, type Window } from './virtual.ts';

/** A message this soon after another of the same sender does not repeat the name. */
const FLOW_MS = 5 * 60_000;

export function createConversation(files: Files, actions: () => Pick<Actions, 'pick'> | undefined) {
  const scroller = document.createElement('div');
  scroller.className = 'scroller conversation';
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', 'Conversation');

  let state: State | undefined;
  let shown: Shown | undefined;
  let picked: number | undefined;
  /** The address of this view, without a chosen message. */
  let address = '';
  /** The history and the message that the list has scrolled to. */
  let placed = '';
  const list = createVirtual({ scroller, estimate: 76, overscan: 4, draw });

  function draw({ items, height, isScrolling }: Window) {
    if (!state?.history || !shown) return;
    const { indexes } = shown.selection;
    address = addressOf({ ...state, at: '' }, 'conversation');
    const turns = repeat(
      items,
      ({ index }) => indexes[index],
      ({ index, start }) => turn(index, start, indexes, isScrolling),
    );
    render(html`<ol class="runway" style="height:${height}px">${turns}</ol>`, scroller);
    for (const element of scroller.querySelectorAll<HTMLElement>('[data-index]')) {
      list.measure(element);
    }
  }

  function turn(index: number, start: number, indexes: readonly number[], isScrolling: boolean) {
    const place = indexes[index];
    const message = messageAt(place);
    if (!message || place === undefined || !state) return nothing;
    const before = index > 0 ? messageAt(indexes[index - 1]) : undefined;
    const { zone, filters } = state;
    const time = Date.parse(message.date_time);
    const day = formatTime(time, zone, 'day');
    const isNewDay = !before || formatTime(Date.parse(before.date_time), zone, 'day') !== day;
    const isSameSession = sessionAt(indexes[index - 1]) === sessionAt(place);
    const follows = !isNewDay && isSameSession && isSameFlow(before, message);
    return html`<li
      class="turn"
      data-index=${index}
      aria-setsize=${indexes.length}
      aria-posinset=${index + 1}
      style="transform:translateY(${start}px)"
    >
      ${isNewDay ? html`<h3 class="day"><span>${day}</span></h3>` : nothing}
      ${bubble({
        message,
        sessionId: sessionAt(place),
        zone,
        files,
        follows,
        isScrolling,
        text: filters.text,
        picked: place === picked,
        address: `${address}&at=${encodeURIComponent(message.message_id)}`,
        pick(event) {
          event.preventDefault();
          actions()?.pick(place);
        },
      })}
    </li>`;
  }

  const sessionAt = (index: number | undefined) =>
    (index === undefined ? undefined : state?.history?.rows[index]?.session_id) ?? '';

  const messageAt = (index: number | undefined) =>
    index === undefined ? undefined : state?.history?.messages[index];

  const isOther = ({ history }: State) =>
    picked === undefined && !placed.startsWith(`${history?.key} `);

  /**
   * Opens at the latest message, and goes to a message that is chosen elsewhere. While messages arrive, it
   * stays at the latest until the user scrolls.
   */
  function scrollTo(next: State, indexes: readonly number[]) {
    const { history, reading } = next;
    const place = `${history?.key} ${picked ?? ''}`;
    if (place === placed) return;
    if (picked !== undefined) {
      const index = indexes.indexOf(picked);
      if (index >= 0 && !isVisible(index)) list.show(index, 'center');
    } else if (isOther(next)) {
      list.showEnd();
      if (reading.phase === 'restoring' || reading.phase === 'reading') return;
    }
    placed = place;
  }

  for (const moved of ['wheel', 'touchmove', 'pointerdown', 'keydown']) {
    const stay = () => {
      if (state) placed = `${state.history?.key} ${picked ?? ''}`;
    };
    scroller.addEventListener(moved, stay, { passive: true });
  }

  function isVisible(index: number): boolean {
    const { top, bottom } = scroller.getBoundingClientRect();
    const drawn = scroller.querySelector(`[data-index="${index}"]`)?.getBoundingClientRect();
    return drawn !== undefined && drawn.top >= top && drawn.bottom <= bottom;
  }

  return {
    element: scroller,
    update(next: State, nextShown: Shown) {
      state = next;
      picked = pickedIndex(next);
      shown = nextShown;
      const { indexes } = nextShown.selection;
      const isMoving = indexes.length > 0 && isOther(next);
      list.update(indexes.length, !isMoving);
      if (indexes.length > 0) scrollTo(next, indexes);
    },
    redraw: () => list.redraw(),
    first: () => list.show(0, 'start'),
    latest: () => list.showEnd(),
  };
}

function isSameFlow(before: SmsMessage, message: SmsMessage): boolean {
  const gap = Date.parse(message.date_time) - Date.parse(before.date_time);
  const isSame =
    before.sender?.phone_number === message.sender?.phone_number &&
    before.direction === message.direction;
  return isSame && gap < FLOW_MS && (message.to_members?.length ?? 0) < 2;
}
