import { html } from 'lit-html';

/** A text with the search words marked. Only makes text nodes, whatever the text. */
export function marked(text: string, searched: string) {
  const words = searched.split(/\s+/).filter(Boolean);
  if (words.length === 0) return text;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  // Splitting by a group makes every second part a match.
  return text
    .split(new RegExp(`(${pattern})`, 'giu'))
    .map((part, i) => (i % 2 === 1 ? html`<mark>${part}</mark>` : part));
}
