/** One file of a message. */
import { html, nothing } from 'lit-html';
import type { SmsAttachment } from 'zoom-phone-sms';
import { bytes, isolated } from '../text/words.ts';
import type { Fetched, Files, Origin } from './files.ts';

/** Larger pictures are loaded only on request. */
const MOST_PICTURE_BYTES = 8_000_000;

/** Animated pictures are shown only on request if the user prefers reduced motion. */
const stillness = matchMedia('(prefers-reduced-motion: reduce)');

export function fileOf(file: SmsAttachment, origin: Origin, files: Files, isScrolling: boolean) {
  const name = file.name || 'Unnamed file';
  const kind = kindOf(file);
  const isPicture = kind === 'Picture' && Boolean(file.download_url);
  const isLarge = (file.size ?? 0) > MOST_PICTURE_BYTES;
  const isAutomatic = isPicture && !isLarge && !(file.type === 'GIF' && stillness.matches);
  const fetched = isAutomatic && !isScrolling ? files.picture(file, origin) : files.of(file);
  return html`<div class="file">
    ${picture(fetched, name, isAutomatic)}
    <div class="about">
      <span class="kind">${kind}</span>
      <span class="name foreign" dir="auto">${name}</span>
      <span class="size">${file.size == null ? nothing : bytes(file.size)}</span>
      ${
        isPicture && !isAutomatic && fetched.phase === 'absent'
          ? button('Show', name, () => files.show(file, origin))
          : nothing
      }
      ${file.download_url ? button('Save', name, () => files.save(file, origin)) : nothing}
    </div>
    ${fetched.phase === 'failed' ? html`<p class="why">${fetched.why}</p>` : nothing}
  </div>`;
}

/** Reserves the picture's space before it arrives, so that nothing moves. */
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
