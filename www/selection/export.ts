/** Exports the shown messages as files. */
import { type SmsGrain, type SmsMessage, toCsv, toNdjson } from 'zoom-phone-sms';
import { type Asked, isEverySession, sessionName } from '../history/asked.ts';
import { type History, runs } from '../history/history.ts';

export type Format = 'csv' | 'ndjson';

const TYPES: Record<Format, string> = {
  csv: 'text/csv;charset=utf-8',
  ndjson: 'application/x-ndjson',
};

/** Messages written at a time: few enough not to delay drawing. */
const PART = 2000;

const PAUSE_MS = 50;

/** All columns of the rows of some messages: in order of time, those of several sessions session by session. */
export async function toFile(
  { messages, rows }: History,
  indexes: readonly number[],
  { format, grain }: Pick<Contents, 'format' | 'grain'>,
): Promise<Blob> {
  const write = (part: readonly SmsMessage[], sessionId: string | null, header: boolean) =>
    format === 'csv'
      ? toCsv(part, { grain, sessionId, header })
      : toNdjson(part, { grain, sessionId });
  const ordered = indexes.toSorted((a, b) => a - b);
  const chosen = ordered.flatMap((i) => rows[i] ?? []);
  // A CSV without messages still has its header.
  const parts: BlobPart[] = [write([], null, true)];
  let pausedMs = Date.now();
  for (const { first, end, session } of runs(chosen, 0, chosen.length)) {
    for (let start = first; start < end; start += PART) {
      const part = ordered.slice(start, Math.min(end, start + PART));
      parts.push(
        write(
          part.flatMap((i) => messages[i] ?? []),
          session,
          false,
        ),
      );
      if (Date.now() - pausedMs < PAUSE_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      pausedMs = Date.now();
    }
  }
  return new Blob(parts, { type: TYPES[format] });
}

/** Lets the browser save a file. */
export function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser may read the file a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

interface Contents {
  format: Format;
  grain: SmsGrain;
  /** Whether some of the messages were left out. */
  isFiltered: boolean;
}

/** A name that says what is in the file, and that every file system accepts. */
export function fileName(asked: Asked, contents: Contents): string {
  const { from, to } = asked;
  const { format, grain, isFiltered } = contents;
  const range = [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ');
  const whose = isEverySession(asked)
    ? sessionName(asked).toLowerCase()
    : asked.session.slice(0, 60);
  const name = `sms ${whose} ${range} ${grain}s${isFiltered ? ' filtered' : ''}`;
  return `${name.replaceAll(/[^\w-]+/g, '-').replaceAll(/-+/g, '-')}.${format}`;
}
