/**
 * What a platform threw, as it may be told: its words may hold an address that is a secret, its names do
 * not.
 *
 * @module
 */

/**
 * An error that names what failed, such as `TypeError, Error, ECONNREFUSED`.
 *
 * @param {unknown} thrown
 */
export function causeOf(thrown) {
  return new Error(namesOf(thrown).join(', '));
}

/**
 * @param {unknown} thrown
 * @returns {string[]}
 */
function namesOf(thrown) {
  if (!(thrown instanceof Error)) return [];
  const { name, cause } = thrown;
  const { code } = /** @type {{ code?: unknown }} */ (thrown);
  return [name, ...(typeof code === 'string' ? [code] : []), ...namesOf(cause)].filter((word) =>
    /^\w{1,40}$/.test(word),
  );
}
