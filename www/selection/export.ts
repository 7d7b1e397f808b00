/** Exports the shown messages as files. */
import { type SmsGrain, type SmsMessage, toCsv, toNdjson } from 'zoom-phone-sms';

export type Format = 'csv' | 'ndjson';

const TYPES: Record<Format, string> = {
  csv: 'text/csv;charset=utf-8',
  ndjson: 'application/x-ndjson',
};

/** Messages written at a time: few enough not to delay drawing. */
const PART = 2000;

/** All columns of each message's rows, in order of time. */
export async function toFile(
  messages: readonly SmsMessage[],
  format: Format,
  options: { grain: SmsGrain; sessionId: string },
): Promise<Blob> {
  const parts: BlobPart[] = [];
  // A CSV without messages still has its header.
  for (let start = 0; start === 0 || start < messages.length; start += PART) {
    const part = messages.slice(start, start + PART);
    const bytes =
      format === 'csv' ? toCsv(part, { ...options, header: start === 0 }) : toNdjson(part, options);
    parts.push(bytes);
    await new Promise((resolve) => setTimeout(resolve));
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

/** A name that every file system accepts. */
export function fileName(session: string, format: Format, grain: SmsGrain): string {
  const safe = session.replaceAll(/[^\w-]+/g, '_').slice(0, 60);
  return `sms-${safe}-${grain}.${format}`;
}
