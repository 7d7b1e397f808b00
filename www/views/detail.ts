/** Everything about one message: all its fields, its files, and its JSON. */
import { html, nothing } from 'lit-html';
import { rowSchema, type SmsMessage } from 'zoom-phone-sms';
import { isEverySession } from '../history/asked.ts';
import type { Row } from '../history/history.ts';
import { cell } from '../selection/cell.ts';
import type { Actions } from '../state/actions.ts';
import { addressOf } from '../state/address.ts';
import type { State } from '../state/state.ts';
import { memoised } from '../state/store.ts';
import { count } from '../text/words.ts';
import { formatTime, zoneName } from '../text/zone.ts';
import { directionBadge, statusBadge } from './badge.ts';
import { nameOf } from './bubble.ts';
import { columnLabel } from './columns.ts';
import { fileOf } from './file.ts';
import type { Files } from './files.ts';

/** The index of the chosen message; ids may repeat, so the one that was clicked counts. */
export function pickedIndex({ history, at, picked }: State): number | undefined {
  if (!history || at === '') return undefined;
  if (picked !== null && history.messages[picked]?.message_id === at) return picked;
  return indexOf(history.messages, history.size, at);
}

const indexOf = memoised((messages: readonly SmsMessage[], _size: number, id: string) => {
  const index = messages.findIndex(({ message_id }) => message_id === id);
  return index < 0 ? undefined : index;
});

/** Shown in the head or in parts of their own. */
const ELSEWHERE = new Set(['date_time', 'direction', 'message', 'delivery_status']);

export function detail(state: State, files: Files, actions: Actions) {
  const index = pickedIndex(state);
  const message = index === undefined ? undefined : state.history?.messages[index];
  const row = index === undefined ? undefined : state.history?.rows[index];
  if (index === undefined || !message || !row) return nothing;
  const json = JSON.stringify(message, null, 2);
  return html`<aside class="detail" aria-label="Message details">
    <header>
      <h3>Message</h3>
      <button type="button" class="quiet close" @click=${() => actions.pick(null)} aria-label="Close the details">
        <span aria-hidden="true">×</span>
      </button>
    </header>
    <div class="body" tabindex="0" role="region" aria-label="Details">
      <p class="when">${formatTime(row.epoch_ms, state.zone, 'moment')} ${zoneName(state.zone)}</p>
      <p class="badges">
        ${message.direction ? directionBadge(message.direction) : nothing}
        ${message.delivery_status ? statusBadge(message.delivery_status) : nothing}
      </p>
      ${message.message ? html`<p class="text foreign" dir="auto">${message.message}</p>` : html`<p class="hint">No text</p>`}
      <p class="actions">
        ${message.message ? copyButton('Copy text', message.message) : nothing}
        ${copyButton('Copy JSON', json)}
        ${
          isEverySession(state.asked) && row.session_id
            ? html`<button type="button" @click=${() => actions.choose({ id: row.session_id ?? '', lastAtMs: row.epoch_ms })}>
                Open this session
              </button>`
            : nothing
        }
        ${
          state.view === 'conversation'
            ? nothing
            : html`<a href=${addressOf(state, 'conversation', message.message_id)}>
                Show in the conversation
              </a>`
        }
      </p>
      ${
        message.attachments?.length
          ? html`<h4>Files</h4>
              <ul class="files">
                ${message.attachments.map((file) => html`<li>${fileOf(file, { message, sessionId: row.session_id ?? '' }, files, false)}</li>`)}
              </ul>`
          : nothing
      }
      <h4>Fields</h4>
      <dl>
        ${people('From', [message.sender])} ${people('To', message.to_members ?? [])} ${fields(row)}
      </dl>
      <details class="json">
        <summary>JSON as it was received</summary>
        <pre class="foreign" dir="ltr">${json}</pre>
      </details>
    </div>
  </aside>`;
}

function people(label: string, parties: readonly SmsMessage['sender'][]) {
  if (parties.length === 0) return nothing;
  return html`<div>
    <dt>${label}</dt>
    <dd>
      ${parties.map(
        (party) =>
          html`<span class="foreign" dir="auto">${nameOf(party)}${
            party?.phone_number && party.phone_number !== nameOf(party)
              ? html` <span class="hint">${party.phone_number}</span>`
              : nothing
          }</span>`,
      )}
    </dd>
  </div>`;
}

/** Every column of the message's row that has a value. */
function fields(row: Row) {
  return rowSchema('message').map(({ name }) => {
    const value = ELSEWHERE.has(name) ? null : cell(row, name);
    if (value === null) return nothing;
    return html`<div>
      <dt>${columnLabel(name)}</dt>
      <dd class="foreign" dir="auto">${name === 'attachment_bytes' ? count(Number(value)) : value}</dd>
    </div>`;
  });
}

/** A button that says when it has done its work. */
function copyButton(label: string, text: string) {
  const copy = async ({ currentTarget }: Event) => {
    const button = currentTarget as HTMLButtonElement;
    const isDone = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    button.setAttribute('data-said', isDone ? 'Copied' : 'Not allowed');
    setTimeout(() => button.removeAttribute('data-said'), 2000);
  };
  return html`<button type="button" class="copy" @click=${copy}>${label}</button>`;
}
