/** A session as the list shows it. */
import type { SmsListedSession, SmsParticipant } from 'zoom-phone-sms';
import { memoised } from '../state/store.ts';

export interface Listed {
  id: string;
  /** The other side: names, or numbers of those without a name. */
  title: string;
  /** The account's side. */
  owner: string;
  type: string;
  /** `null` if Zoom did not say it. */
  lastAtMs: number | null;
  /** What a search looks at, in lower case. */
  searched: string;
}

export function toListed(session: SmsListedSession): Listed {
  const participants = session.participants ?? [];
  const own = participants.filter(({ is_session_owner }) => is_session_owner);
  const others = participants.filter(({ is_session_owner }) => !is_session_owner);
  const lastAtMs = Date.parse(session.last_access_time ?? '');
  const known = participants.flatMap(({ display_name, phone_number }) => [
    display_name,
    phone_number && `+${phone_number}`,
  ]);
  return {
    id: session.session_id,
    title: namesOf(others.length > 0 ? others : own) || 'Unknown',
    owner: others.length > 0 ? namesOf(own) : '',
    type: session.session_type ?? '',
    lastAtMs: Number.isNaN(lastAtMs) ? null : lastAtMs,
    searched: [session.session_id, ...known].join('\n').toLowerCase(),
  };
}

function namesOf(participants: readonly SmsParticipant[]): string {
  return participants
    .map(({ display_name, phone_number }) => display_name?.trim() || phone_number || '')
    .filter(Boolean)
    .join(', ');
}

/** Adds sessions: the later state of each, those with the latest message first. */
export function merged(known: readonly Listed[], more: readonly Listed[]): readonly Listed[] {
  const sessions = new Map(known.map((session) => [session.id, session]));
  for (const session of more) {
    const before = sessions.get(session.id);
    if (!before || (session.lastAtMs ?? 0) >= (before.lastAtMs ?? 0))
      sessions.set(session.id, session);
  }
  return [...sessions.values()].sort((a, b) => (b.lastAtMs ?? 0) - (a.lastAtMs ?? 0));
}

/** The names of a session, if it is listed. */
export const titleOf = memoised(
  (sessions: readonly Listed[], id: string): string | undefined =>
    sessions.find((session) => session.id === id)?.title,
);

/** The sessions with each word of a search somewhere in their names, numbers or id. */
export function matching(sessions: readonly Listed[], text: string): readonly Listed[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sessions;
  return sessions.filter(({ searched }) => words.every((word) => searched.includes(word)));
}
