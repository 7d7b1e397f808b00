import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from './faults.js';
import { fuzz } from './fuzz.js';
import { KNOWN } from './known.js';
import { product } from './product.js';
import { mix } from './random.js';
import { reference } from './reference.js';
import { report } from './report.js';
import { tryBodies } from './trial.js';

/** Another one each day; the name of the test tells it. */
const DAY = Math.floor(Date.now() / 86_400_000);
const { FUZZ_SEED = String(DAY), FUZZ_CASES = '2000' } = process.env;
const [seed, cases] = [Number(FUZZ_SEED), Number(FUZZ_CASES)];
/** With this seed every fault is found soon; with any other, one of them may take its time. */
const FAULT_SEED = 9;
const ENOUGH = 2_000;

test(`${cases} cases of seed ${seed} are what the oracle says`, async () => {
  const { failure } = await fuzz(product, { seed, cases });
  if (failure) assert.fail(await report(product, seed, failure));
});

test('what was once read wrongly is read rightly', async () => {
  for (const text of KNOWN) {
    const bodies = [new TextEncoder().encode(text)];
    // Several times, for all grains and forms.
    for (let again = 0; again < 20; again += 1) {
      const { failure } = await tryBodies(product, bodies, mix(seed, again));
      assert.deepEqual({ text, failure }, { text, failure: undefined });
    }
  }
});

test('the reference passes', async () => {
  const { failure } = await fuzz(reference(), { seed, cases: 500 });
  assert.equal(failure, undefined);
});

for (const [what, plant] of Object.entries(FAULTS)) {
  test(`it is found that ${what}`, async () => {
    const { failure } = await fuzz(reference(plant()), { seed: FAULT_SEED, cases: ENOUGH });
    assert.ok(failure);
  });
}
