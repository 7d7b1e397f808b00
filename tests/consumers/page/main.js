import * as sms from './node_modules/zoom-phone-sms/index.js';
import { runScenario } from './scenario.js';
import { show } from './show.js';

await show((simulator) => runScenario(sms, simulator));
