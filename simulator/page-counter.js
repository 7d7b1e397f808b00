/**
 * How many pages of each session have been answered since a switch was set.
 * @module
 */

/**
 * @template Values
 * @param {import('./switch-board.js').Switched<Values>} switches
 * @param {keyof Values} name The switch whose changes start the count anew.
 */
export function createPageCounter(switches, name) {
  /** @returns {Map<string, number>} */
  const pages = () => switches.state(name, () => new Map());
  /** @param {string} id */
  const answered = (id) => pages().get(id) ?? 0;

  return {
    answered,

    /** @param {string} id */
    pageAnswered(id) {
      pages().set(id, answered(id) + 1);
    },
  };
}
