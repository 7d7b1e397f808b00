/**
 * A report of a failure: the smallest bodies that fail, and how to reproduce it.
 *
 * @module
 */
import { failsFresh } from './fresh.js';
import { shorter, shrink, smallerBodies } from './shrink.js';
import { runTrial } from './trial.js';

/** @import { Found } from './fuzz.js' */
/** @import { Product } from './product.js' */
/** @import { Trial } from './trial.js' */

/** These leave the wasm of this process broken. */
const BROKEN = /RuntimeError|unreachable|recursive use|RangeError/;

/**
 * @param {Product} product
 * @param {number} seed
 * @param {Found} failure
 * @returns {Promise<string>}
 */
export async function report(product, seed, { law, fault, path, trials }) {
  const last = trials.at(-1);
  if (!last) throw new RangeError('A failure has a trial.');
  const trial = { ...last, laws: [law] };
  const lines = [
    `Stream ${path} of seed ${seed} breaks the law "${law}": ${fault}`,
    `Again: npm run fuzz -- --seed ${seed} --path ${path}`,
  ];
  if (!(await failsFresh([trial]))) {
    lines.push(...(await reportSequence(trials.slice(0, -1), trial)));
    return lines.join('\n');
  }
  const isBroken = BROKEN.test(fault);
  const fails = async (/** @type {Uint8Array[]} */ bodies) => {
    if (isBroken) return failsFresh([{ ...trial, bodies }]);
    const { failure } = await runTrial(product, { ...trial, bodies });
    return failure !== undefined && kindOf(failure.fault) === kindOf(fault);
  };
  const least = await shrink(trial.bodies, smallerBodies, fails);
  const { failure } = await runTrial(product, { ...trial, bodies: least });
  lines.push(
    `With the smallest ${least.length === 1 ? 'body' : 'bodies'}: ${failure?.fault ?? fault}`,
  );
  lines.push(...least.map(shownBody));
  return lines.join('\n');
}

/** The kind of a fault, without its values, to tell one failure from another. */
function kindOf(/** @type {string} */ fault) {
  return /refuses what is right|accepts what is wrong|throws|quotes|names the path/.exec(
    fault,
  )?.[0];
}

/**
 * Finds the earlier trials that a failure depends on.
 *
 * @param {Trial[]} before
 * @param {Trial} trial
 */
async function reportSequence(before, trial) {
  const fails = (/** @type {Trial[]} */ trials) => failsFresh([...trials, trial]);
  if (!(await fails(before))) {
    return [
      `It does not fail alone, nor after the ${before.length} cases before it in its stream. Without --path, all streams before it are tried too.`,
    ];
  }
  const least = await shrink(before, shorter, fails);
  return [
    `It does not fail alone, but after ${least.length === 1 ? 'this case' : `these ${least.length} cases`}:`,
    ...least.flatMap(({ bodies }) => bodies).map(shownBody),
    'and then',
    ...trial.bodies.map(shownBody),
  ];
}

function shownBody(/** @type {Uint8Array} */ body) {
  const text = Buffer.from(body).toString('utf8');
  const isText = Buffer.from(text).equals(body);
  const shown = isText ? JSON.stringify(text) : `${body.length} bytes, in hexadecimal ${hex(body)}`;
  return `  ${shown.length > 4_000 ? `${shown.slice(0, 4_000)}… (${body.length} bytes)` : shown}`;
}

function hex(/** @type {Uint8Array} */ body) {
  return Buffer.from(body).toString('hex');
}
