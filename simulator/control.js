/**
 * `/control`: the switches over HTTP. It has no password: anyone who reaches the simulator may set
 * them.
 * @module
 */
import { Hono } from 'hono';

/**
 * @param {object} context
 * @param {import('./switches.js').SwitchBoard} context.switches
 * @param {readonly import('./request-log.js').LoggedRequest[]} context.requests
 */
export function createControl({ switches, requests }) {
  const control = new Hono();

  control.get('/', (c) => c.json(switches.values));

  control.put('/', async (c) => {
    const text = await c.req.text();
    try {
      switches.set(readObject(text));
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return c.json({ message: error.message }, 400);
    }
    return c.json(switches.values);
  });

  control.delete('/', (c) => {
    switches.reset();
    return c.json(switches.values);
  });

  control.get('/requests', (c) => c.json(requests));

  return control;
}

/** @param {string} text */
function readObject(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Refused below.
  }
  throw new TypeError('Send a JSON object of switches.');
}
