import * as sms from 'zoom-phone-sms';
import { runScenario } from './scenario.js';
import { show } from './show.js';

export default { title: 'scenario' };

export const Scenario = {
  render() {
    const result = document.createElement('pre');
    result.id = 'result';
    // It is on the page when this has returned.
    queueMicrotask(() => setTimeout(() => void show((simulator) => runScenario(sms, simulator))));
    return result;
  },
};
