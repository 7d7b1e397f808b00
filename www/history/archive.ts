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
const START_MS = 5000;

/** Reading and writing may take this long, also on a slow disk. */
const ANSWER_MS = 30_000;

/** The browser did not answer in time. */
class StorageTimeout extends Error {
  override name = 'StorageTimeout';
}

function inTime<Value>(work: Promise<Value>, timeoutMs = ANSWER_MS): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new StorageTimeout('Storage does not answer.')), timeoutMs);
  });
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}

/** The archive of this browser, or `null` if it cannot store anything. */
export async function findArchive(): Promise<Archive | null> {
  try {
    const archive = createArchive(await inTime(openDatabase(), START_MS));
    // A database can open and still not answer.
    await inTime(archive.find(''), START_MS);
    return archive;
  } catch {
    return null;
  }
}

async function openDatabase(name = 'zoom-phone-sms'): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('histories', { keyPath: 'key' });
      created.createObjectStore('pages');
    },
    // A page left open must not block the deletion of the database.
    blocking(_current, _wanted, { target }) {
      if (target instanceof IDBDatabase) target.close();
    },
  });
}

function createArchive(database: IDBPDatabase<Schema>) {
  return {
    find: (key: string) => inTime(database.get('histories', key)),

    /** An account's histories that have messages, latest first. */
    async list(account: string): Promise<StoredHistory[]> {
      const all = await inTime(database.getAll('histories'));
      const own = all.filter((history) => history.account === account && history.messages > 0);
      return own.sort((a, b) => b.savedAtMs - a.savedAtMs);
    },

    /** Yields the messages of a history as they were stored, in batches. */
    async *pages({ key, pages }: StoredHistory): AsyncGenerator<StoredPage[], void, void> {
      for (let first = 0; first < pages; first += BATCH) {
        const last = Math.min(first + BATCH, pages) - 1;
        const batch = IDBKeyRange.bound([key, first], [key, last]);
        yield await inTime(database.getAll('pages', batch));
      }
    },

    /**
     * Updates a history and adds a page to it: both or neither. Two tabs that read the same history cannot
     * store a page twice: the second one stops. (Web Locks are no alternative: in WebKitGTK 2.50 a page hangs
     * if it is reloaded while it holds one.)
     * @throws {OvertakenError} if the stored history differs from `before`
     */
    put: (before: StoredHistory, after: StoredHistory, page?: StoredPage): Promise<void> =>
      inTime(put(before, after, page)),

    forget: (key: string): Promise<void> => inTime(forget(key)),
  };

  async function put(before: StoredHistory, after: StoredHistory, page?: StoredPage) {
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
  }

  async function forget(key: string) {
    const transaction = database.transaction(['histories', 'pages'], 'readwrite');
    await Promise.all([
      transaction.objectStore('histories').delete(key),
      transaction.objectStore('pages').delete(IDBKeyRange.bound([key], [key, []])),
      transaction.done,
    ]);
  }
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
