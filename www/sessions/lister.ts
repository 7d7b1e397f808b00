/** Keeps the list of sessions of the state: one listing at a time. */
import type { SmsClient, SmsListedSession } from 'zoom-phone-sms';
import { type Problem, toProblem } from '../history/problem.ts';
import { PRESETS, presetRange } from '../history/range.ts';
import { type Listed, merged, toListed } from './listed.ts';
import { listSessions } from './listing.ts';

export const SCOPES = {
  all: 'All sessions',
  user: 'Users',
  call_queue: 'Call queues',
  auto_receptionist: 'Auto receptionists',
  service_endpoint: 'Service endpoints',
} as const;

/** Which sessions are listed. */
export interface Scope {
  type: keyof typeof SCOPES;
  /** Only this user's: an id or an email address. */
  userId: string;
  /** The index of the range in which the last message is. */
  preset: number;
}

export interface SessionList {
  phase: 'idle' | 'listing' | 'stopped' | 'done' | 'failed';
  sessions: readonly Listed[];
  /** The first day of the listed range. */
  from: string;
  problem: Problem | null;
}

export type Lister = ReturnType<typeof createLister>;

export const NO_SESSIONS: SessionList = { phase: 'idle', sessions: [], from: '', problem: null };

/** Drawn this often while pages arrive. */
const PAUSE_MS = 250;

export function createLister(client: SmsClient, report: (list: SessionList) => void) {
  let running = new AbortController();
  return {
    /** Lists the sessions of a scope anew. */
    async list({ type, userId, preset }: Scope): Promise<void> {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const { from } = presetRange(PRESETS[preset] ?? PRESETS[0]);
      let list: SessionList = { ...NO_SESSIONS, phase: 'listing', from };
      report(list);
      let waiting: SmsListedSession[] = [];
      let reportedMs = 0;
      const add = (changes: Partial<SessionList>) => {
        list = { ...list, sessions: merged(list.sessions, waiting.map(toListed)), ...changes };
        waiting = [];
        reportedMs = Date.now();
        if (running.signal === signal) report(list);
      };
      try {
        for await (const sessions of listSessions(
          client,
          { userId, session_type: type, from },
          signal,
        )) {
          waiting.push(...sessions);
          if (Date.now() - reportedMs > PAUSE_MS) add({});
        }
        add({ phase: 'done' });
      } catch (error) {
        if (signal.aborted) add({ phase: 'stopped' });
        else add({ phase: 'failed', problem: toProblem(error) });
      }
    },
    stop: () => running.abort(),
  };
}
