/**
 * What has been read, kept in this browser. A page's messages and the checkpoint after them are stored
 * in one transaction: whatever ends the page in between, reading goes on without a loss or a repetition.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SmsMessage } from 'zoom-phone-sms';
import type { Asked } from '../state/state.ts';

/** A history as it is kept. */
export interface Kept {
  key: string;
  account: string;
  asked: Asked;
  /** `reading` where a reload or a crash came in between. */
  phase: 'reading' | 'stopped' | 'done';
  checkpoint: string | null;
  pages: number;
  messages: number;
  /** Messages that were come upon out of their place, and are not among them. */
  late: number;
  /** 0 before that. */
  savedAtMs: number;
}

interface Schema extends DBSchema {
  histories: { key: string; value: Kept };
  pages: { key: [history: string, page: number]; value: SmsMessage[] };
}

/** Another tab has read on meanwhile. */
export class OvertakenError extends Error {}

export type Archive = ReturnType<typeof createArchive>;

/** So many pages come back at once: 5000 messages. */
const BATCH = 50;

/** Some browsers never answer where storage is broken: after so long the page starts without it. */
const PATIENCE_MS = 5000;

/** The archive of this browser, or none where it keeps nothing. */
export function findArchive(): Promise<Archive | null> {
  const tooLate = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  return Promise.race([openArchive().catch(() => null), tooLate]);
}

async function openArchive(name = 'zoom-phone-sms'): Promise<Archive> {
  const database = await openDB<Schema>(name, 1, {
    upgrade(created) {
      created.createObjectStore('histories', { keyPath: 'key' });
      created.createObjectStore('pages');
    },
    // Whoever wants to delete it is not kept waiting by a page that was left.
    blocking(_current, _wanted, { target }) {
      if (target instanceof IDBDatabase) target.close();
    },
  });
  return createArchive(database);
}

function createArchive(database: IDBPDatabase<Schema>) {
  return {
    find: (key: string) => database.get('histories', key),

    /** Those of an account that have messages, the latest first. */
    async list(account: string): Promise<Kept[]> {
      const all = await database.getAll('histories');
      const own = all.filter((kept) => kept.account === account && kept.messages > 0);
      return own.sort((a, b) => b.savedAtMs - a.savedAtMs);
    },

    /** The messages of a history, in their order, in batches. */
    async *messages({ key, pages }: Kept): AsyncGenerator<SmsMessage[], void, void> {
      for (let first = 0; first < pages; first += BATCH) {
        const last = Math.min(first + BATCH, pages) - 1;
        const batch = await database.getAll('pages', IDBKeyRange.bound([key, first], [key, last]));
        yield batch.flat();
      }
    },

    /**
     * Replaces what is known of a history, and adds a page to it: both or neither. So two tabs that read the
     * same one cannot store a page twice: who comes second ends. (The Web Locks of WebKitGTK 2.50 hang a
     * page that is reloaded while it holds one.)
     * @throws {OvertakenError} where what is kept is not what this began with
     */
    async put(before: Kept, after: Kept, page?: SmsMessage[]): Promise<void> {
      const transaction = database.transaction(['histories', 'pages'], 'readwrite');
      const histories = transaction.objectStore('histories');
      const found = await histories.get(before.key);
      const place = found ?? { checkpoint: null, pages: 0 };
      if (place.checkpoint !== before.checkpoint || place.pages !== before.pages) {
        throw new OvertakenError('Another tab has read on.');
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

export function newKept(account: string, asked: Asked): Kept {
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
