/**
 * Peak memory. Import this before the package.
 *
 * @module
 */

/** V8 grows its nursery with the work done, by tens of MiB. A fixed small one does not blur the figures. */
export const MEMORY_FLAGS = ['--expose-gc', '--max-semi-space-size=1'];

/** @typedef {{ rss: number, heap: number, wasm: number }} Peak in bytes */

// The wasm exports its memory: whatever instantiates it can see it.
/** @type {WebAssembly.Memory | undefined} */
let memory;
const { Instance } = WebAssembly;
WebAssembly.Instance = new Proxy(Instance, {
  construct(target, args) {
    const instance = Reflect.construct(target, args);
    memory = instance.exports.memory;
    return instance;
  },
});

/** @type {Peak} */
export const peak = { rss: 0, heap: 0, wasm: 0 };

/** Collects garbage, then measures. */
export function sample() {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  peak.rss = Math.max(peak.rss, rss);
  peak.heap = Math.max(peak.heap, heapUsed);
  peak.wasm = Math.max(peak.wasm, memory?.buffer.byteLength ?? 0);
}
