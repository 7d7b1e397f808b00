import * as sms from 'zoom-phone-sms';
import { runScenario } from '../../scenario.js';

export default defineEventHandler(() => runScenario(sms, process.env.SIMULATOR));
