import * as sms from 'zoom-phone-sms';
import { runScenario } from '../scenario.js';

export const dynamic = 'force-dynamic';

export default async function ServerComponent() {
  const result = await runScenario(sms, process.env.SIMULATOR);
  return <pre id="result">{JSON.stringify(result, null, 2)}</pre>;
}
