import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { installPackage } from './support.js';

const folder = join(await installPackage(), 'node_modules', 'zoom-phone-sms');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });

/** @param {string} file */
const read = (file) => readFileSync(join(folder, file), 'utf8');

test('there is one wasm file', () => {
  assert.deepEqual(
    files.filter((file) => file.endsWith('.wasm')),
    [join('wasm', 'zoom_phone_sms_bg.wasm')],
  );
});

test('the readme, the licences and the changelog come along', () => {
  for (const name of ['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'CHANGELOG.md']) {
    assert.ok(files.includes(name), name);
  }
});

test('every link of the readme leads somewhere from the registry, too', () => {
  const targets = [...read('README.md').matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
  assert.ok(targets.length > 10);
  for (const target of targets) assert.match(`${target}`, /^(#|https:\/\/)/);
  const images = [...read('README.md').matchAll(/!\[[^\]]*\]\(([^)\s]+)\)/g)].map(
    ([, image]) => image,
  );
  assert.ok(images.length > 0);
  for (const image of images) assert.match(`${image}`, /^https:\/\/.+\/raw\/main\/docs\//);
});

test('the notices name the crates inside the wasm, with their licences, and no crate that only builds it', () => {
  const notices = read('THIRD-PARTY-NOTICES.md');
  const crates = [...notices.matchAll(/^## (\S+) \S+\n\n(.+)$/gm)];
  const names = crates.map(([, name]) => name);
  for (const name of ['serde', 'wasm-bindgen', 'gloo-net', 'rlsf'])
    assert.ok(names.includes(name), name);
  for (const name of ['syn', 'serde_derive', 'proptest']) assert.ok(!names.includes(name), name);
  for (const [, name, licence] of crates) assert.match(`${licence}`, /\bMIT\b/, name);
  assert.match(notices, /Permission is hereby granted/);
});

test('the package does not reveal the machine that built it', () => {
  for (const file of files.filter((file) => /\.\w+$/.test(file))) {
    const text = read(file);
    for (const trace of [/\/(home|root|Users)\/\w/, /\.cargo/, /index\.crates/]) {
      assert.doesNotMatch(text, trace, file);
    }
  }
});

test('no declaration has an any', () => {
  const declarations = files.filter((file) => file.endsWith('.d.ts'));
  assert.ok(declarations.length > 5);
  for (const file of declarations) {
    const code = read(file).replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    assert.doesNotMatch(code, /\bany\b/, file);
  }
});

test('the package depends on nothing and names its version, licence and entries', () => {
  const manifest = JSON.parse(read('package.json'));
  assert.equal(manifest.name, 'zoom-phone-sms');
  assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
  assert.equal(manifest.license, 'MIT OR Apache-2.0');
  for (const field of ['author', 'homepage', 'bugs', 'repository'])
    assert.ok(manifest[field], field);
  assert.deepEqual([manifest.dependencies, manifest.scripts], [undefined, undefined]);
});
