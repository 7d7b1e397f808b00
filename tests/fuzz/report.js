/**
 * What a person needs to see of a failure: the least bodies that fail, and how to see it again.
 *
 * @module
 */
import { failsFresh } from './fresh.js';
import { trialOf } from './fuzz.js';
import { shrink, shrinkList } from './shrink.js';
import { tryBodies } from './trial.js';

/** @import { Trial } from './fresh.js' */
/** @import { Product } from './product.js' */
/** @import { Failure } from './trial.js' */

/** How many cases before a failing one may have to do with it: more than a stream has. */
const BEFORE = 100;
/** After this, the wasm in this process is no longer what it was. */
const BROKEN = /RuntimeError|unreachable|recursive use|RangeError/;

/**
 * @param {Product} product
 * @param {number} seed
 * @param {Failure & { number: number }} failure
 * @returns {Promise<string>}
 */
export async function report(product, seed, { law, fault, number }) {
  const laws = [law];
  const trial = { ...trialOf(seed, number), laws };
  const lines = [
    `Case ${number} of seed ${seed} breaks the law "${law}": ${fault}`,
    `Again: npm run fuzz -- --seed ${seed} --case ${number}`,
  ];
  if (!(await failsFresh([trial]))) {
    lines.push(...(await reportSequence(seed, number, trial)));
    return lines.join('\n');
  }
  const isBroken = BROKEN.test(fault);
  const fails = async (/** @type {Uint8Array[]} */ bodies) => {
    if (isBroken) return failsFresh([{ ...trial, bodies }]);
    const { failure } = await tryBodies(product, bodies, trial.seed, laws);
    return failure !== undefined && kindOf(failure.fault) === kindOf(fault);
  };
  const least = await shrink(trial.bodies, fails);
  const { failure } = await tryBodies(product, least, trial.seed, laws);
  lines.push(
    `With the least ${least.length === 1 ? 'body' : 'bodies'}: ${failure?.fault ?? fault}`,
  );
  lines.push(...least.map(shownBody));
  return lines.join('\n');
}

/** The words of a fault, without the values in it: another fault is another failure. */
function kindOf(/** @type {string} */ fault) {
  return /refuses what is right|accepts what is wrong|throws|quotes|names the path/.exec(
    fault,
  )?.[0];
}

/**
 * A failure that needs what came before: which cases of those?
 *
 * @param {number} seed
 * @param {number} number
 * @param {Trial} trial
 */
async function reportSequence(seed, number, trial) {
  const first = Math.max(0, number - BEFORE);
  const before = Array.from({ length: number - first }, (_, index) => first + index);
  const fails = (/** @type {number[]} */ numbers) => {
    return failsFresh([...numbers.map((number) => trialOf(seed, number)), trial]);
  };
  if (!(await fails(before))) {
    return [`It does not fail alone, nor after the ${before.length} cases before it.`];
  }
  const least = await shrinkList(before, fails);
  const earlier = least.flatMap((number) => trialOf(seed, number).bodies);
  return [
    `It does not fail alone, but after the ${least.length === 1 ? 'case' : 'cases'} ${least.join(', ')}:`,
    ...earlier.map(shownBody),
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
