/**
 * What Rust asks of a caller's objects.
 *
 * @module
 */

/**
 * The names of an object's enumerable members, inherited ones too, each once. Throws what a proxy throws.
 *
 * @param {object} object
 */
export function namesOf(object) {
  const names = [];
  for (const name in object) names.push(name);
  return names;
}
