/** The files of a message: pictures to look at, anything to save. */
import { html } from 'lit-html';
import type { SmsAttachment } from 'zoom-phone-sms';
import { bytes } from '../text/words.ts';

export interface Files {
  save(file: SmsAttachment): void;
}

export function fileOf(file: SmsAttachment, _files: Files) {
  const name = file.name || 'A file without a name';
  return html`<span class="file">
    <span class="kind" aria-hidden="true">${kindOf(file)}</span>
    <span class="name foreign" dir="auto">${name}</span>
    <span class="size">${file.size == null ? '' : bytes(file.size)}</span>
  </span>`;
}

function kindOf({ type }: SmsAttachment): string {
  if (/^(PNG|GIF|JPE?G)/i.test(type ?? '')) return 'Picture';
  if (type === 'AUDIO') return 'Audio';
  if (type === 'VIDEO') return 'Video';
  return 'File';
}
