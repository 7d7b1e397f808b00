/**
 * JSON as it is written: keys that come twice, their order, and the spelling of every string and
 * number, which `JSON.parse` forgets.
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
 * @param {Node} node
 * @param {Spacing} [spacing]
 */
export function print(node, spacing = compact) {
  /** @type {string[]} */
  const parts = [];
  printInto(parts, node, spacing, 0);
  return parts.join('');
}

/**
 * @param {string[]} parts
 * @param {Node} node
 * @param {Spacing} spacing
 * @param {number} depth
 */
function printInto(parts, node, spacing, depth) {
  if (typeof node === 'string') {
    parts.push(node);
    return;
  }
  const [open, close] = 'members' in node ? /** @type {const} */ (['{', '}']) : ['[', ']'];
  const count = 'members' in node ? node.members.length : node.items.length;
  parts.push(open);
  for (let i = 0; i < count; i += 1) {
    if (i > 0) parts.push(spacing(',', depth, false), ',', spacing(',', depth + 1, true));
    else parts.push(spacing(/** @type {Place} */ (open), depth + 1, true));
    if ('items' in node) {
      printInto(parts, node.items[i] ?? '', spacing, depth + 1);
      continue;
    }
    const [key = '', value = ''] = node.members[i] ?? [];
    parts.push(key, spacing(':', depth, false), ':', spacing(':', depth, true));
    printInto(parts, value, spacing, depth + 1);
  }
  if (count > 0) parts.push(spacing(/** @type {Place} */ (close), depth, false));
  parts.push(close);
}

const TOKEN = /[\t\n\r ]*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\t\n\r {}[\],:"]+)/y;

/**
 * Reads what `JSON.parse` has accepted. A list of open nodes takes the place of recursion, so that
 * any depth is read.
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
