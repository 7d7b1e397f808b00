/**
 * Recipes of arguments: plain data that says what to make, so that what fails is shown in words and made
 * simpler.
 *
 * @module
 */
import fc from 'fast-check';
import { HOSTILE } from './hostile.js';

/**
 * @typedef {{ hostile: string } | { plain: unknown } | { right: string } | { list: Recipe[] } |
 *   { gives: Recipe, how: How } | { object: Record<string, Recipe>, as: Kind }} Recipe
 */
/** @typedef {'returns' | 'resolves' | 'throws' | 'rejects'} How */
/** @typedef {'plain' | 'bare' | 'frozen' | 'class' | 'getters' | 'proxy'} Kind */

/** What is right for an argument, by names that a recipe may use. @typedef {Record<string, () => unknown>} Right */

/** @type {fc.Arbitrary<Recipe>} */
const hostile = fc.constantFrom(...Object.keys(HOSTILE)).map((name) => ({ hostile: name }));

/** @type {fc.Arbitrary<Recipe>} */
const plain = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.double(),
    fc.integer({ min: -2, max: 200 }),
    fc.jsonValue({ maxDepth: 3 }),
  )
  .map((value) => ({ plain: value }));

/** @type {fc.Arbitrary<Recipe>} */
const gives = fc.record({
  gives: fc.oneof({ weight: 3, arbitrary: hostile }, plain),
  how: fc.constantFrom('returns', 'resolves', 'throws', 'rejects'),
});

/** @type {fc.Arbitrary<Recipe>} */
const list = fc
  .array(fc.oneof(hostile, plain), { maxLength: 3 })
  .map((recipes) => ({ list: recipes }));

/** Anything. */
const anyRecipe = fc.oneof({ weight: 6, arbitrary: hostile }, plain, gives, list);

/**
 * What may be given for an argument or for a member of one.
 *
 * @typedef {object} Argument
 * @property {Recipe} right what is right
 * @property {fc.Arbitrary<Recipe>} near what is right, nearly right, or anything
 * @property {string[]} [members] the names of its members, if it is an object of options
 * @property {Recipe[]} wrong all hostile values: in its place, or in that of one of its members
 */

const HOSTILES = Object.keys(HOSTILE).map((name) => ({ hostile: name }));

/**
 * Mostly what is right, by its name; else anything.
 * @param {string} first
 * @param {string[]} others
 * @returns {Argument}
 */
export function oneOf(first, ...others) {
  const right = fc.constantFrom(first, ...others).map((name) => ({ right: name }));
  return {
    right: { right: first },
    near: fc.oneof({ weight: 2, arbitrary: right }, anyRecipe),
    wrong: HOSTILES,
  };
}

/**
 * The first, or one of the others.
 * @param {Argument} first
 * @param {Argument[]} others
 * @returns {Argument}
 */
export function either(first, ...others) {
  const all = [first, ...others];
  return {
    members: all.flatMap(({ members = [] }) => members),
    right: first.right,
    near: fc.oneof(...all.map(({ near }) => near)),
    wrong: [...new Set(all.flatMap(({ wrong }) => wrong))],
  };
}

/**
 * A list.
 * @param {Argument} item
 * @returns {Argument}
 */
export function listOf(item) {
  const near = fc.array(item.near, { maxLength: 3 }).map((items) => ({ list: items }));
  return {
    right: { list: [item.right] },
    near,
    wrong: item.wrong.map((wrong) => ({ list: [item.right, wrong] })),
  };
}

/** @type {fc.Arbitrary<Kind>} */
const kind = fc.oneof(
  { weight: 3, arbitrary: fc.constant('plain') },
  fc.constantFrom('bare', 'frozen', 'class', 'getters', 'proxy'),
);

/**
 * An object of options that is nearly right: some members are, some are not, and some are unknown.
 * @param {Record<string, Argument>} members
 * @param {string[]} [required] those that are mostly there
 * @returns {Argument}
 */
export function nearly(members, required = []) {
  const none = fc.constant(undefined);
  const chosen = Object.entries(members).map(([name, { near }]) => {
    const weight = required.includes(name) ? 1 : 20;
    return [name, fc.oneof({ weight: 10, arbitrary: near }, { weight, arbitrary: none })];
  });
  const unknown = fc.oneof(
    { weight: 9, arbitrary: fc.constant({}) },
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 8 }), hostile, { maxKeys: 2 }),
  );
  /** @type {fc.Arbitrary<Record<string, Recipe | undefined>>} */
  const known = fc.record(Object.fromEntries(chosen));
  const object = fc.tuple(known, unknown, kind).map(([known, more, as]) => {
    const given = Object.entries(known).filter(([, recipe]) => recipe !== undefined);
    return /** @type {Recipe} */ ({ object: { ...Object.fromEntries(given), ...more }, as });
  });
  const rights = Object.fromEntries(required.map((name) => [name, members[name]?.right]));
  /** @param {Record<string, Recipe | undefined>} more @returns {Recipe} */
  const right = (more) => ({
    object: /** @type {Record<string, Recipe>} */ ({ ...rights, ...more }),
    as: 'plain',
  });
  const inMembers = Object.entries(members).flatMap(([name, { wrong }]) =>
    wrong.map((value) => right({ [name]: value })),
  );
  return {
    members: Object.keys(members),
    right: right({}),
    near: fc.oneof({ weight: 5, arbitrary: object }, anyRecipe),
    wrong: [...HOSTILES, ...inMembers],
  };
}

/** Anything, in an argument of which nothing is known. @type {Argument} */
export const anything = { right: { right: 'none' }, near: anyRecipe, wrong: HOSTILES };

/**
 * The value that a recipe is of.
 * @param {Recipe} recipe
 * @param {Right} right
 * @returns {unknown}
 */
export function made(recipe, right) {
  if ('hostile' in recipe) return HOSTILE[recipe.hostile]?.();
  if ('right' in recipe) return right[recipe.right]?.();
  if ('plain' in recipe) return recipe.plain;
  if ('list' in recipe) return recipe.list.map((item) => made(item, right));
  if ('gives' in recipe) return giving(recipe, right);
  const entries = Object.entries(recipe.object);
  return KINDS[recipe.as](entries.map(([name, member]) => [name, made(member, right)]));
}

/**
 * @param {{ gives: Recipe, how: How }} recipe
 * @param {Right} right
 */
function giving({ gives, how }, right) {
  const isAsync = how === 'resolves' || how === 'rejects';
  const settle = () => {
    const value = made(gives, right);
    if (how === 'throws' || how === 'rejects') throw value;
    return value;
  };
  return isAsync ? async () => settle() : settle;
}

/** @type {Record<Kind, (entries: [string, unknown][]) => object>} */
const KINDS = {
  plain: (entries) => Object.fromEntries(entries),
  bare: (entries) => Object.assign(Object.create(null), Object.fromEntries(entries)),
  frozen: (entries) => Object.freeze(Object.fromEntries(entries)),
  class: (entries) => Object.assign(new (class Options {})(), Object.fromEntries(entries)),
  getters: (entries) =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        entries.map(([name, value]) => [name, { get: () => value, enumerable: true }]),
      ),
    ),
  proxy: (entries) => new Proxy(Object.fromEntries(entries), {}),
};
