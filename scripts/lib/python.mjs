import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, TOOLS } from './paths.mjs';
import { findProgram } from './programs.mjs';
import { task } from './progress.mjs';
import { run } from './run.mjs';

/** The packages of the readers, each with its version. */
const REQUIREMENTS = join(ROOT, 'tests', 'readers', 'requirements.txt');

/** Their virtual environment. */
const FOLDER = join(TOOLS, 'readers');

/** The installed packages, written when the installation is complete. */
const INSTALLED = join(FOLDER, 'requirements.txt');

/** The Python with the readers. */
export const READERS_PYTHON = join(FOLDER, 'bin', 'python');

/** Installs the readers of exports, unless these versions are installed. */
export async function installReaders() {
  const wanted = readFileSync(REQUIREMENTS, 'utf8');
  const python = findProgram('python3') ?? 'python3';
  const version = await run(python, ['--version']);
  const mark = `# ${version}${wanted}`;
  if (read(INSTALLED) === mark) return;
  console.log(
    'Installing the readers of exports from PyPI into .tools/readers, once (about 500 MB):',
  );
  for (const line of wanted.trim().split('\n')) console.log(`  ${line.replace('==', ' ')}`);
  rmSync(FOLDER, { recursive: true, force: true });
  await task('Create a virtual environment for Python', (say) =>
    run(python, ['-m', 'venv', FOLDER], { onLine: say }),
  );
  const install = ['-m', 'pip', 'install', '--disable-pip-version-check', '--only-binary=:all:'];
  await task('Install the readers (about 1 min)', (say) =>
    run(READERS_PYTHON, [...install, '--requirement', REQUIREMENTS], { onLine: say }),
  );
  writeFileSync(INSTALLED, mark);
}

/** @param {string} file */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
