/**
 * Makes a failing value smaller as long as it still fails. fast-check chooses what to try next; this
 * module defines what is smaller.
 *
 * @module
 */
import fc from 'fast-check';
import { parse, print } from './tree.js';

/** @import { Node } from './tree.js' */

/** Shrinking stops after this time. */
const MOST_MS = 20_000;
/** Longer bodies are not made smaller byte by byte: it would take too long. */
const MOST_BYTES = 20_000;
/** Values below this depth are left alone: the recursion must end. */
const MOST_DEEP = 200;
/** Each is simpler than those after it. */
const SIMPLE = ['null', '0', '""', '{}', '[]'];

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The smallest value found that still fails.
 *
 * @template T
 * @param {T} value a failing one
 * @param {(value: T) => Iterable<T>} smaller gives candidates, the smallest first
 * @param {(value: T) => Promise<boolean>} fails
 * @returns {Promise<T>}
 */
export async function shrink(value, smaller, fails) {
  const property = fc.asyncProperty(
    new Given(value, smaller),
    async (value) => !(await fails(value)),
  );
  const { counterexample } = await fc.check(property, {
    numRuns: 1,
    interruptAfterTimeLimit: MOST_MS,
  });
  return counterexample?.[0] ?? value;
}

/**
 * One given value, for fast-check to shrink.
 *
 * @template T
 * @extends {fc.Arbitrary<T>}
 */
class Given extends fc.Arbitrary {
  /**
   * @param {T} value
   * @param {(value: T) => Iterable<T>} smaller
   */
  constructor(value, smaller) {
    super();
    this.value = value;
    this.smaller = smaller;
  }

  generate() {
    return new fc.Value(this.value, undefined);
  }

  /** @returns {_ is T} */
  canShrinkWithoutContext(/** @type {unknown} */ _) {
    return true;
  }

  shrink(/** @type {T} */ value) {
    const candidates = this.smaller(value)[Symbol.iterator]();
    return fc.stream(/** @type {IterableIterator<T>} */ (candidates)).map((candidate) => {
      return new fc.Value(candidate, undefined);
    });
  }
}

/**
 * The list without some items in a row, long runs first.
 *
 * @template T
 * @param {readonly T[]} list
 * @returns {Generator<T[]>}
 */
export function* shorter(list) {
  for (let size = list.length; size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < list.length; start += size) {
      yield [...list.slice(0, start), ...list.slice(start + size)];
    }
  }
}

/** @returns {Generator<Uint8Array[]>} */
export function* smallerBodies(/** @type {Uint8Array[]} */ bodies) {
  yield* shorter(bodies);
  for (const [index, body] of bodies.entries()) {
    for (const smaller of smallerBody(body)) yield bodies.with(index, smaller);
  }
}

/** @returns {Generator<Uint8Array>} */
function* smallerBody(/** @type {Uint8Array} */ body) {
  const tree = treeOf(body);
  if (tree !== undefined) {
    const compact = encoder.encode(print(tree));
    if (compact.length < body.length) yield compact;
    for (const smaller of smallerNodes(tree)) yield encoder.encode(print(smaller));
  }
  if (body.length > MOST_BYTES) return;
  for (const bytes of shorter([...body])) yield Uint8Array.from(bytes);
}

/** The JSON of a body; `undefined` if it has none, or one that is too deep to parse. */
function treeOf(/** @type {Uint8Array} */ body) {
  try {
    const text = decoder.decode(body);
    JSON.parse(text);
    return parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Without some of its members or items, and with simpler ones.
 *
 * @param {Node} node
 * @param {number} [depth]
 * @returns {Generator<Node>}
 */
function* smallerNodes(node, depth = 0) {
  if (typeof node === 'string' || depth > MOST_DEEP) return;
  if ('items' in node) {
    for (const items of shorter(node.items)) yield { items };
    for (const [index, item] of node.items.entries()) {
      for (const value of simplerValues(item, depth))
        yield { items: node.items.with(index, value) };
    }
    return;
  }
  for (const members of shorter(node.members)) yield { members };
  for (const [index, [key, item]] of node.members.entries()) {
    for (const value of simplerValues(item, depth)) {
      yield { members: node.members.with(index, [key, value]) };
    }
  }
}

/**
 * @param {Node} value
 * @param {number} depth
 * @returns {Generator<Node>}
 */
function* simplerValues(value, depth) {
  const rank = typeof value === 'string' ? SIMPLE.indexOf(value) : -1;
  yield* rank < 0 ? SIMPLE : SIMPLE.slice(0, rank);
  yield* smallerNodes(value, depth + 1);
}
