/** Whose sessions are listed, or read as one. */
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
