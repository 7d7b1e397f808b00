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
    const { sessions, waitingFor, waitingUntil } = this.seen;
    const elapsed = performance.now() - this.#start;
    const total = sessions === undefined ? '' : `/${grouped(sessions)}`;
    const parts = [`${grouped(this.read)}${total} sessions`, counted(this.messages, 'message')];
    if (waitingFor) parts.unshift(waiting(waitingFor, waitingUntil));
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
    const { sessions } = this.seen;
    if (!sessions || elapsed < TIME_FOR_ESTIMATE_MS) return undefined;
    const share = (this.read + this.failed.size) / sessions;
    if (share < SHARE_FOR_ESTIMATE || share > 1) return undefined;
    return (elapsed * (1 - share)) / share;
  }
}

/**
 * @param {string} what
 * @param {Seen['waitingUntil']} until
 */
function waiting(what, until) {
  if (until === undefined || until === null) return `waiting for ${what}`;
  const time = new Date(until);
  const isSoon = time.getTime() - Date.now() < 86_400_000 / 2;
  const shown = time.toISOString();
  return `waiting for ${what} until ${isSoon ? shown.slice(11, 19) : shown.slice(0, 16)} UTC`;
}
