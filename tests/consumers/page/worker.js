import * as sms from './node_modules/zoom-phone-sms/index.js';
import { runScenario } from './scenario.js';

// One file for each kind of worker: a shared one hears from the port of each page.
addEventListener('connect', ({ ports: [port] }) => {
  port.onmessage = (event) => answer(event, port);
});
addEventListener('message', (event) => {
  const done = answer(event, event.source ?? globalThis);
  event.waitUntil?.(done);
});

async function answer({ data: { simulator } }, to) {
  try {
    to.postMessage({ result: await runScenario(sms, simulator) });
  } catch (error) {
    to.postMessage({ error: `${error.stack ?? error}\n${error.cause ?? ''}` });
  }
}
