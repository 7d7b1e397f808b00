// Import this first: it runs before anything that needs a newer Node.

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  stop(
    `Node ${process.versions.node} is too old: install Node 20.19 or newer, then run this again.`,
  );
}
if (process.platform === 'win32') {
  stop('These scripts run on Linux and macOS: on Windows, run them inside WSL.');
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
