/**
 * Compares two JSON values exactly: the order of keys, −0, halves of surrogate pairs, and that no
 * object is in two places.
 *
 * @module
 */

/**
 * Walks without recursion: values may be deep.
 *
 * @param {unknown} actual
 * @param {unknown} expected what `JSON.parse` gave
 * @param {Set<object>} [seen] objects that `actual` must not have, and gets those that it has
 * @returns {string | undefined} where they differ and how
 */
export function difference(actual, expected, seen = new Set()) {
  /** @type {[actual: unknown, expected: unknown, path: string][]} */
  const open = [[actual, expected, '']];
  for (let next = open.pop(); next; next = open.pop()) {
    const [one, other, path] = next;
    if (Object.is(one, other)) continue;
    if (!isObject(one) || !isObject(other)) {
      return `${path || 'the value'} is ${shown(one)}, and should be ${shown(other)}`;
    }
    if (seen.has(one)) return `${path || 'the value'} is an object that stands elsewhere, too`;
    seen.add(one);
    const kind = differentKind(one, other);
    if (kind) return `${path || 'the value'} ${kind}`;
    const keys = Object.keys(other);
    for (let i = keys.length - 1; i >= 0; i -= 1) {
      const key = keys[i] ?? '';
      open.push([Reflect.get(one, key), Reflect.get(other, key), `${path}[${shown(key)}]`]);
    }
  }
  return undefined;
}

/**
 * @param {object} one
 * @param {object} other
 */
function differentKind(one, other) {
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return 'has another prototype';
  if (Array.isArray(one) !== Array.isArray(other)) return 'is no list, or is one';
  const keys = Reflect.ownKeys(one);
  const wanted = Reflect.ownKeys(other);
  if (keys.length !== wanted.length || keys.some((key, index) => key !== wanted[index])) {
    return `has the keys ${shown(keys.map(String))}, and should have ${shown(wanted.map(String))}`;
  }
  if (Object.isFrozen(one) && !Object.isFrozen(other)) return 'is frozen';
  // A plain property, not a getter; items of lists always are.
  const isOdd = (/** @type {PropertyKey} */ key) => {
    const found = Object.getOwnPropertyDescriptor(one, key);
    return !found?.enumerable || !found.writable || !found.configurable;
  };
  return !Array.isArray(one) && keys.some(isOdd) ? 'has a member that is no plain one' : undefined;
}

/** @returns {value is object} */
function isObject(/** @type {unknown} */ value) {
  return typeof value === 'object' && value !== null;
}

/** A value, cut to fit on a line. */
export function shown(/** @type {unknown} */ value) {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (isObject(value) && !Array.isArray(value)) return 'an object';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length})` : text;
}
