/** One message of the conversation. Each of its texts is a text node in its own box. */
import { html, nothing } from 'lit-html';
import type { SmsMessage, SmsParty } from 'zoom-phone-sms';
import { hasFailed } from '../text/status.ts';
import { plural } from '../text/words.ts';
import { formatTime, type Zone } from '../text/zone.ts';
import { statusBadge } from './badge.ts';
import { fileOf } from './file.ts';
import type { Files } from './files.ts';
import { marked } from './marked.ts';

interface Bubble {
  message: SmsMessage;
  sessionId: string;
  zone: Zone;
  files: Files;
  /** Whether it continues the previous message's block. */
  follows: boolean;
  /** Whether the list is scrolling past it. */
  isScrolling: boolean;
  /** The search text. */
  text: string;
  /** Whether its details are shown. */
  picked: boolean;
  /** Its address, and what following it does. */
  address: string;
  pick: (event: Event) => void;
}

export function bubble(options: Bubble) {
  const { message, sessionId, zone, files, follows, isScrolling, text, picked, address, pick } =
    options;
  const { direction, delivery_status: status, date_time, attachments } = message;
  const side = direction?.toLowerCase() === 'out' ? 'out' : 'in';
  const time = Date.parse(date_time);
  return html`<article class="bubble ${side} ${picked ? 'found' : ''} ${hasFailed(status) ? 'failed' : ''}">
    ${follows ? nothing : head(message, side)}
    ${textOf(message, text)}
    ${
      attachments?.length
        ? html`<ul class="files">
            ${attachments.map((file) => html`<li>${fileOf(file, { message, sessionId }, files, isScrolling)}</li>`)}
          </ul>`
        : nothing
    }
    <footer>
      <a href=${address} @click=${pick} title="Show the details">
        <time datetime=${date_time}>${formatTime(time, zone, 'time')}</time>
      </a>
      ${status ? statusBadge(status) : nothing}
    </footer>
  </article>`;
}

function textOf({ message, attachments }: SmsMessage, searched: string) {
  if (message?.trim())
    return html`<p class="text foreign" dir="auto">${marked(message, searched)}</p>`;
  // Boxes of nothing but spaces would look broken.
  if (message) return html`<p class="text none">Blank text</p>`;
  return attachments?.length ? nothing : html`<p class="text none">No text</p>`;
}

function head({ sender, to_members: to, direction }: SmsMessage, side: 'in' | 'out') {
  const recipients = to ?? [];
  const isGroup = recipients.length > 1;
  return html`<header>
    <span class="who foreign" dir="auto">${nameOf(sender)}</span>
    ${direction ? nothing : html`<span class="hint">direction unknown</span>`}
    ${
      isGroup || (side === 'out' && recipients.length > 0)
        ? html`<span class="to">
            <span>to</span>
            ${recipients.map(
              (party) => html`<span class="party foreign" dir="auto">${nameOf(party)}</span>`,
            )}
            ${isGroup ? html`<span class="group">${plural(recipients.length, 'recipient')}</span>` : nothing}
          </span>`
        : nothing
    }
  </header>`;
}

/** The name, or else the number, or else "Unknown". */
export function nameOf(party: SmsParty | null | undefined): string {
  return party?.display_name?.trim() || party?.phone_number || 'Unknown';
}
