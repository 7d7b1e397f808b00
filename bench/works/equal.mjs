/**
 * The first difference of two values, as a path and both values; nothing if they are equal. Own keys are
 * compared in order if asked, because that is what `JSON.parse` gives.
 *
 * @param {unknown} one
 * @param {unknown} other
 * @param {{ inOrder?: boolean, path?: string }} [options]
 * @returns {string | undefined}
 */
export function difference(one, other, { inOrder = false, path = '' } = {}) {
  if (Object.is(one, other)) return undefined;
  if (!isObject(one) || !isObject(other)) return `${path}: ${show(one)} instead of ${show(other)}`;
  if (Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return `${path}: prototypes`;
  const [keys, wanted] = [Object.keys(one), Object.keys(other)];
  const [listed, asked] = inOrder ? [keys, wanted] : [keys.toSorted(), wanted.toSorted()];
  if (listed.length !== asked.length || listed.some((key, i) => key !== asked[i])) {
    return `${path}: keys ${show(listed.slice(0, 20))} instead of ${show(asked.slice(0, 20))}`;
  }
  for (const key of listed) {
    const found = difference(one[key], other[key], { inOrder, path: `${path}.${key}` });
    if (found) return found;
  }
  return undefined;
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
const isObject = (value) => typeof value === 'object' && value !== null;

/** @param {unknown} value */
const show = (value) => String(JSON.stringify(value)).slice(0, 300);
