import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * Runs a program in its own process, and reads its output.
 *
 * @param {string} name its path from this folder
 * @param {(string | number)[]} args
 * @param {string[]} [flags] of Node
 */
export async function runChild(name, args, flags = []) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [...flags, file, ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = text(child.stdout);
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with ${code}.`);
  return JSON.parse(await output);
}
