/** One file of a message. */
import { html, nothing } from 'lit-html';
import type { SmsAttachment, SmsMessage } from 'zoom-phone-sms';
import { bytes, isolated } from '../text/words.ts';
import type { Fetched, Files } from './files.ts';

/** What is larger is not looked at unasked. */
const MOST_PICTURE_BYTES = 8_000_000;

/** Pictures that move are only shown where motion is welcome, or when asked for. */
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

export function fileOf(
  file: SmsAttachment,
  message: SmsMessage,
  files: Files,
  isScrolling: boolean,
) {
  const name = file.name || 'A file without a name';
  const kind = kindOf(file);
  const isPicture = kind === 'Picture' && Boolean(file.download_url);
  const isLarge = (file.size ?? 0) > MOST_PICTURE_BYTES;
  const isUnasked = isPicture && !isLarge && !(file.type === 'GIF' && stillness.matches);
  const fetched = isUnasked && !isScrolling ? files.picture(file, message) : files.of(file);
  return html`<div class="file">
    ${picture(fetched, name, isUnasked)}
    <div class="about">
      <span class="kind">${kind}</span>
      <span class="name foreign" dir="auto">${name}</span>
      <span class="size">${file.size == null ? nothing : bytes(file.size)}</span>
      ${
        isPicture && !isUnasked && fetched.phase === 'absent'
          ? button('Show', name, () => files.show(file, message))
          : nothing
      }
      ${file.download_url ? button('Save', name, () => files.save(file, message)) : nothing}
    </div>
    ${fetched.phase === 'failed' ? html`<p class="why">${fetched.why}</p>` : nothing}
  </div>`;
}

/** Its place is there before it is, so that nothing moves when it comes. */
function picture(fetched: Fetched, name: string, isExpected: boolean) {
  if (fetched.phase === 'shown') {
    return html`<img src=${fetched.url} alt="Picture ${isolated(name)}" decoding="async" />`;
  }
  const isComing = fetched.phase === 'asked' || (isExpected && fetched.phase === 'absent');
  if (isComing) return html`<div class="placeholder"></div>`;
  return nothing;
}

function button(label: string, name: string, act: () => void) {
  return html`<button type="button" class="quiet" @click=${act}>
    ${label}<span class="unseen"> ${isolated(name)}</span>
  </button>`;
}

function kindOf({ type }: SmsAttachment): string {
  if (/^(?:PNG|GIF|JPE?G)/i.test(type ?? '')) return 'Picture';
  if (type === 'AUDIO') return 'Audio';
  if (type === 'VIDEO') return 'Video';
  return 'File';
}
