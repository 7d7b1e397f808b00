import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import * as sms from '../../pkg/inline.js';
import * as proxy from '../../pkg/proxy.js';
import { Clock } from '../histories/support.js';
import { ANSWER, FUNCTIONS, METHODS, PROXY_FUNCTIONS, rightOf } from './surface/calls.js';
import { made } from './surface/recipes.js';

/** @import { Call, World } from './surface/calls.js' */
/** @import { Argument, Recipe } from './surface/recipes.js' */

// Other trials: SURFACE_SEED=7 SURFACE_RUNS=5000 node --test tests/package/surface.test.js
const { SURFACE_SEED = '1', SURFACE_RUNS = '300', SURFACE_TRACE } = process.env;
const HOW = { seed: Number(SURFACE_SEED), numRuns: Number(SURFACE_RUNS), endOnFailure: false };

/** Unhandled errors. @type {unknown[]} */
const escaped = [];
for (const event of ['unhandledRejection', 'uncaughtException']) {
  process.on(event, (error) => escaped.push(error));
}
/** Nothing is asked but by the `fetch` of a trial. */
const ownFetch = globalThis.fetch;
globalThis.fetch = async () => assert.fail('the global fetch was called');
after(() => {
  globalThis.fetch = ownFetch;
});

const names = (/** @type {object} */ object) => Object.keys(object).sort();

test('every export and every client method has a trial', () => {
  assert.deepEqual(names(FUNCTIONS), names(sms));
  assert.deepEqual(names(PROXY_FUNCTIONS), names(proxy));
  const methods = Object.getOwnPropertyNames(sms.SmsClient.prototype);
  assert.deepEqual(names(METHODS), methods.filter((name) => name !== 'constructor').sort());
});

test('every option has a trial', async () => {
  for (const [name, call] of Object.entries({ ...FUNCTIONS, ...METHODS, ...PROXY_FUNCTIONS })) {
    for (const [i, { members = [] }] of call.args.entries()) {
      const args = call.args.map(({ right }) => right);
      const object = { 'no-such-option': { plain: 1 } };
      const world = { fetch: async () => {}, sms, proxy };
      const right = rightOf(world);
      const given = args.with(i, { object, as: 'plain' }).map((recipe) => made(recipe, right));
      const error = await failureOf(() => call.call(given, world));
      const unknown = error?.issues.find(({ code }) => code === 'unknown-option');
      const names = unknown?.accepted.replace('one of ', '').split(', ') ?? [];
      const missing = names.filter((known) => !members.includes(known));
      assert.deepEqual(missing, [], name);
    }
  }
});

/**
 * @param {() => unknown} work a call, or one that gives a generator
 * @returns {Promise<sms.SmsError | undefined>}
 */
async function failureOf(work) {
  try {
    const given = await work();
    await /** @type {Partial<AsyncGenerator> | undefined} */ (given)?.next?.();
    return undefined;
  } catch (error) {
    return error instanceof sms.SmsError ? error : undefined;
  }
}

/** @param {unknown} error */
function assertTyped(error) {
  assert.ok(error instanceof sms.SmsError, `a raw error: ${inspect(error)}`);
  assert.equal(typeof error.message, 'string');
  assert.notEqual(error.kind, 'wasm', 'the wasm has stopped');
}

/** What is done with a generator, one after the other or at once. */
const USE = fc.record({
  steps: fc.array(fc.constantFrom('next', 'return', 'throw'), { minLength: 1, maxLength: 5 }),
  atOnce: fc.boolean(),
});

/**
 * @param {unknown} generator
 * @param {{ steps: ('next' | 'return' | 'throw')[], atOnce: boolean }} use
 */
async function goThrough(generator, { steps, atOnce }) {
  const iterator = /** @type {AsyncGenerator} */ (generator);
  const own = new Error('thrown by the caller');
  /** @param {'next' | 'return' | 'throw'} step */
  const take = async (step) => {
    try {
      const result = await iterator[step](own);
      assert.equal(typeof result.done, 'boolean');
    } catch (error) {
      if (error !== own) assertTyped(error);
    }
  };
  if (atOnce) await Promise.all(steps.map(take));
  else for (const step of steps) await take(step);
  await take('return');
  assert.deepEqual(await iterator.next(), { done: true, value: undefined });
}

/**
 * One trial: what is called gives a result or an error of the package, in its time.
 *
 * @param {Call} call
 * @param {Recipe[]} recipes
 * @param {Recipe} answer
 * @param {Parameters<typeof goThrough>[1]} use
 */
async function tryOut(call, recipes, answer, use) {
  /** @type {string[]} */
  const requests = [];
  /** @type {World} */
  const world = {
    fetch: async (request) => {
      requests.push(request.url);
      return made(answer, right);
    },
    sms,
    proxy,
  };
  const right = rightOf(world);
  const args = recipes.map((recipe) => made(recipe, right));
  let given;
  try {
    given = call.call(args, world);
  } catch (error) {
    assert.equal(call.kind, 'sync', `thrown and not rejected: ${inspect(error)}`);
    assertTyped(error);
    return;
  }
  if (call.kind === 'generator') return goThrough(given, use);
  if (call.kind === 'sync') return;
  assert.ok(given instanceof Promise);
  try {
    await given;
  } catch (error) {
    assertTyped(error);
    if (error instanceof sms.InvalidRequestError && error.issues.length > 0) {
      assert.deepEqual(requests, [], 'something was sent');
    }
  }
}

/**
 * All arguments valid except one.
 *
 * @param {Argument[]} all
 * @returns {Recipe[][]}
 */
function eachWrong(all) {
  const right = all.map((argument) => argument.right);
  return all.flatMap(({ wrong }, i) => wrong.map((recipe) => right.with(i, recipe)));
}

/**
 * @param {string} what
 * @param {Call} call
 */
function testCall(what, call) {
  /** @type {Parameters<typeof goThrough>[1]} */
  const through = { steps: ['next', 'next', 'next'], atOnce: false };
  /** @type {(...trial: [Recipe[], Recipe, Parameters<typeof goThrough>[1]]) => Promise<void>} */
  const tried = async (args, answer, use) => {
    if (SURFACE_TRACE)
      process.stderr.write(`${inspect([what, args, answer, use], { depth: 9 })}\n`);
    const clock = new Clock(Date.UTC(2024, 2, 15, 12), PATIENCE_MS);
    await clock.rule(
      () => tryOut(call, args, answer, use),
      () => 0.5,
    );
    assert.deepEqual(escaped.splice(0), [], 'this error was not reported to the caller');
  };

  test(`${what} returns a result or a package error for any input`, async () => {
    for (const args of eachWrong(call.args)) {
      try {
        await tried(args, ANSWER.right, through);
      } catch (error) {
        assert.fail(`${inspect(args, { depth: 9 })}: ${inspect(error)}`);
      }
    }
    // And the wasm still works.
    assert.equal(sms.validateDateRange('2024-01-01', '2024-01-31').ok, true);
  });

  test(`${what} does so for any combination of inputs and responses`, async () => {
    const args = fc.tuple(...call.args.map(({ near }) => near));
    await fc.assert(fc.asyncProperty(args, ANSWER.near, USE, tried), HOW);
    assert.equal(sms.validateDateRange('2024-01-01', '2024-01-31').ok, true);
  });
}

/** Where nothing happens for so long, something is waited for that never comes. */
const PATIENCE_MS = 2_000;

for (const [name, call] of Object.entries(FUNCTIONS)) testCall(name, call);
for (const [name, call] of Object.entries(METHODS)) testCall(`a client's ${name}`, call);
for (const [name, call] of Object.entries(PROXY_FUNCTIONS)) testCall(name, call);
