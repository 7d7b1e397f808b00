/** Pages can arrive faster than a large history can be drawn: then several are shown at once. */
import type { Told } from '../history/reader.ts';

/** Up to this many messages, everything can be computed within a frame. */
const SMALL = 2000;

const LARGE_PAUSE_MS = 250;

/** Passes on small and final updates at once, and all others four times a second. */
export function paced(tell: (told: Told) => void): (told: Told) => void {
  let waiting: Told = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    tell(waiting);
    waiting = {};
  };
  return (told) => {
    waiting = { ...waiting, ...told };
    const phase = waiting.reading?.phase ?? 'reading';
    const isFinal = phase !== 'reading' && phase !== 'restoring';
    const isSmall = (waiting.history?.size ?? 0) <= SMALL;
    if (isFinal || (isSmall && timer === undefined)) flush();
    else timer ??= setTimeout(flush, LARGE_PAUSE_MS);
  };
}
