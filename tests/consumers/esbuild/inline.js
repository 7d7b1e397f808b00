import * as sms from 'zoom-phone-sms/inline';
import { runScenario } from './scenario.js';
import { show } from './show.js';

void show((simulator) => runScenario(sms, simulator));
