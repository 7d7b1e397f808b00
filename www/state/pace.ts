/** Pages can arrive faster than a large history can be drawn: then several are shown at once. */
import type { Update } from '../history/reader.ts';

/** Up to this many messages, everything can be computed within a frame. */
const SMALL = 2000;

const LARGE_PAUSE_MS = 250;

/** Passes on small and final updates at once, and all others four times a second. */
export function paced(report: (update: Update) => void): (update: Update) => void {
  let waiting: Update = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    report(waiting);
    waiting = {};
  };
  return (update) => {
    waiting = { ...waiting, ...update };
    const phase = waiting.reading?.phase ?? 'reading';
    const isFinal = phase !== 'reading' && phase !== 'restoring';
    const isSmall = (waiting.history?.size ?? 0) <= SMALL;
    if (isFinal || (isSmall && timer === undefined)) flush();
    else timer ??= setTimeout(flush, LARGE_PAUSE_MS);
  };
}
