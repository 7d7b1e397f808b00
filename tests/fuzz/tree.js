/**
 * JSON as it is written, with what `JSON.parse` loses: duplicate keys, their order, and the spelling
 * of every string and number.
 *
 * @module
 */

/**
 * A scalar is its own spelling.
 *
 * @typedef {string | Members | Items} Node
 * @typedef {{ members: [key: string, value: Node][] }} Members keys are as they are spelled
 * @typedef {{ items: Node[] }} Items
 */

/** @typedef {'{' | '}' | '[' | ']' | ',' | ':' | 'start' | 'end'} Place where white space may be: after an opening, before a closing mark */

/**
 * The white space at a place: `after` of a comma or colon, or before it.
 *
 * @typedef {(place: Place, depth: number, after: boolean) => string} Spacing
 */

/** @type {Spacing} */
export const compact = () => '';

/**
 * Uses a list instead of recursion: values may be deep.
 *
 * @param {Node} node
 * @param {Spacing} [spacing]
 */
export function print(node, spacing = compact) {
  let json = '';
  /** @type {[Node | { text: () => string }, depth: number][]} */
  const open = [[node, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [part, depth] = next;
    if (typeof part === 'string') json += part;
    else if ('text' in part) json += part.text();
    else open.push(...partsOf(part, depth, spacing).reverse());
  }
  return json;
}

/**
 * @param {Members | Items} node
 * @param {number} depth
 * @param {Spacing} spacing
 */
function partsOf(node, depth, spacing) {
  const isObject = 'members' in node;
  /** @type {[Node | { text: () => string }, depth: number][]} */
  const parts = [];
  const put = (/** @type {() => string} */ text) => parts.push([{ text }, depth]);
  const [open, close] = isObject
    ? /** @type {const} */ (['{', '}'])
    : /** @type {const} */ (['[', ']']);
  /** @type {[key: string | undefined, value: Node][]} */
  const children = isObject ? node.members : node.items.map((item) => [undefined, item]);
  for (const [index, [key, value]] of children.entries()) {
    if (index === 0) put(() => open + spacing(open, depth + 1, true));
    else put(() => `${spacing(',', depth, false)},${spacing(',', depth + 1, true)}`);
    if (key !== undefined)
      put(() => `${key}${spacing(':', depth, false)}:${spacing(':', depth, true)}`);
    parts.push([value, depth + 1]);
  }
  put(() => (children.length > 0 ? spacing(close, depth, false) + close : open + close));
  return parts;
}

const TOKEN = /[\t\n\r ]*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\t\n\r {}[\],:"]+)/y;

/**
 * Reads text that `JSON.parse` has accepted. Uses a list instead of recursion: values may be deep.
 *
 * @param {string} text
 * @returns {Node}
 */
export function parse(text) {
  TOKEN.lastIndex = 0;
  /** @type {Items} */
  const root = { items: [] };
  /** @type {(Members | Items)[]} */
  const open = [root];
  let key = '';
  let awaitsKey = false;
  for (let match = TOKEN.exec(text); match; match = TOKEN.exec(text)) {
    const token = match[1] ?? '';
    const parent = /** @type {Members | Items} */ (open.at(-1));
    if (token === ':') {
      awaitsKey = false;
    } else if (token === ',') {
      awaitsKey = 'members' in parent;
    } else if (token === '}' || token === ']') {
      open.pop();
      awaitsKey = false;
    } else if (awaitsKey) {
      key = token;
    } else {
      const node = token === '{' ? { members: [] } : token === '[' ? { items: [] } : token;
      if ('members' in parent) parent.members.push([key, node]);
      else parent.items.push(node);
      if (typeof node !== 'string') open.push(node);
      awaitsKey = token === '{';
    }
  }
  return root.items[0] ?? 'null';
}
