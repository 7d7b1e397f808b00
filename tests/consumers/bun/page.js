import * as sms from 'zoom-phone-sms';
import wasm from 'zoom-phone-sms/wasm';
import { runScenario } from './scenario.js';
import { show } from './show.js';

void show(async (simulator) => {
  // Bun does not look into `new URL(…)`: its loader `file` gives the address of a file.
  await sms.init(new URL(wasm, import.meta.url));
  return runScenario(sms, simulator);
});
