import * as sms from 'zoom-phone-sms';
import { runScenario } from './scenario.js';

export default {
  async fetch(request) {
    const simulator = new URL(request.url).searchParams.get('simulator');
    return Response.json(await runScenario(sms, simulator));
  },
};
