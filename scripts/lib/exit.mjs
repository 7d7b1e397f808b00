/**
 * Ends the process, whatever still runs in it, once all that was printed has been taken. A pipe takes
 * 64 KiB at a time, and `process.exit` alone drops the rest.
 * @param {number} code
 * @returns {Promise<never>}
 */
export async function exit(code) {
  process.exitCode = code;
  await Promise.all([process.stdout, process.stderr].map(drained));
  return process.exit(code);
}

/** @param {NodeJS.WriteStream} stream */
function drained(stream) {
  return new Promise((resolve) => {
    // Writes are done in their order. If the reader has gone, there is nobody left to wait for.
    stream.once('error', resolve);
    stream.write('', resolve);
  });
}
