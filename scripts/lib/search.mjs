import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { SEARCH_PATH } from './paths.mjs';

/**
 * The path of the first of these commands, or `undefined`.
 * @param {string[]} commands names to look for on the search path, or absolute paths
 */
export function find(...commands) {
  for (const command of commands) {
    const places = isAbsolute(command) ? [command] : SEARCH_PATH.map((dir) => join(dir, command));
    const place = places.find(isExecutable);
    if (place) return place;
  }
  return undefined;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
