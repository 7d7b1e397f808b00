import { createHash } from 'node:crypto';
import { Failure } from '../lib/failure.mjs';

const HEADER_BYTES = 8;
const IMPORT_SECTION = 2;
const FUNCTION = 0;

/** @typedef {{ module: string, name: string, type: number }} Import a function of JavaScript that the wasm imports */

/**
 * Gives the imports from the bindings short names, in the wasm and in the bindings. wasm-bindgen's names end in
 * hashes, which no compression shortens: they are 1.4 kB (brotli) of the wasm. What the hashes are for, that wasm of
 * another build does not link with these bindings, one hash of all names does.
 *
 * @param {Buffer} wasm
 * @param {string} code the bindings
 * @param {string} bindings the module that the wasm imports them from
 */
export function shortenImports(wasm, code, bindings) {
  const section = importSection(wasm);
  const imports = readImports(wasm.subarray(section.from, section.end));
  const own = imports.filter(({ module }) => module === bindings);
  const names = own.map(({ name }) => name).join();
  const module = createHash('sha256').update(names).digest('hex').slice(0, 8);
  let short = replaceOnce(code, `"${bindings}": `, `"${module}": `);
  for (const [at, one] of own.entries()) {
    const name = `_${at.toString(36)}`;
    short = replaceOnce(short, `${one.name}: `, `${name}: `);
    one.module = module;
    one.name = name;
  }
  const content = writeImports(imports);
  const head = [Buffer.from([IMPORT_SECTION]), writeNumber(content.length)];
  const parts = [wasm.subarray(0, section.start), ...head, content, wasm.subarray(section.end)];
  return { wasm: Buffer.concat(parts), code: short };
}

/**
 * @param {string} text
 * @param {string} before
 * @param {string} after
 */
function replaceOnce(text, before, after) {
  const [start = '', end, ...more] = text.split(before);
  if (end === undefined || more.length > 0)
    throw new Failure(`The bindings should have \`${before}\` once.`);
  return start + after + end;
}

/**
 * Where the section begins, and where its content begins and ends.
 * @param {Buffer} wasm
 */
function importSection(wasm) {
  const reader = new Reader(wasm, HEADER_BYTES);
  while (!reader.isAtEnd()) {
    const start = reader.at;
    const id = reader.number();
    const length = reader.number();
    const from = reader.at;
    reader.at += length;
    if (id === IMPORT_SECTION) return { start, from, end: reader.at };
  }
  throw new Failure('The wasm imports nothing.');
}

/** @param {Buffer} content */
function readImports(content) {
  const reader = new Reader(content, 0);
  /** @type {Import[]} */
  const imports = [];
  for (let left = reader.number(); left > 0; left -= 1) {
    const [module, name] = [reader.text(), reader.text()];
    if (reader.number() !== FUNCTION) throw new Failure(`The import ${name} is not a function.`);
    imports.push({ module, name, type: reader.number() });
  }
  return imports;
}

/** @param {Import[]} imports */
function writeImports(imports) {
  const parts = imports.map(({ module, name, type }) => [
    ...[writeText(module), writeText(name)],
    ...[Buffer.from([FUNCTION]), writeNumber(type)],
  ]);
  return Buffer.concat([writeNumber(imports.length), ...parts.flat()]);
}

/** @param {string} text */
const writeText = (text) =>
  Buffer.concat([writeNumber(Buffer.byteLength(text)), Buffer.from(text)]);

/**
 * LEB128, as wasm writes whole numbers.
 * @param {number} number
 */
function writeNumber(number) {
  const bytes = [];
  let rest = number;
  for (; rest >= 0x80; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

class Reader {
  /**
   * @param {Buffer} bytes
   * @param {number} at
   */
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  isAtEnd() {
    return this.at >= this.bytes.length;
  }

  number() {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++] ?? 0;
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) return number;
    }
  }

  text() {
    const length = this.number();
    this.at += length;
    return this.bytes.toString('utf8', this.at - length, this.at);
  }
}
