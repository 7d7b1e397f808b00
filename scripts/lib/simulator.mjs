/**
 * The port that is tried first. The address is compiled into the wasm tests: with the same one as
 * last time, cargo has nothing to compile again.
 */
const PORT = 47_601;

/** Starts the simulator of Zoom's API. */
export async function startSimulator() {
  // Imported here, because the packages it imports may have been installed only now.
  const { serve } = await import('../../simulator/serve.js');
  // Another run may have the port.
  return serve({ port: PORT }).catch(() => serve({ port: 0 }));
}
