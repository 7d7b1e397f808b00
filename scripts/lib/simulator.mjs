/**
 * The preferred port. The address is compiled into the wasm tests: with the same port as last time, cargo
 * compiles nothing again.
 */
const PORT = 47_601;

/** Starts the simulator of Zoom's API. */
export async function startSimulator() {
  // Imported here, because setup may just have installed its packages.
  const { serve } = await import('../../simulator/serve.js');
  // Another run may be using the port.
  return serve({ port: PORT }).catch(() => serve({ port: 0 }));
}
