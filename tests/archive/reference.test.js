import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NOON } from '../histories/support.js';
import { readLeg, readNaively, startAlone } from './reference.js';
import { compareMessages, drawAccount } from './support.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SEEDS = Array.from({ length: 30 }, (_, seed) => seed);

/**
 * What a reader loses, doubles and invents in three nights.
 * @param {import('./reference.js').Alone} alone
 * @param {typeof readLeg} readOne
 * @param {number} from
 */
async function readNights(alone, readOne, from) {
  const given = [];
  let base = from - 1;
  for (let night = 0; night < 3; night += 1) {
    const leg = await readOne(alone, base);
    given.push(...leg.given);
    base = leg.through;
    alone.clock.now += 2 * HOUR;
  }
  const { clock, simulator } = alone;
  const now = clock.now;
  return compareMessages([...simulator.shown()], given, { from, through: base, now });
}

for (const seed of SEEDS) {
  test(`an account can be read without losing a message: seed ${seed}`, async () => {
    const options = drawAccount(seed);
    const alone = startAlone(options, NOON);
    const from = NOON - (options.account?.days ?? 365) * DAY - DAY;
    const { lost, doubled, invented } = await readNights(alone, readLeg, from);
    assert.deepEqual({ lost, doubled, invented }, { lost: [], doubled: [], invented: [] });
  });
}

test('a reader that follows page tokens through the list once loses messages in most accounts', async () => {
  let hit = 0;
  const seeds = SEEDS.slice(0, 12);
  for (const seed of seeds) {
    const options = drawAccount(seed);
    const alone = startAlone(options, NOON);
    const from = NOON - (options.account?.days ?? 365) * DAY - DAY;
    const { lost } = await readNights(alone, readNaively, from);
    if (lost.length > 0) hit += 1;
  }
  assert.ok(hit > seeds.length / 2, `${hit} of ${seeds.length}`);
});
