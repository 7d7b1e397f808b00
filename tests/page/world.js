/**
 * The dashboard as `npm start` serves it, in front of a configurable simulator.
 *
 * @module
 */
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { temporaryFolder } from '../../scripts/lib/temporary.mjs';
import { serve } from '../../simulator/serve.js';
import { abortable } from '../../simulator/stream.js';

/** @import { SimulatorOptions } from '../../simulator/index.js' */

const root = fileURLToPath(new URL('../../www', import.meta.url));

/** @type {string | undefined} */
let built;

/**
 * Builds the dashboard once, and serves it; what it asks for goes to `target`.
 * @param {string} target
 */
export async function serveDashboard(target) {
  // The server's configuration reads it.
  Object.assign(process.env, { ZOOM_SMS_SIMULATOR: target });
  const isFirst = built === undefined;
  // Test files run at the same time: each has its own build.
  built ??= join(temporaryFolder('page'), 'dist');
  const common = /** @type {const} */ ({ root, logLevel: 'error', build: { outDir: built } });
  if (isFirst) await build({ ...common, build: { outDir: built, emptyOutDir: true } });
  const server = await preview({ ...common, preview: { port: 0 } });
  after(() => server.close());
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    /** Cuts every connection that there is. */
    cut() {
      const { httpServer } = server;
      if ('closeAllConnections' in httpServer) httpServer.closeAllConnections();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof startWorld>>} World */

/**
 * The simulator and the dashboard, until the tests end.
 * @param {SimulatorOptions} [options]
 */
export async function startWorld(options) {
  const gate = createGate();
  const sleep = gate.sleep;
  const { url: target, simulator, close } = await serve({ port: 0, sleep, ...options });
  after(() => close());
  const { url, cut } = await serveDashboard(target);
  return { url, cut, simulator, gate };
}

/**
 * Latency as a test wants it: while the gate is shut, answers wait until they are let through. So how far
 * reading gets does not depend on how quick the browser is.
 */
function createGate() {
  let isShut = false;
  /** Ends the wait of each answer, in order. @type {Set<() => void>} */
  const waiting = new Set();
  let arrived = () => {};
  return {
    shut() {
      isShut = true;
    },
    open() {
      isShut = false;
      for (const pass of waiting) pass();
    },
    /** Lets this many answers through, as they come. @param {number} count */
    async letThrough(count) {
      for (let passed = 0; passed < count; passed += 1) {
        while (waiting.size === 0) {
          await new Promise((resolve) => {
            arrived = () => resolve(undefined);
          });
        }
        const [pass] = waiting;
        pass?.();
      }
    },
    /** @param {number} ms @param {AbortSignal} signal */
    async sleep(ms, signal) {
      if (!isShut) return abortable(ms, signal);
      await new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const pass = () => {
          waiting.delete(pass);
          resolve(undefined);
        };
        signal.addEventListener('abort', () => {
          waiting.delete(pass);
          reject(signal.reason);
        });
        waiting.add(pass);
        arrived();
      });
    },
  };
}

const DAY_MS = 86_400_000;

/** @param {number} ago days */
export const daysAgo = (ago) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);

/** All that a generated history has. */
export const YEAR = { from: daysAgo(366), to: daysAgo(0) };

/**
 * What a session holds between two days.
 * @param {World} world
 * @param {string} session
 * @param {{ from: string, to: string }} range
 */
export function truth({ simulator }, session, { from, to }) {
  const isWithin = (/** @type {string} */ time) => time >= from && time.slice(0, 10) <= to;
  return simulator.groundTruth(session).filter(({ date_time }) => isWithin(date_time));
}
