/**
 * Copies options at the time of the call. Later changes, while the wasm is still loading, only affect the
 * next call.
 *
 * @template Options
 * @param {Options} options
 * @returns {Options} A shallow copy. Anything that is not a plain object, or cannot be read, is returned
 *   unchanged, for the later check to refuse.
 */
export function snapshot(options) {
  try {
    if (Object.prototype.toString.call(options) !== '[object Object]') return options;
    // No prototype: a name such as `__proto__` would set it.
    /** @type {Record<string, unknown>} */
    const copy = Object.create(null);
    for (const name in options) {
      const value = options[name];
      // A `URL` is mutable; its string is not.
      copy[name] = name === 'baseUrl' && isUrl(value) ? String(value) : value;
    }
    return /** @type {Options} */ (copy);
  } catch {
    return options;
  }
}

/**
 * Whether something is a `URL` from any realm.
 *
 * @param {unknown} value
 * @returns {value is URL}
 */
export function isUrl(value) {
  return Object.prototype.toString.call(value) === '[object URL]';
}
