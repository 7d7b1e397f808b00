import * as sms from 'zoom-phone-sms';
import { EXPECTED, runScenario } from './scenario';

test('the scenario', async () => {
  expect(await runScenario(sms, process.env.SIMULATOR)).toEqual(EXPECTED);
});
