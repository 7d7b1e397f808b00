import { expect, inject, test } from 'vitest';
import * as sms from 'zoom-phone-sms';
import { EXPECTED, runScenario } from './scenario.js';

test('the scenario', async () => {
  expect(await runScenario(sms, inject('simulator'))).toEqual(EXPECTED);
});
