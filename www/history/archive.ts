/**
 * Stores messages in this browser. A page's messages and its checkpoint are stored in one transaction, so
 * reading continues without loss or repetition after any interruption.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SmsMessage } from 'zoom-phone-sms';
import type { Asked } from './asked.ts';

/** A history as it is stored. */
export interface StoredHistory {
  key: string;
  account: string;
  asked: Asked;
  /** Still `reading` after a reload or a crash. */
  phase: 'reading' | 'stopped' | 'done';
  checkpoint: string | null;
  pages: number;
  messages: number;
  /** Messages found too late to be in their place; they are not included. */
  late: number;
  /** 0 if not saved yet. */
  savedAtMs: number;
}

/** Messages as they are stored: those of an archive of all sessions say whose they are. */
export type StoredPage =
  | readonly SmsMessage[]
  | { session: string; messages: readonly SmsMessage[] };

interface Schema extends DBSchema {
  histories: { key: string; value: StoredHistory };
  pages: { key: [history: string, page: number]; value: StoredPage };
}

/** Another tab has continued this history. */
export class OvertakenError extends Error {}

export type Archive = ReturnType<typeof createArchive>;

/** Pages loaded at once: 5000 messages. */
const BATCH = 50;

/** Some browsers never answer when storage is broken: after this long the page starts without it. */
const OPEN_TIMEOUT_MS = 5000;

/** The archive of this browser, or `null` if it cannot store anything. */
export function findArchive(): Promise<Archive | null> {
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), OPEN_TIMEOUT_MS));
  return Promise.race([openArchive().catch(() => null), tooLate]);
}

async function openArchive(name = 'zoom-phone-sms'): Promise<Archive> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('histories', { keyPath: 'key' });
      created.createObjectStore('pages');
    },
    // A page left open must not block the deletion of the database.
    blocking(_current, _wanted, { target }) {
      if (target instanceof IDBDatabase) target.close();
    },
  });
  return createArchive(database);
}

function createArchive(database: IDBPDatabase<Schema>) {
  return {
    find: (key: string) => database.get('histories', key),

    /** An account's histories that have messages, latest first. */
    async list(account: string): Promise<StoredHistory[]> {
      const all = await database.getAll('histories');
      const own = all.filter((history) => history.account === account && history.messages > 0);
      return own.sort((a, b) => b.savedAtMs - a.savedAtMs);
    },

    /** Yields the messages of a history as they were stored, in batches. */
    async *pages({ key, pages }: StoredHistory): AsyncGenerator<StoredPage[], void, void> {
      for (let first = 0; first < pages; first += BATCH) {
        const last = Math.min(first + BATCH, pages) - 1;
        const batch = await database.getAll('pages', IDBKeyRange.bound([key, first], [key, last]));
        yield batch;
      }
    },

    /**
     * Updates a history and adds a page to it: both or neither. Two tabs that read the same history cannot
     * store a page twice: the second one stops. (Web Locks are no alternative: in WebKitGTK 2.50 a page hangs
     * if it is reloaded while it holds one.)
     * @throws {OvertakenError} if the stored history differs from `before`
     */
    async put(before: StoredHistory, after: StoredHistory, page?: StoredPage): Promise<void> {
      const transaction = database.transaction(['histories', 'pages'], 'readwrite');
      const histories = transaction.objectStore('histories');
      const found = await histories.get(before.key);
      const known = found ?? { checkpoint: null, pages: 0 };
      if (known.checkpoint !== before.checkpoint || known.pages !== before.pages) {
        throw new OvertakenError('Another tab has continued this history.');
      }
      await Promise.all([
        histories.put(after),
        page && transaction.objectStore('pages').put(page, [before.key, before.pages]),
        transaction.done,
      ]);
    },

    async forget(key: string): Promise<void> {
      const transaction = database.transaction(['histories', 'pages'], 'readwrite');
      await Promise.all([
        transaction.objectStore('histories').delete(key),
        transaction.objectStore('pages').delete(IDBKeyRange.bound([key], [key, []])),
        transaction.done,
      ]);
    },
  };
}

export function newStoredHistory(account: string, asked: Asked): StoredHistory {
  return {
    key: JSON.stringify([account, asked.session, asked.from, asked.to]),
    account,
    asked,
    phase: 'reading',
    checkpoint: null,
    pages: 0,
    messages: 0,
    late: 0,
    savedAtMs: 0,
  };
}
