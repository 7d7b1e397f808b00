import { SCOPES, type Scope } from '../sessions/scope.ts';

/** Which history to read, as it was typed. */
export interface Asked {
  session: string;
  from: string;
  to: string;
}

/** Whose sessions are read as one. */
export type Whose = Pick<Scope, 'type' | 'userId'>;

/** Before what stands in place of a session's id, for all sessions as one. No id of Zoom's looks like it. */
const MARK = '*';

/** All sessions, in place of a session's id: `*`, `*call_queue`, `*call_queue/someone@example.com`. */
export function everySession({ type, userId }: Whose): string {
  return `${MARK}${type === 'all' ? '' : type}${userId && `/${userId}`}`;
}

/** Whose sessions are asked for as one; `null` if it is one session. */
export function whoseOf({ session }: Pick<Asked, 'session'>): Whose | null {
  if (!session.startsWith(MARK)) return null;
  const [kind = '', ...user] = session.slice(MARK.length).split('/');
  const type = kind || 'all';
  return isType(type) ? { type, userId: user.join('/') } : null;
}

const isType = (type: string): type is Scope['type'] => Object.hasOwn(SCOPES, type);

export const isEverySession = (asked: Pick<Asked, 'session'>): boolean => whoseOf(asked) !== null;

/** How the page calls it. */
export function sessionName(asked: Pick<Asked, 'session'>): string {
  const whose = whoseOf(asked);
  if (!whose) return asked.session;
  const { type, userId } = whose;
  const ofType = type === 'all' ? '' : ` of ${SCOPES[type].toLowerCase()}`;
  return `All sessions${ofType}${userId && ` of ${userId}`}`;
}

export function isSame(one: Asked, other: Asked): boolean {
  return one.session === other.session && one.from === other.from && one.to === other.to;
}
