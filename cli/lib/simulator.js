// In the repository the simulator is a folder of its own; the build replaces this file by it.
export { run } from '../../simulator/command-line.js';
export { serve } from '../../simulator/serve.js';
