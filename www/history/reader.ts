/** Reads a history page by page, stores each page, and reports progress. */
import { init, type SmsClient } from 'zoom-phone-sms';
import type { Reading } from '../state/state.ts';
import {
  type Archive,
  newStoredHistory,
  OvertakenError,
  type StoredHistory,
  type StoredPage,
} from './archive.ts';
import { type Asked, isEverySession } from './asked.ts';
import { createHistory } from './history.ts';
import { toProblem } from './problem.ts';
import { type Part, type Progress, readParts } from './source.ts';

export type Update = Partial<{
  reading: Reading;
  history: ReturnType<typeof createHistory>;
  storage: true | string;
}>;

interface ReaderOptions {
  client: SmsClient;
  /** Without one, nothing survives a reload. */
  archive: Archive | null;
  account: string;
  report: (update: Update) => void;
}

export type Reader = ReturnType<typeof createReader>;

export function createReader({ client, archive, account, report }: ReaderOptions) {
  /** The open history as it is stored, and whether storing works. */
  let stored = newStoredHistory(account, { session: '', from: '', to: '' });
  let history = emptyHistory(stored);
  let isStoring = false;

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
    stored = newStoredHistory(account, asked);
    history = emptyHistory(stored);
    isStoring = archive !== null;
    report({ history, reading: { phase: 'restoring', asked, progress: null } });
    const found = await load(signal).catch((error: unknown) => {
      // A part of a history would look like all of it.
      history = emptyHistory(stored);
      cannotStore(error);
      report({ history });
    });
    if (signal.aborted) {
      stored = newStoredHistory(account, NO_HISTORY);
      return;
    }
    stored = found ?? stored;
    if (!found) report({ reading: { phase: 'idle' } });
    else
      report({
        reading: { phase: found.phase === 'done' ? 'done' : 'stopped', asked, progress: null },
      });
  }

  /** Adds the stored messages to the history. */
  async function load(signal: AbortSignal): Promise<StoredHistory | undefined> {
    const found = await archive?.find(stored.key);
    await init();
    for await (const pages of found && archive ? archive.pages(found) : []) {
      if (signal.aborted) break;
      for (const page of pages) {
        history =
          'session' in page ? history.with(page.messages, page.session) : history.with(page);
      }
      report({ history });
    }
    return found;
  }

  async function harvest(asked: Asked, signal: AbortSignal): Promise<void> {
    const latest: { progress: Progress | null } = { progress: null };
    report({ reading: { phase: 'reading', asked, ...latest } });
    try {
      // The first request does not wait for it.
      const begun = put({ phase: 'reading' });
      begun.catch(() => {});
      const parts = readParts({
        client,
        asked,
        checkpoint: stored.checkpoint,
        signal,
        onProgress(progress) {
          latest.progress = progress;
          report({ reading: { phase: 'reading', asked, progress } });
        },
      });
      for await (const part of parts) {
        await begun;
        history = history.with(part.messages, part.session);
        report({ history });
        await putPart(part, latest.progress);
      }
      await begun;
      await put({ phase: 'done', late: latest.progress?.late ?? stored.late });
      report({ reading: { phase: 'done', asked, ...latest } });
    } catch (error) {
      if (!(error instanceof OvertakenError)) await put({ phase: 'stopped' }).catch(() => {});
      const problem = toProblem(error);
      const how = signal.aborted
        ? { phase: 'stopped' as const }
        : { phase: 'failed' as const, problem };
      report({ reading: { ...how, asked, ...latest } });
    }
  }

  function putPart(part: Part, progress: Progress | null): Promise<void> {
    const { session, messages, checkpoint } = part;
    const reached = {
      checkpoint,
      pages: stored.pages + 1,
      messages: stored.messages + messages.length,
      late: progress?.late ?? stored.late,
    };
    return put(reached, isEverySession(stored.asked) ? { session, messages } : messages);
  }

  /** Stores a step. If there is no room, reading continues, and the last stored step remains. */
  async function put(changes: Partial<StoredHistory>, page?: StoredPage): Promise<void> {
    const after = { ...stored, ...changes, savedAtMs: Date.now() };
    if (isStoring) {
      await archive?.put(stored, after, page).catch((error: unknown) => {
        if (error instanceof OvertakenError) throw error;
        cannotStore(error);
      });
    }
    stored = after;
  }

  /** Reading goes on without storage. */
  function cannotStore(error: unknown): void {
    isStoring = false;
    const name = error instanceof Error ? error.name : String(error);
    report({ storage: `This browser could not store messages (${name}).` });
  }

  return {
    /** Shows a stored history. Resolves to whether a reload interrupted its read. */
    async open(asked: Asked): Promise<boolean> {
      await next((signal) => restore(asked, signal));
      return stored.phase === 'reading' && stored.savedAtMs > 0;
    },

    /** Continues after the stored messages, or starts from the beginning. */
    read(asked: Asked): Promise<void> {
      return next(async (signal) => {
        if (stored.key !== newStoredHistory(account, asked).key) await restore(asked, signal);
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
        if (stored.key !== key) return;
        stored = newStoredHistory(account, stored.asked);
        history = emptyHistory(stored);
        report({ history, reading: { phase: 'idle' } });
      });
    },
  };
}

const emptyHistory = ({ key, asked }: StoredHistory) => createHistory(key, asked.session);

const NO_HISTORY: Asked = { session: '', from: '', to: '' };
