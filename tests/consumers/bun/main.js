import * as sms from 'zoom-phone-sms';
import { runScenario } from './scenario.js';

const { SIMULATOR } = process.env;
console.log(JSON.stringify(await runScenario(sms, SIMULATOR)));
