// Hermes has no WebAssembly: to import the package succeeds, and each call says what is missing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

const hermes = (program, args) =>
  execFileSync(`node_modules/${program}`, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

// What the Hermes of today takes for a program; the one that can be run here is older.
hermes('hermes-compiler/hermesc/linux64-bin/hermesc', [
  '-emit-binary',
  '-out',
  'bundle.hbc',
  'bundle.js',
]);

const lines = hermes('hermes-engine-cli/linux64-bin/hermes', ['bundle.js']).trim().split('\n');
assert.equal(lines.length, 4);
for (const [isKnown, isNetwork, message] of lines.map((line) => JSON.parse(line))) {
  assert.ok(isKnown && isNetwork);
  assert.match(message, /needs WebAssembly.*React Native/);
}
console.log('4 calls said what is missing');
