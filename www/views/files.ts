/** Message files: pictures to show, all files to save. They come through the page's server. */
import { isSmsError, type SmsAttachment, type SmsClient, type SmsMessage } from 'zoom-phone-sms';
import { save } from '../selection/export.ts';

/** The state of a file. */
export type Fetched =
  | { phase: 'asked' | 'absent' }
  | { phase: 'shown'; url: string }
  | { phase: 'failed'; why: string };

/** The message that a file came with, and its session: a new link is asked for if the old one has expired. */
export interface Origin {
  message: SmsMessage;
  sessionId: string;
}

export interface Files {
  /** A visible picture; requests it unless already requested. */
  picture(file: SmsAttachment, origin: Origin): Fetched;
  /** The state of a file, without requesting it. */
  of(file: SmsAttachment): Fetched;
  /** Requests a picture that is not loaded automatically. */
  show(file: SmsAttachment, origin: Origin): void;
  save(file: SmsAttachment, origin: Origin): void;
}

interface Options {
  client: () => SmsClient | undefined;
  changed: () => void;
}

/** Concurrent requests. */
const AT_ONCE = 3;

/** The longest queue: after scrolling on, the oldest are no longer wanted. */
const MOST_WAITING = 12;

/** The most pictures kept in memory. */
const MOST_KEPT = 80;

/** The kinds that a browser draws and cannot run. */
const DRAWN = /^image\/(?:png|gif|jpeg)$/;

export function createFiles({ client, changed }: Options): Files {
  const known = new Map<string, Fetched>();
  const waiting: { file: SmsAttachment; origin: Origin }[] = [];
  let running = 0;

  const note = (file: SmsAttachment, fetched: Fetched) => {
    known.set(keyOf(file), fetched);
    changed();
  };

  async function fetched(file: SmsAttachment, origin: Origin): Promise<Blob> {
    const response = await client()?.downloadAttachment(file, origin);
    if (!response) throw new Error('The page has not started yet.');
    const blob = await response.blob();
    return new Blob([blob], { type: response.headers.get('content-type') ?? '' });
  }

  async function showNext(): Promise<void> {
    if (running >= AT_ONCE) return;
    const next = waiting.pop();
    if (!next) return;
    const { file, origin } = next;
    running += 1;
    try {
      const blob = await fetched(file, origin);
      if (!DRAWN.test(blob.type))
        note(file, { phase: 'failed', why: 'This file is not a picture.' });
      else note(file, { phase: 'shown', url: URL.createObjectURL(blob) });
      forgetOldest();
    } catch (error) {
      note(file, { phase: 'failed', why: reason(error) });
    } finally {
      running -= 1;
      void showNext();
    }
  }

  function forgetOldest() {
    for (const [key, fetched] of known) {
      if (known.size <= MOST_KEPT) return;
      if (fetched.phase === 'shown') URL.revokeObjectURL(fetched.url);
      if (fetched.phase !== 'asked') known.delete(key);
    }
  }

  const show: Files['show'] = (file, origin) => {
    known.set(keyOf(file), { phase: 'asked' });
    waiting.push({ file, origin });
    const dropped = waiting.length > MOST_WAITING ? waiting.shift() : undefined;
    // It is requested again when it is visible again.
    if (dropped) known.delete(keyOf(dropped.file));
    void showNext();
  };

  return {
    of: (file) => known.get(keyOf(file)) ?? { phase: 'absent' },
    picture(file, origin) {
      if (!known.has(keyOf(file))) show(file, origin);
      return known.get(keyOf(file)) ?? { phase: 'absent' };
    },
    show(file, origin) {
      show(file, origin);
      changed();
    },
    save(file, origin) {
      void fetched(file, origin).then(
        (blob) => save(new Blob([blob], { type: 'application/octet-stream' }), safeName(file)),
        (error: unknown) => note(file, { phase: 'failed', why: reason(error) }),
      );
    },
  };
}

const keyOf = ({ id, download_url }: SmsAttachment) => id ?? download_url ?? '';

function reason(error: unknown): string {
  return isSmsError(error) ? error.message : String(error);
}

/** The name is untrusted: removes path separators and direction control characters. */
function safeName({ name }: SmsAttachment): string {
  const plain = (name ?? '').replaceAll(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, '_').replace(/^\.+/, '');
  return plain.slice(-120) || 'attachment';
}
