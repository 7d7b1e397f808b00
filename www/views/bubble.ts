/** One message of the conversation. Every text of it is a text node in a box of its own. */
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
  /** Whether it goes on where the one before ended. */
  follows: boolean;
  /** Whether it will be gone in a moment. */
  isScrolling: boolean;
  /** What is searched for. */
  text: string;
  /** Whether it is the one that was looked for. */
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

/** A name; else the number; else that nobody knows. */
export function nameOf(party: SmsParty | null | undefined): string {
  return party?.display_name?.trim() || party?.phone_number || 'Unknown';
}
