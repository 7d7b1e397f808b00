/** Numbers and names as text for the page. */

const numbers = new Intl.NumberFormat('en');

/** `1,204`. */
export const count = (value: number): string => numbers.format(value);

/** `1 message`, `1,204 messages`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** `418 KB`. */
export function bytes(size: number): string {
  const units = ['B', 'KB', 'MB', 'GB'];
  let value = size;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `2 min 5 s`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `failed_to_deliver` as words. */
export const spaced = (name: string): string => name.replaceAll('_', ' ');

/** `failed to deliver` as `Failed to deliver`. */
export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const BIDI_CONTROLS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes a foreign text safe where it cannot have its own element, such as in an attribute or a chart
 * label: removes characters that would change the direction of its neighbours, and isolates it.
 */
export function isolated(text: string): string {
  return `\u2068${text.replaceAll(BIDI_CONTROLS, '')}\u2069`;
}
