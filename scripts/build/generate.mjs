import { run } from '../lib/run.mjs';

/**
 * Writes the modules that repeat Rust's rules: `generate/` lists them.
 * @param {string} folder of the package
 */
export async function generateModules(folder) {
  const program = ['--package', 'zoom-phone-sms-generate'];
  await run('cargo', ['run', '--quiet', '--locked', ...program, '--', folder]);
}
