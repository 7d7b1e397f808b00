import { html } from 'lit-html';

/** A text with what is searched for in it marked: text nodes, whatever the text is. */
export function marked(text: string, searched: string) {
  const words = searched.split(/\s+/).filter(Boolean);
  if (words.length === 0) return text;
  const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  // Split by a group: every second part is what was found.
  return text
    .split(new RegExp(`(${pattern})`, 'giu'))
    .map((part, i) => (i % 2 === 1 ? html`<mark>${part}</mark>` : part));
}
