/**
 * The least body that still fails: parts are taken away as long as the same law fails.
 *
 * @module
 */
import { parse, print } from './tree.js';

/** @import { Members, Node } from './tree.js' */

/** @typedef {(bodies: Uint8Array[]) => Promise<boolean>} Fails */

/** A body that is not the least after this time is small enough. */
const MOST_MS = 20_000;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * @param {Uint8Array[]} bodies
 * @param {Fails} fails
 */
export async function shrink(bodies, fails) {
  const start = performance.now();
  const bounded = async (/** @type {Uint8Array[]} */ bodies) => {
    return performance.now() - start < MOST_MS && (await fails(bodies));
  };
  let least = await shrinkList(bodies, bounded);
  for (let i = 0; i < least.length; i += 1) {
    const others = (/** @type {Uint8Array} */ body) => least.with(i, body);
    const failsWith = (/** @type {Uint8Array} */ body) => bounded(others(body));
    let body = /** @type {Uint8Array} */ (least[i]);
    body = await shrinkTree(body, failsWith);
    body = await shrinkBytes(body, failsWith);
    least = others(body);
  }
  return least;
}

/**
 * Takes away runs of items, long ones first.
 *
 * @template T
 * @param {T[]} list
 * @param {(list: T[]) => Promise<boolean>} fails
 */
export async function shrinkList(list, fails) {
  let least = list;
  for (
    let size = Math.ceil(list.length / 2);
    size > 0;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = 0; start < least.length; ) {
      const fewer = [...least.slice(0, start), ...least.slice(start + size)];
      if (await fails(fewer)) least = fewer;
      else start += size;
    }
  }
  return least;
}

/**
 * @param {Uint8Array} body
 * @param {(body: Uint8Array) => Promise<boolean>} fails
 */
async function shrinkBytes(body, fails) {
  // Byte by byte only what a person might still read.
  if (body.length > 20_000) return body;
  const least = await shrinkList([...body], (bytes) => fails(Uint8Array.from(bytes)));
  return Uint8Array.from(least);
}

/**
 * Takes away members and items, and makes values simple. What is no JSON stays as it is.
 *
 * @param {Uint8Array} body
 * @param {(body: Uint8Array) => Promise<boolean>} fails
 */
async function shrinkTree(body, fails) {
  const tree = treeOf(body);
  if (tree === undefined) return body;
  const stillFails = async () => fails(encoder.encode(print(tree)));
  if (!(await stillFails())) return body;
  // What is too deep for that is made small byte by byte.
  await shrinkNode(tree, stillFails).catch(() => {});
  return encoder.encode(print(tree));
}

/** @returns {Exclude<Node, string> | undefined} */
function treeOf(/** @type {Uint8Array} */ body) {
  try {
    const text = decoder.decode(body);
    JSON.parse(text);
    const tree = parse(text);
    return typeof tree === 'string' ? undefined : tree;
  } catch {
    return undefined;
  }
}

/**
 * @param {Exclude<Node, string>} node changed in place
 * @param {() => Promise<boolean>} fails
 */
async function shrinkNode(node, fails) {
  if ('items' in node) {
    node.items = await shrinkList(node.items, (items) => isWorth(node, { items }, fails));
    for (const [index, item] of node.items.entries()) {
      await shrinkValue(item, (value) =>
        isWorth(node, { items: node.items.with(index, value) }, fails),
      );
    }
    return;
  }
  node.members = await shrinkList(node.members, (members) => isWorth(node, { members }, fails));
  for (const [index, [key, item]] of node.members.entries()) {
    await shrinkValue(item, (value) => {
      return isWorth(node, { members: node.members.with(index, [key, value]) }, fails);
    });
  }
}

/**
 * @param {Node} value
 * @param {(value: Node) => Promise<boolean>} replaced
 */
async function shrinkValue(value, replaced) {
  for (const simple of ['null', '0', '""', '{}', '[]']) {
    if (value === simple || (await replaced(simple))) return;
  }
  if (typeof value === 'object') await shrinkNode(value, () => replaced(value));
}

/**
 * Tries a change, and takes it back if it does not fail any more.
 *
 * @param {Exclude<Node, string>} node
 * @param {Partial<Members> & Partial<import('./tree.js').Items>} change
 * @param {() => Promise<boolean>} fails
 */
async function isWorth(node, change, fails) {
  const before = { ...node };
  Object.assign(node, change);
  if (await fails()) return true;
  Object.assign(node, before);
  return false;
}
