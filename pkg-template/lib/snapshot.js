/**
 * Options as they are when a function is called: what the caller changes afterwards, while the
 * wasm is still loading, is for the next call.
 *
 * @template Options
 * @param {Options} options
 * @returns {Options} A shallow copy; what is no plain object, or cannot be read, stays what it is
 *   and is refused where it is checked.
 */
export function snapshot(options) {
  try {
    if (Object.prototype.toString.call(options) !== '[object Object]') return options;
    // Without a prototype, which a name such as `__proto__` would set.
    /** @type {Record<string, unknown>} */
    const copy = Object.create(null);
    for (const name in options) {
      const value = options[name];
      // A `URL` may change; its text does not.
      copy[name] = name === 'baseUrl' && isUrl(value) ? String(value) : value;
    }
    return /** @type {Options} */ (copy);
  } catch {
    return options;
  }
}

/**
 * Whether something is a `URL`, of any realm.
 *
 * @param {unknown} value
 * @returns {value is URL}
 */
export function isUrl(value) {
  return Object.prototype.toString.call(value) === '[object URL]';
}
