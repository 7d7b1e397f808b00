import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLS } from './paths.mjs';

/**
 * Creates a folder that is removed when this process exits. If the process is killed, the next one that
 * creates such a folder removes it. It is inside the repository, so its files can be renamed into place
 * and find node_modules.
 * @param {string} purpose
 */
export function temporaryFolder(purpose) {
  mkdirSync(TOOLS, { recursive: true });
  for (const name of readdirSync(TOOLS)) {
    const [, pid] = new RegExp(`^${purpose}-(\\d+)$`).exec(name) ?? [];
    if (pid && !isAlive(Number(pid))) remove(join(TOOLS, name));
  }
  const folder = join(TOOLS, `${purpose}-${process.pid}`);
  // An earlier process may have had this one's number.
  remove(folder);
  mkdirSync(folder);
  process.once('exit', () => remove(folder));
  return folder;
}

/** @param {string} folder */
function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
