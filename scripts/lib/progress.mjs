import { performance } from 'node:perf_hooks';

/** How often the live line is redrawn. */
const DRAW_MS = 100;

/** How often a log, which cannot be redrawn, reports that work continues. */
const HEARTBEAT_MS = 60_000;

const { CI } = process.env;
const isLive = process.stderr.isTTY === true && !CI;

/** The active tasks, oldest first. The live line shows the latest. */
const shown = new Set();

/**
 * Shows progress until `end` is called. A terminal has one line, redrawn in place; a log gets a line at the
 * start and one each minute. This uses no npm package, because it also shows their installation.
 * @param {string} title
 */
export function progress(title) {
  const start = performance.now();
  let latest = '';
  const elapsed = () => performance.now() - start;

  const draw = () => {
    if ([...shown].at(-1) !== draw) return;
    const text = `${title}  ${duration(elapsed())}${latest && `  ${latest}`}`;
    const width = (process.stderr.columns || 80) - 1;
    process.stderr.write(`\r\x1b[2K${Array.from(text).slice(0, width).join('')}`);
  };
  const beat = () => console.log(`      ${title}: ${duration(elapsed())} so far  ${latest}`);

  shown.add(draw);
  if (!isLive) console.log(`      ${title} …`);
  const timer = setInterval(isLive ? draw : beat, isLive ? DRAW_MS : HEARTBEAT_MS);
  timer.unref();

  return {
    /** @param {string} line what is happening now */
    say(line) {
      latest = line;
    },
    /** Removes the live line and returns the elapsed milliseconds. */
    end() {
      clearInterval(timer);
      shown.delete(draw);
      if (isLive) process.stderr.write('\r\x1b[2K');
      return elapsed();
    },
  };
}

/**
 * Runs a task with progress, and prints one line about it at the end.
 * @template T
 * @param {string} title
 * @param {(say: (line: string) => void) => Promise<T>} work
 */
export async function task(title, work) {
  const shown = progress(title);
  try {
    const result = await work(shown.say);
    console.log(`ok    ${title}  ${duration(shown.end())}`);
    return result;
  } catch (error) {
    console.log(`FAIL  ${title}  ${duration(shown.end())}`);
    throw error;
  }
}

/** @param {number} ms */
export function duration(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
