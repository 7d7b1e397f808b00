import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../lib/failure.mjs';

/** The time limits for a server to respond and to exit, in milliseconds. */
const START_MS = 120_000;
const END_MS = 3_000;

/** Finds a free port. */
export async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts a server that ends with this process.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: Record<string, string>, cwd?: string, url: string, says?: RegExp }} options `url`:
 *   where it answers, whatever it answers, once it is there; `says`: what it prints then, if it
 *   answers before
 */
export async function startServer(command, args, { env, cwd, url, says = /^/ }) {
  const child = spawn(command, args, {
    ...{ cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
    // Its own process group: processes that npm starts end with it.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  let isOver = false;
  const end = once(child, 'close').finally(() => {
    isOver = true;
  });
  // `failure` below reports a command that cannot be started.
  end.catch((error) => {
    output += String(error);
  });
  const kill = (/** @type {NodeJS.Signals} */ signal) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has just exited.
    }
  };
  const killAtExit = () => kill('SIGKILL');
  process.once('exit', killAtExit);

  const close = async () => {
    process.off('exit', killAtExit);
    kill('SIGTERM');
    await Promise.race([end.catch(() => {}), sleep(END_MS)]);
    kill('SIGKILL');
  };
  const deadline = Date.now() + START_MS;
  while (!says.test(output) || !(await answers(url))) {
    if (isOver || Date.now() > deadline) {
      await close();
      throw new Failure(`${[command, ...args].join(' ')} does not answer at ${url}.`, output);
    }
    await sleep(100);
  }
  return { close, output: () => output };
}

/** @param {string} url */
async function answers(url) {
  try {
    await (await fetch(url, { signal: AbortSignal.timeout(START_MS) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
