/** Reads a history page by page, stores each page, and reports progress. */
import type { SmsClient, SmsHistoryPage, SmsProgress } from 'zoom-phone-sms';
import type { Reading } from '../state/state.ts';
import { type Archive, type Kept, newKept, OvertakenError } from './archive.ts';
import type { Asked } from './asked.ts';
import { createHistory } from './history.ts';
import { toProblem } from './problem.ts';

export type Told = Partial<{
  reading: Reading;
  history: ReturnType<typeof createHistory>;
  keeping: true | string;
}>;

interface ReaderOptions {
  client: SmsClient;
  /** Without one, nothing survives a reload. */
  archive: Archive | null;
  account: string;
  tell: (told: Told) => void;
}

export type Reader = ReturnType<typeof createReader>;

export function createReader({ client, archive, account, tell }: ReaderOptions) {
  /** The open history as it is stored, and whether storing works. */
  let place = newKept(account, { session: '', from: '', to: '' });
  let history = historyAt(place);
  let isKeeping = false;

  let running = new AbortController();
  let tail = Promise.resolve();

  /** Stops the current work, then starts this: no two tasks ever overlap. */
  function next(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    running.abort();
    const own = new AbortController();
    running = own;
    tail = tail.then(() => (own.signal.aborted ? undefined : work(own.signal)));
    return tail;
  }

  /** Loads the stored messages of a history. */
  async function restore(asked: Asked, signal: AbortSignal): Promise<void> {
    place = newKept(account, asked);
    history = historyAt(place);
    isKeeping = archive !== null;
    tell({ history, reading: { phase: 'restoring', asked, progress: null } });
    const kept = await archive?.find(place.key);
    for await (const messages of kept && archive ? archive.messages(kept) : []) {
      if (signal.aborted) {
        place = newKept(account, NOTHING);
        return;
      }
      history = history.with(messages);
      tell({ history });
    }
    place = kept ?? place;
    if (!kept) tell({ reading: { phase: 'idle' } });
    else
      tell({
        reading: { phase: kept.phase === 'done' ? 'done' : 'stopped', asked, progress: null },
      });
  }

  async function harvest(asked: Asked, signal: AbortSignal): Promise<void> {
    const told: { progress: SmsProgress | null } = { progress: null };
    tell({ reading: { phase: 'reading', asked, ...told } });
    try {
      await put({ phase: 'reading' });
      const pages = client.pages(asked.session, {
        from: asked.from || null,
        to: asked.to || null,
        resume: place.checkpoint,
        signal,
        prefetch: true,
        onProgress(progress) {
          told.progress = progress;
          tell({ reading: { phase: 'reading', asked, progress } });
        },
      });
      for await (const page of pages) {
        await putPage(page, told.progress);
        history = history.with(page.sms_histories);
        tell({ history });
      }
      await put({ phase: 'done', late: told.progress?.late ?? place.late });
      tell({ reading: { phase: 'done', asked, ...told } });
    } catch (error) {
      if (!(error instanceof OvertakenError)) await put({ phase: 'stopped' }).catch(() => {});
      const problem = toProblem(error);
      const how = signal.aborted
        ? { phase: 'stopped' as const }
        : { phase: 'failed' as const, problem };
      tell({ reading: { ...how, asked, ...told } });
    }
  }

  function putPage(page: SmsHistoryPage, progress: SmsProgress | null): Promise<void> {
    const reached = {
      checkpoint: page.checkpoint,
      pages: place.pages + 1,
      messages: place.messages + page.sms_histories.length,
      late: progress?.late ?? place.late,
    };
    return put(reached, page);
  }

  /** Stores a step. If there is no room, reading continues, and the last stored step remains. */
  async function put(changes: Partial<Kept>, page?: SmsHistoryPage): Promise<void> {
    const after = { ...place, ...changes, savedAtMs: Date.now() };
    if (isKeeping) {
      await archive?.put(place, after, page?.sms_histories).catch((error: unknown) => {
        if (error instanceof OvertakenError) throw error;
        isKeeping = false;
        const name = error instanceof Error ? error.name : String(error);
        tell({ keeping: `This browser could not store more messages (${name}).` });
      });
    }
    place = after;
  }

  return {
    /** Shows a stored history. Resolves to whether a reload interrupted its read. */
    async open(asked: Asked): Promise<boolean> {
      await next((signal) => restore(asked, signal));
      return place.phase === 'reading' && place.savedAtMs > 0;
    },

    /** Continues after the stored messages, or starts from the beginning. */
    read(asked: Asked): Promise<void> {
      return next(async (signal) => {
        if (place.key !== newKept(account, asked).key) await restore(asked, signal);
        if (signal.aborted) return;
        await harvest(asked, signal);
      });
    },

    stop() {
      running.abort();
    },

    /** Deletes a history from this browser. */
    forget(key: string): Promise<void> {
      return next(async () => {
        await archive?.forget(key);
        if (place.key !== key) return;
        place = newKept(account, place.asked);
        history = historyAt(place);
        tell({ history, reading: { phase: 'idle' } });
      });
    },
  };
}

/** An empty history. */
const historyAt = ({ key, asked }: Kept) => createHistory(key, asked.session);

const NOTHING: Asked = { session: '', from: '', to: '' };
