/**
 * Progress on stderr: one line that is rewritten on a terminal; now and then a line elsewhere. No colours, and the
 * cursor stays visible.
 *
 * @module
 */

/** @import { Environment } from './settings.js' */

/** How often the line of a terminal is rewritten. */
const DRAW_MS = 100;
/** How often a log, which cannot be rewritten, hears that the work goes on. */
const LOG_MS = 10_000;
/** Short work shows nothing. */
const QUIET_MS = 700;

/** What goes on, most important first: parts at the end are left out of narrow terminals. @typedef {string[]} Parts */

export class Progress {
  /** @type {() => Parts} */
  #parts = () => [];
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #start = 0;
  #logged = 0;
  #isDrawn = false;

  /**
   * @param {Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>} stream
   * @param {Environment} environment
   * @param {boolean} quiet
   */
  constructor(stream, { CI, TERM }, quiet) {
    this.stream = stream;
    this.quiet = quiet;
    this.isLive = stream.isTTY === true && !CI && TERM !== 'dumb';
  }

  /**
   * Shows what goes on until `end`.
   *
   * @param {() => Parts} parts
   */
  begin(parts) {
    if (this.quiet) return;
    this.#parts = parts;
    this.#start = performance.now();
    this.#logged = this.#start;
    this.#timer = setInterval(() => this.#tick(), DRAW_MS);
    this.#timer.unref();
  }

  /**
   * A line that stays, such as a warning; also when quiet.
   *
   * @param {string} line
   */
  say(line) {
    this.#clear();
    this.stream.write(`${line}\n`);
  }

  /**
   * A line that stays, unless quiet.
   *
   * @param {string} line
   */
  note(line) {
    if (!this.quiet) this.say(line);
  }

  end() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#clear();
  }

  #tick() {
    const now = performance.now();
    if (now - this.#start < QUIET_MS) return;
    if (this.isLive) {
      this.stream.write(`\r\x1b[2K${fitted(this.#parts(), (this.stream.columns || 80) - 1)}`);
      this.#isDrawn = true;
    } else if (now - this.#logged >= LOG_MS) {
      this.#logged = now;
      this.stream.write(`${this.#parts().join(', ')}\n`);
    }
  }

  #clear() {
    if (this.#isDrawn) this.stream.write('\r\x1b[2K');
    this.#isDrawn = false;
  }
}

/**
 * As many parts as fit.
 *
 * @param {Parts} parts
 * @param {number} width
 */
export function fitted(parts, width) {
  let line = '';
  for (const part of parts) {
    const longer = line ? `${line}, ${part}` : part;
    if (longer.length > width) break;
    line = longer;
  }
  return line || (parts[0] ?? '').slice(0, width);
}

/** A number for people: 1,234,567. @param {number} value */
export const grouped = (value) => value.toLocaleString('en-US');

/**
 * A number with its noun.
 *
 * @param {number} value
 * @param {string} noun in the singular
 */
export const counted = (value, noun) => `${grouped(value)} ${noun}${value === 1 ? '' : 's'}`;

/** @param {number} ms */
export function duration(ms) {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
