import * as sms from 'zoom-phone-sms';
import { runScenario } from '../scenario.js';

export async function loader() {
  return Response.json(await runScenario(sms, process.env.SIMULATOR));
}
