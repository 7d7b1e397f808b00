import * as sms from 'zoom-phone-sms/inline';
import { runScenario } from './scenario.js';
import { show } from './show.js';

void show((simulator) => {
  // The wasm is inside: nothing has to be awaited.
  sms.splitDateRange('2024-01-01', '2024-01-31');
  return runScenario(sms, simulator);
});
