/** One message of the conversation. Each of its texts is a text node in its own box. */
import { html, nothing } from 'lit-html';
import type { SmsMessage, SmsParty } from 'zoom-phone-sms';
import { plural, spaced } from '../text/words.ts';
import { formatTime, type Zone } from '../text/zone.ts';
import { fileOf } from './file.ts';
import type { Files } from './files.ts';
import { marked } from './marked.ts';

interface Bubble {
  message: SmsMessage;
  zone: Zone;
  files: Files;
  /** Whether it continues the previous message's block. */
  follows: boolean;
  /** Whether the list is scrolling past it. */
  isScrolling: boolean;
  /** The search text. */
  text: string;
  /** Whether it is the highlighted message. */
  found: boolean;
}

const FAILED = new Set(['failed_to_send', 'failed_to_deliver']);

export function bubble({ message, zone, files, follows, isScrolling, text, found }: Bubble) {
  const { direction, delivery_status: status, date_time, attachments } = message;
  const side = direction?.toLowerCase() === 'out' ? 'out' : 'in';
  const time = Date.parse(date_time);
  const hasFailed = FAILED.has(status ?? '');
  return html`<article class="bubble ${side} ${found ? 'found' : ''} ${hasFailed ? 'failed' : ''}">
    ${follows ? nothing : head(message, side)}
    ${
      message.message
        ? html`<p class="text foreign" dir="auto">${marked(message.message, text)}</p>`
        : nothing
    }
    ${
      attachments?.length
        ? html`<ul class="files">
            ${attachments.map((file) => html`<li>${fileOf(file, message, files, isScrolling)}</li>`)}
          </ul>`
        : nothing
    }
    ${!message.message && !attachments?.length ? html`<p class="text none">No text</p>` : nothing}
    <footer>
      <time datetime=${date_time} title=${formatTime(time, zone, 'moment')}>
        ${formatTime(time, zone, 'time')}
      </time>
      ${
        status
          ? html`<span class="status foreign">${hasFailed ? '⚠ ' : ''}${spaced(status)}</span>`
          : nothing
      }
    </footer>
  </article>`;
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
