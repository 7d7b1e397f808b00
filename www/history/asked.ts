/** Which history to read, as it was typed. */
export interface Asked {
  session: string;
  from: string;
  to: string;
}

/** In place of a session's id: all sessions of the account. No id of Zoom's looks like it. */
export const EVERY_SESSION = '*';

export const isEverySession = ({ session }: Pick<Asked, 'session'>): boolean =>
  session === EVERY_SESSION;

/** How the page calls it. */
export const sessionName = (asked: Pick<Asked, 'session'>): string =>
  isEverySession(asked) ? 'All sessions' : asked.session;

export function isSame(one: Asked, other: Asked): boolean {
  return one.session === other.session && one.from === other.from && one.to === other.to;
}
