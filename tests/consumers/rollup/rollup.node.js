import { nodeResolve } from '@rollup/plugin-node-resolve';

export default {
  input: 'program.js',
  output: { dir: 'dist' },
  plugins: [nodeResolve({ exportConditions: ['node'] })],
};
