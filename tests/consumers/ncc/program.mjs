import * as sms from 'zoom-phone-sms';
import { runScenario } from './scenario.js';

// The wasm is there at once: nothing has to be awaited.
sms.splitDateRange('2024-01-01', '2024-01-31');

const { SIMULATOR } = process.env;
console.log(JSON.stringify(await runScenario(sms, SIMULATOR)));
