/** Keeps the list of sessions of the state: one listing at a time. */
import type { SmsClient, SmsListedSession } from 'zoom-phone-sms';
import { type Problem, toProblem } from '../history/problem.ts';
import { PRESETS, presetRange } from '../history/range.ts';
import { type Listed, merged, toListed } from './listed.ts';
import type { Scope } from './scope.ts';

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

const PAGE_SIZE = 100;

/** Zoom accepts a month, whichever it is. */
const MONTH_MS = 28 * 86_400_000;

export function createLister(client: SmsClient, report: (list: SessionList) => void) {
  let running = new AbortController();

  /** One page of those with the latest messages. */
  async function latest({ type, userId }: Scope, from: string, signal: AbortSignal) {
    const now = Date.now();
    const query = {
      session_type: type,
      from: new Date(Math.max(Date.parse(from), now - MONTH_MS)),
      to: new Date(now),
      page_size: PAGE_SIZE,
      signal,
    };
    const page = userId
      ? await client.listUserSmsSessions(userId, query)
      : await client.listSmsSessions(query);
    return page.sms_sessions;
  }

  return {
    /** Lists the sessions of a scope anew. */
    async list(scope: Scope): Promise<void> {
      running.abort();
      running = new AbortController();
      const { signal } = running;
      const { from } = presetRange(PRESETS[scope.preset] ?? PRESETS[0]);
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
        // `sessions` misses none, but begins with the oldest: what people look for is shown before it.
        waiting = await latest(scope, from, signal);
        add({});
        const { type, userId } = scope;
        const query = {
          session_type: type,
          filter_type: 'last_message_time' as const,
          ...(userId && { userId }),
          from,
          signal,
        };
        for await (const session of client.sessions(query)) {
          waiting.push(session);
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
