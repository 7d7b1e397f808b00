/**
 * Ends the process once all output is written, even if work is still running. A pipe takes 64 KiB at a
 * time, and `process.exit` alone drops the rest.
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
    // Writes finish in order. If the reader has closed, there is nothing to wait for.
    stream.once('error', resolve);
    stream.write('', resolve);
  });
}
