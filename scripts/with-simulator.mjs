// `node scripts/with-simulator.mjs wasm-pack test --node`: runs a command while the simulator runs.
// Tests find its address in ZOOM_SMS_SIMULATOR_URL; wasm tests read it at compile time.

import './lib/machine.mjs';
import { Failure, main } from './lib/failure.mjs';
import { runInTerminal } from './lib/run.mjs';
import { startSimulator } from './lib/simulator.mjs';

await main(async ([command, ...args]) => {
  if (!command) throw new Failure('Give a command to run while the simulator runs.');
  const { url } = await startSimulator();
  return runInTerminal(command, args, { env: { ZOOM_SMS_SIMULATOR_URL: url } });
});
