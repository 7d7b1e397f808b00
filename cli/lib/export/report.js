/**
 * What an export says while it runs, and at its end.
 *
 * @module
 */
import { counted, duration, grouped } from '../progress.js';

/** @import { Downloads } from '../attachments/downloads.js' */
/** @import { Seen } from './source.js' */

/** Before this share of the sessions is read, nothing is known about the rest. */
const SHARE_FOR_ESTIMATE = 0.03;
const TIME_FOR_ESTIMATE_MS = 5_000;

export class Report {
  messages = 0;
  read = 0;
  /** @type {Map<string, string>} the sessions that could not be read, and why */
  failed = new Map();
  /** @type {Seen} */
  seen = {};
  /** @type {Downloads | undefined} */
  downloads;
  #start = performance.now();

  /** For the line of progress. */
  parts() {
    const { sessions } = this.seen;
    const elapsed = performance.now() - this.#start;
    const total = sessions === undefined ? '' : `/${grouped(sessions)}`;
    const parts = [`${grouped(this.read)}${total} sessions`, counted(this.messages, 'message')];
    const waits = waiting(this.seen);
    if (waits) parts.unshift(waits);
    if (this.failed.size > 0) parts.push(`${grouped(this.failed.size)} failed`);
    if (this.downloads?.waiting)
      parts.push(`${counted(this.downloads.waiting, 'attachment')} to save`);
    const left = this.#leftMs(elapsed);
    if (left !== undefined) parts.push(`about ${duration(left)} left`);
    parts.push(`${grouped(Math.round(this.messages / (elapsed / 1000)))}/s`);
    return parts;
  }

  /** @param {number} elapsed */
  #leftMs(elapsed) {
    const { sessions, remainingMs } = this.seen;
    if (remainingMs) return remainingMs;
    if (!sessions || elapsed < TIME_FOR_ESTIMATE_MS) return undefined;
    const share = (this.read + this.failed.size) / sessions;
    if (share < SHARE_FOR_ESTIMATE || share >= 1) return undefined;
    return (elapsed * (1 - share)) / share;
  }
}

/** A wait that is shorter is not worth reading. */
const SHORT_MS = 2_000;

/**
 * What the next request waits for, and until when, in the time of this machine.
 *
 * @param {Seen} seen
 */
function waiting({ waitingFor, waitingUntil }) {
  if (!waitingFor) return undefined;
  const isRetry = waitingFor === 'retry';
  if (!waitingUntil) return isRetry ? 'trying again' : 'waiting for the rate limit';
  if (waitingUntil - Date.now() < SHORT_MS) return undefined;
  return `${isRetry ? 'retry at' : 'rate limit until'} ${new Date(waitingUntil).toLocaleTimeString('en-GB')}`;
}
