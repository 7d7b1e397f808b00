/**
 * Makes a platform's error safe to show: its message may contain a secret address, its names do not.
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

/** The most causes to follow: they may be circular. */
const DEPTH = 8;

/**
 * @param {unknown} thrown
 * @returns {string[]}
 */
function namesOf(thrown) {
  /** @type {unknown[]} */
  const names = [];
  try {
    let error = thrown;
    for (let depth = 0; depth < DEPTH && error instanceof Error; depth += 1) {
      names.push(error.name, /** @type {{ code?: unknown }} */ (error).code);
      error = error.cause;
    }
  } catch {
    // Reading what was thrown may throw.
  }
  return names.filter((name) => typeof name === 'string').filter((name) => /^\w{1,40}$/.test(name));
}
