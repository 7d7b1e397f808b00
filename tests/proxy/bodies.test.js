import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as sms from '../../pkg/inline.js';
import { FAULTS, outcomes, USES, uses } from './bodies.js';
import { createFiles } from './files.js';
import { listen } from './support.js';

const origin = await listen(createFiles());

for (const [fault, { expected }] of Object.entries(FAULTS)) {
  test(`an attachment is read in every way, and ${fault}: ${expected.join(' or ')}`, async () => {
    for (const [way, outcome] of Object.entries(await outcomes(sms, origin, fault))) {
      assert.ok(expected.includes(outcome), `${way}: ${outcome}`);
    }
  });
}

test('otherwise, the response of an attachment behaves like the platform’s', async () => {
  assert.deepEqual(await uses(sms, origin), USES);
});
