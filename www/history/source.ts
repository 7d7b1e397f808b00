/** Reads messages from Zoom: those of one session, or of every session of the account. */
import type { SmsClient, SmsMessage, SmsProgress } from 'zoom-phone-sms';
import { type Asked, type Whose, whoseOf } from './asked.ts';
import { endsOf } from './range.ts';

/** New messages of a session, and where to go on after them. */
export interface Part {
  session: string;
  messages: readonly SmsMessage[];
  checkpoint: string;
}

/** How far reading is. */
export interface Progress {
  /** What is counted: windows of one session, or sessions. */
  unit: 'window' | 'session';
  /** Those begun or done. */
  at: number;
  /** All of them; 0 if not known yet. */
  of: number;
  /** `null` if not counted. */
  requests: number | null;
  /** Messages found too late to be in their place; they are not included. */
  late: number;
  /** Sessions that could not be read. */
  failed: number;
  waitingFor: SmsProgress['waitingFor'];
  waitingUntil: SmsProgress['waitingUntil'];
}

interface Options {
  client: SmsClient;
  asked: Asked;
  /** Where to go on, or `null` to begin. */
  checkpoint: string | null;
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
}

/** Yields new messages until there are no more; the last part may have none. */
export function readParts(options: Options): AsyncGenerator<Part, void, void> {
  const whose = whoseOf(options.asked);
  return whose ? allSessions(options, whose) : oneSession(options);
}

async function* oneSession({ client, asked, checkpoint, signal, onProgress }: Options) {
  const pages = client.pages(asked.session, {
    ...endsOf(asked),
    resume: checkpoint,
    signal,
    prefetch: true,
    onProgress({ window, windows, requests, late, waitingFor, waitingUntil }) {
      const at = { unit: 'window' as const, at: window, of: windows, failed: 0 };
      onProgress({ ...at, requests, late, waitingFor, waitingUntil });
    },
  });
  for await (const page of pages) {
    yield { session: asked.session, messages: page.sms_histories, checkpoint: page.checkpoint };
  }
}

async function* allSessions(options: Options, { type, userId }: Whose) {
  const { client, asked, checkpoint, signal, onProgress } = options;
  const archive = client.archive({
    ...endsOf(asked),
    session_type: type,
    ...(userId && { userId }),
    state: checkpoint,
    signal,
    onProgress({ sessions, read, failed, late }) {
      const at = { unit: 'session' as const, at: read, of: sessions, failed };
      onProgress({ ...at, late, requests: null, waitingFor: null, waitingUntil: null });
    },
  });
  for await (const { session, page } of archive) {
    if (page) yield { session, messages: page.sms_histories, checkpoint: archive.state() };
  }
  // From here, the next run asks only for what is new.
  yield { session: '', messages: [], checkpoint: archive.state() };
}
