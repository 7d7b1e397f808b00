import { show } from './show.js';

/** Each kind of worker, as something to send a message to and hear from. */
const START = {
  async dedicated() {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    return { send: (message) => worker.postMessage(message), hear: worker };
  },
  async shared() {
    const { port } = new SharedWorker(new URL('./worker.js', import.meta.url), { type: 'module' });
    port.start();
    return { send: (message) => port.postMessage(message), hear: port };
  },
  async service() {
    const { serviceWorker } = navigator;
    await serviceWorker.register(new URL('./worker.js', import.meta.url), { type: 'module' });
    const { active } = await serviceWorker.ready;
    serviceWorker.startMessages();
    return { send: (message) => active.postMessage(message), hear: serviceWorker };
  },
};

await show(async (simulator) => {
  const kind = new URLSearchParams(location.search).get('kind');
  const { send, hear } = await START[kind]();
  const answer = new Promise((resolve, reject) => {
    hear.addEventListener('message', ({ data }) => resolve(data), { once: true });
    hear.addEventListener('error', ({ message }) => reject(new Error(message)), { once: true });
  });
  send({ simulator });
  const { result, error } = await answer;
  if (error) throw new Error(error);
  return result;
});
