import * as sms from 'zoom-phone-sms';
import { runScenario } from '../../scenario.js';

export const runtime = 'edge';
export const dynamic = 'force-dynamic';

export async function GET(request) {
  // The wasm is there at once: nothing has to be awaited.
  sms.splitDateRange('2024-01-01', '2024-01-31');
  const simulator = new URL(request.url).searchParams.get('simulator');
  return Response.json(await runScenario(sms, simulator));
}
