import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from './faults.js';
import { fuzz } from './fuzz.js';
import { KNOWN } from './known.js';
import { product } from './product.js';
import { reference } from './reference.js';
import { report } from './report.js';
import { shrink, smallerBodies } from './shrink.js';
import { runTrial } from './trial.js';

/** A new seed each day, shown in the name of the test. */
const DAY = Math.floor(Date.now() / 86_400_000);
const { FUZZ_SEED = String(DAY), FUZZ_CASES = '2000' } = process.env;
const [seed, cases] = [Number(FUZZ_SEED), Number(FUZZ_CASES)];
/** Finds every fault soon. Other seeds may take longer for one of them. */
const FAULT_SEED = 9;
const ENOUGH = 2_000;

test(`${cases} cases of seed ${seed} are what the oracle says`, async () => {
  const { failure } = await fuzz(product, { seed, cases });
  if (failure) assert.fail(await report(product, seed, failure));
});

test('bodies that were once read wrongly are read correctly', async () => {
  for (const text of KNOWN) {
    const bodies = [new TextEncoder().encode(text)];
    // Several times, to cover all grains and forms.
    for (let again = 0; again < 20; again += 1) {
      const { failure } = await runTrial(product, { bodies, seed: seed + again });
      assert.deepEqual({ text, failure }, { text, failure: undefined });
    }
  }
});

test('the reference passes', async () => {
  const { failure } = await fuzz(reference(), { seed, cases: 500 });
  assert.equal(failure, undefined);
});

for (const [what, plant] of Object.entries(FAULTS)) {
  test(`the fuzzing finds that ${what}`, async () => {
    const { failure } = await fuzz(reference(plant()), { seed: FAULT_SEED, cases: ENOUGH });
    assert.ok(failure);
  });
}

test('a failing body shrinks to the smallest one, as JSON or as bytes', async () => {
  const leastOf = async (
    /** @type {string} */ body,
    /** @type {(text: string) => boolean} */ fails,
  ) => {
    const bodies = ['[]', body].map((text) => new TextEncoder().encode(text));
    const texts = (/** @type {Uint8Array[]} */ bodies) => {
      return bodies.map((bytes) => new TextDecoder().decode(bytes));
    };
    return texts(await shrink(bodies, smallerBodies, async (bodies) => texts(bodies).some(fails)));
  };
  const page = '{ "page_size": 9, "sms_histories": [{}, {"sender": {"id": [1]}, "x": 1}, {}, {}]}';
  const hasSender = (/** @type {string} */ text) => {
    try {
      return JSON.parse(text).sms_histories.some((/** @type {object} */ message) => {
        return Object.hasOwn(message, 'sender');
      });
    } catch {
      return false;
    }
  };
  assert.deepEqual(await leastOf(page, hasSender), ['{"sms_histories":[{"sender":null}]}']);
  assert.deepEqual(await leastOf(`${page} trailing`, (text) => text.includes('ing')), ['ing']);
});
