import * as sms from 'zoom-phone-sms';
import { runScenario } from './scenario.js';

console.log(JSON.stringify(await runScenario(sms, Deno.env.get('SIMULATOR'))));
