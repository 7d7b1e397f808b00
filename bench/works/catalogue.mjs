/**
 * The works, their streams, and their goals relative to the alternatives: `aim` is the wanted ratio, `--check`
 * fails above `hold`.
 *
 * @module
 */

/** @import { Stream } from '../data/pages.mjs' */
/** @import { Works, World } from './types.mjs' */

/** @typedef {{ against: string, aim: number, hold: number }} Goal */

/**
 * @typedef {object} Comparison
 * @property {string} id
 * @property {string} title
 * @property {readonly Stream[]} streams
 * @property {(world: World, stream: Stream) => Promise<Works>} load the peers are loaded only where they are
 *   measured
 * @property {(stream: Stream) => Goal[]} goals none: stated, not aimed at
 */

const USUAL = /** @type {const} */ (['docs', 'mixed']);

/** @param {Stream} stream */
const repeats = (stream) => stream === 'docs' || stream === 'mixed';

/** @type {readonly Comparison[]} */
export const CATALOGUE = [
  {
    id: 'page',
    title: 'bytes → page',
    streams: ['docs', 'mixed', 'unique', 'unknown'],
    load: async (world, stream) => (await import('./page.mjs')).pageWorks(world, stream),
    goals: (stream) => [
      repeats(stream)
        ? { against: 'JSON.parse', aim: 0.25, hold: 0.4 }
        : { against: 'JSON.parse', aim: 0.5, hold: 0.65 },
    ],
  },
  {
    id: 'rows',
    title: 'bytes → rows',
    streams: ['docs', 'mixed', 'unique'],
    load: async (world) => (await import('./rows.mjs')).rowWorks(world),
    goals: (stream) => [
      { against: 'JSON.parse + flatten', aim: 0.18, hold: repeats(stream) ? 0.3 : 0.6 },
      // Only for streams with repeated people.
      ...(repeats(stream)
        ? [{ against: 'JSON.parse + zod + flatten', aim: 0.15, hold: 0.25 }]
        : []),
    ],
  },
  {
    id: 'columns',
    title: 'bytes → columns',
    streams: USUAL,
    load: async (world) => (await import('./columns.mjs')).columnWorks(world),
    goals: () => [{ against: 'JSON.parse + flatten + apache-arrow', aim: 0.05, hold: 0.1 }],
  },
  {
    id: 'csv',
    title: 'bytes → CSV bytes',
    streams: USUAL,
    load: async (world) => (await import('./csv.mjs')).csvWorks(world),
    goals: () => [{ against: 'JSON.parse + flatten + papaparse', aim: 0.08, hold: 0.15 }],
  },
  {
    id: 'ndjson',
    title: 'bytes → NDJSON bytes',
    streams: USUAL,
    load: async (world) => (await import('./ndjson.mjs')).ndjsonWorks(world),
    goals: () => [],
  },
  {
    id: 'response-page',
    title: 'response → page',
    streams: USUAL,
    load: async (world) => (await import('./response.mjs')).responsePageWorks(world),
    goals: () => [{ against: 'response.json()', aim: 0.35, hold: 0.5 }],
  },
  {
    id: 'response-rows',
    title: 'response → rows',
    streams: USUAL,
    load: async (world) => (await import('./response.mjs')).responseRowWorks(world),
    goals: () => [{ against: 'response.json() + flatten', aim: 0.35, hold: 0.5 }],
  },
  {
    id: 'objects',
    title: 'page object → rows',
    streams: USUAL,
    load: async (world) => (await import('./rows.mjs')).objectWorks(world),
    goals: () => [],
  },
];
