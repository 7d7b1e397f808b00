import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, TOOLS } from './paths.mjs';
import { findProgram } from './programs.mjs';
import { task } from './progress.mjs';
import { run } from './run.mjs';

/**
 * A virtual environment for Python.
 *
 * @typedef {object} Environment
 * @property {string} name of its folder
 * @property {string} requirements the file with its packages, each with its version
 * @property {string} what it has
 */

/** @type {Environment} */
const READERS = {
  name: 'readers',
  requirements: join(ROOT, 'tests', 'readers', 'requirements.txt'),
  what: 'the readers of exports',
};

/** @type {Environment} */
const SPARK = {
  name: 'spark',
  requirements: join(ROOT, 'tests', 'spark', 'requirements.txt'),
  what: 'Spark',
};

/** @param {Environment} environment */
const pythonOf = ({ name }) => join(TOOLS, name, 'bin', 'python');

/** The Python with the readers. */
export const READERS_PYTHON = pythonOf(READERS);

/** The Python with Spark. */
export const SPARK_PYTHON = pythonOf(SPARK);

/** Installs the readers of exports, unless these versions are installed. */
export const installReaders = () => install(READERS, ['--only-binary=:all:']);

/** Installs Spark, unless this version is installed. PyPI has it as sources. */
export const installSpark = () => install(SPARK, []);

/**
 * @param {Environment} environment
 * @param {string[]} options of pip
 */
async function install(environment, options) {
  const { name, requirements, what } = environment;
  const folder = join(TOOLS, name);
  // Written when the installation is complete.
  const installed = join(folder, 'requirements.txt');
  const wanted = readFileSync(requirements, 'utf8');
  const python = findProgram('python3') ?? 'python3';
  const version = await run(python, ['--version']);
  const mark = `# ${version}${wanted}`;
  if (read(installed) === mark) return;
  console.log(`Installing ${what} from PyPI into .tools/${name}, once (about 500 MB):`);
  for (const line of wanted.trim().split('\n')) console.log(`  ${line.replace('==', ' ')}`);
  rmSync(folder, { recursive: true, force: true });
  await task('Create a virtual environment for Python', (say) =>
    run(python, ['-m', 'venv', folder], { onLine: say }),
  );
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', ...options];
  await task(`Install ${what} (about 1 min)`, (say) =>
    run(pythonOf(environment), [...pip, '--requirement', requirements], { onLine: say }),
  );
  writeFileSync(installed, mark);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
