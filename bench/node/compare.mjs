/**
 * `node --expose-gc compare.mjs <comparison> <stream> <extent as JSON>`: measures one comparison and prints
 * the times as JSON. Each has its own process, so the object shapes that the engine learns in one neither
 * help nor harm another.
 *
 * @module
 */
import { measure } from '../measure/interleaved.mjs';
import { CATALOGUE } from '../works/catalogue.mjs';
import { loadWasmPeers } from './wasm-peers.mjs';

const [id, stream, extent = ''] = process.argv.slice(2);
const comparison = CATALOGUE.find((one) => one.id === id);
const known = comparison?.streams.find((one) => one === stream);
if (!comparison || !known) throw new Error(`There is no comparison ${id} of ${stream}.`);

const world = { package: await import('../../pkg/inline.js'), rust: await loadWasmPeers() };
const timed = await measure(await comparison.load(world, known), known, JSON.parse(extent));
console.log(JSON.stringify(timed));
