/** The conversation: every message from first to last. */
import { html, nothing, render } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { SmsMessage } from 'zoom-phone-sms';
import type { Shown } from '../selection/shown.ts';
import type { State } from '../state/state.ts';
import { formatTime } from '../text/zone.ts';
import { bubble } from './bubble.ts';
import type { Files } from './files.ts';
import { createVirtual, type Window } from './virtual.ts';

/** A message this soon after another of the same sender does not repeat the name. */
const FLOW_MS = 5 * 60_000;

export function createConversation(files: Files) {
  const scroller = document.createElement('div');
  scroller.className = 'scroller conversation';
  scroller.tabIndex = 0;
  scroller.setAttribute('role', 'region');
  scroller.setAttribute('aria-label', 'Conversation');

  let state: State | undefined;
  let shown: Shown | undefined;
  let found = '';
  const list = createVirtual({ scroller, estimate: 76, overscan: 8, draw });

  function draw({ items, height, isScrolling }: Window) {
    if (!state?.history || !shown) return;
    const { indexes } = shown.selection;
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
    const message = messageAt(indexes[index]);
    if (!message || !state) return nothing;
    const before = index > 0 ? messageAt(indexes[index - 1]) : undefined;
    const { zone, filters, at } = state;
    const time = Date.parse(message.date_time);
    const day = formatTime(time, zone, 'day');
    const isNewDay = !before || formatTime(Date.parse(before.date_time), zone, 'day') !== day;
    const follows = !isNewDay && isSameFlow(before, message);
    return html`<li
      class="turn"
      data-index=${index}
      aria-setsize=${indexes.length}
      aria-posinset=${index + 1}
      style="transform:translateY(${start}px)"
    >
      ${isNewDay ? html`<h3 class="day"><span>${day}</span></h3>` : nothing}
      ${bubble({ message, zone, files, follows, isScrolling, text: filters.text, found: message.message_id === at })}
    </li>`;
  }

  const messageAt = (index: number | undefined) =>
    index === undefined ? undefined : state?.history?.messages[index];

  return {
    element: scroller,
    update(next: State, nextShown: Shown) {
      const isOther = next.history?.key !== state?.history?.key;
      state = next;
      shown = nextShown;
      const { indexes } = nextShown.selection;
      list.update(indexes.length);
      if (isOther) found = '';
      if (next.at && next.at !== found) {
        const index = indexes.findIndex((i) => messageAt(i)?.message_id === next.at);
        if (index >= 0) {
          found = next.at;
          list.show(index, 'center');
        }
      }
    },
    redraw: () => list.redraw(),
    first: () => list.show(0, 'start'),
    latest: () => list.show(Math.max(0, (shown?.selection.indexes.length ?? 0) - 1), 'start'),
  };
}

function isSameFlow(before: SmsMessage, message: SmsMessage): boolean {
  const gap = Date.parse(message.date_time) - Date.parse(before.date_time);
  const isSame =
    before.sender?.phone_number === message.sender?.phone_number &&
    before.direction === message.direction;
  return isSame && gap < FLOW_MS && (message.to_members?.length ?? 0) < 2;
}
