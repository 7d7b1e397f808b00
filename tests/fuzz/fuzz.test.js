import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULTS } from './faults.js';
import { fuzz } from './fuzz.js';
import { LAWS, lawsOf } from './laws.js';
import { product } from './product.js';
import { reference } from './reference.js';
import { report } from './report.js';

/** Another one each day; the name of the test tells it. */
const DAY = Math.floor(Date.now() / 86_400_000);
const { FUZZ_SEED = String(DAY), FUZZ_CASES = '6000' } = process.env;
const [seed, cases] = [Number(FUZZ_SEED), Number(FUZZ_CASES)];
/** So many cases find any of the faults, with any seed. */
const ENOUGH = 4_000;

test(`${cases} cases of seed ${seed} are what the oracle says`, async () => {
  const { failure } = await fuzz(product, { seed, cases });
  if (failure) assert.fail(await report(product, seed, failure));
});

test('the reference passes', async () => {
  assert.deepEqual(
    lawsOf(reference()),
    Object.keys(LAWS).filter((law) => law !== 'fetched'),
  );
  const { failure } = await fuzz(reference(), { seed, cases: 500 });
  assert.equal(failure, undefined);
});

for (const [what, plant] of Object.entries(FAULTS)) {
  test(`it is found that ${what}`, async () => {
    const { failure } = await fuzz(reference(plant()), { seed, cases: ENOUGH });
    assert.ok(failure);
  });
}
