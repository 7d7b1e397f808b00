import * as sms from 'zoom-phone-sms';
import { runScenario } from './scenario.js';

runScenario(sms, process.env.SIMULATOR).then((result) => console.log(JSON.stringify(result)));
