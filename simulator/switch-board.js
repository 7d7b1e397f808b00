/**
 * Settings that can change while the simulator runs, for any table of them.
 * @module
 */

/**
 * @typedef {object} ValueKind
 * @property {string} what The accepted values, for a sentence: "... must be a whole number, not ...".
 * @property {string} hint The same for `--help`, as a flag value.
 * @property {(value: unknown) => boolean} accepts
 * @property {(text: string) => unknown} parse Parses a flag's text. Invalid text may give any
 *   value that `accepts` refuses.
 */

/**
 * @template Value
 * @typedef {object} Switch
 * @property {Value} initial
 * @property {ValueKind} kind
 * @property {string} about
 */

/**
 * The switches that one part of the simulator depends on.
 * @template Values
 * @typedef {object} Switched
 * @property {Readonly<Values>} values The current values.
 * @property {<State>(name: keyof Values, create: () => State) => State} state The state of a switch,
 *   such as counts. It is created again whenever the switch is set.
 */

/**
 * All switches: `set` changes those it names, `reset` restores the initial values.
 * @template Values
 * @typedef {Switched<Values> & {
 *   set: (changes: Partial<Values>) => void,
 *   reset: () => void,
 * }} SwitchBoard
 */

/**
 * @template {object} Values
 * @param {{ readonly [Name in keyof Values]: Switch<Values[Name]> }} table
 * @param {Partial<Values>} chosen The initial values, also used by `reset`.
 * @returns {SwitchBoard<Values>}
 * @throws {TypeError} For an unknown name or value: otherwise a misspelt switch would silently test nothing.
 */
export function createSwitchBoard(table, chosen) {
  const names = /** @type {(keyof Values & string)[]} */ (Object.keys(table));
  const initial = Object.fromEntries(names.map((name) => [name, table[name].initial]));
  const beginning = /** @type {Values} */ ({ ...initial, ...check(table, chosen) });
  let values = beginning;
  /** The state of each switch since it was last set. @type {Map<keyof Values, unknown>} */
  const states = new Map();

  return {
    get values() {
      return values;
    },

    set(changes) {
      values = { ...values, ...check(table, changes) };
      for (const name of Object.keys(changes)) states.delete(/** @type {keyof Values} */ (name));
    },

    reset() {
      values = beginning;
      states.clear();
    },

    state(name, create) {
      if (!states.has(name)) states.set(name, create());
      return /** @type {ReturnType<typeof create>} */ (states.get(name));
    },
  };
}

/**
 * @template {object} Values
 * @param {{ readonly [Name in keyof Values]: Switch<Values[Name]> }} table
 * @param {Partial<Values>} values
 */
function check(table, values) {
  for (const [name, value] of Object.entries(values)) {
    if (!Object.hasOwn(table, name)) {
      throw new TypeError(`The simulator has no option '${name}'.`);
    }
    const { kind } = table[/** @type {keyof Values} */ (name)];
    if (!kind.accepts(value)) {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      throw new TypeError(`'${name}' must be ${kind.what}, not ${text}.`);
    }
  }
  // A copy: later changes to the caller's object must not bypass this check.
  return structuredClone(values);
}
