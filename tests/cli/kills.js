/**
 * Exports that are killed with `kill -9` at random moments, again and again, against a faulty simulator. What they leave
 * must be what one uninterrupted export leaves, and readers must never see a torn or doubled row meanwhile.
 *
 *     node tests/cli/kills.js 200 [seed]
 *
 * @module
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { EXIT } from '../../cli/lib/failure.js';
import { createRandom } from '../../simulator/random.js';
import { contentOf, parquetContentOf, READERS, readMeanwhile } from './contents.js';
import { ended, OAUTH, serveAccount } from './support.js';

/** @typedef {Awaited<ReturnType<typeof import('./support.js').installCli>>} Cli */

/** @typedef {{ format: string, kills: number, refused: number, exports: number, rows: number, files: number, requests: number, scans: number }} Row */

/** A run is killed so many requests after its first, and then a moment later: commits lie between requests. */
const MOST_REQUESTS = 25;
const MOST_MS = 40;

/** @type {import('../../simulator/switches.js').Switches['faults']} */
const FAULTS = [
  { kind: '429-qps', probability: 0.02 },
  { kind: '503', probability: 0.02 },
  { kind: 'cut-inside', probability: 0.02 },
  { kind: 'revoked-token', probability: 0.01 },
];

export const FORMATS = [...Object.keys(READERS), 'parquet'];

/** How often another program reads the files meanwhile. */
const SCAN_MS = 40;

/**
 * @param {Cli} cli
 * @param {object} how
 * @param {string} how.folder
 * @param {string} how.format
 * @param {number} how.kills
 * @param {string | number} how.seed
 * @returns {Promise<Row>}
 */
export async function killExports({ begin, cli }, { folder, format, kills, seed }) {
  const random = createRandom('kills', format, seed);
  const zoom = await serveAccount({ account: { sessions: 10, messages: 400, days: 100 } });
  zoom.catchUp();
  const env = OAUTH;
  const args = [
    ...['export', '--since', '110d', '-f', format, '--save-every', '0', '--rate', '1000', '-q'],
    ...['--token-url', `${zoom.url}/oauth/token`, '--base-url', `${zoom.url}/v2`],
  ];
  const row = {
    format,
    kills: 0,
    refused: 0,
    exports: 0,
    rows: 0,
    files: 0,
    requests: 0,
    scans: 0,
  };
  const whole = join(folder, `whole-${format}`);
  const reference = await cli([...args, '-o', whole], { env });
  if (reference.code !== 0) throw new Error(reference.stderr);
  const expected = await finalContentOf(whole, format);
  const known = new Set(expected);
  row.rows = expected.length;
  zoom.simulator.set({ faults: FAULTS });
  while (row.kills < kills) {
    const out = join(folder, `killed-${format}`);
    rmSync(out, { recursive: true, force: true });
    for (;;) {
      const child = begin([...args, '-o', out], { env });
      const requests = zoom.simulator.requests.length + 1 + random.below(MOST_REQUESTS);
      const moment = random.below(MOST_MS);
      const kill = () => {
        if (zoom.simulator.requests.length < requests) return;
        clearInterval(timer);
        setTimeout(() => child.kill('SIGKILL'), moment);
      };
      const timer = row.kills < kills ? setInterval(kill, 2) : undefined;
      const end = ended(child);
      const scans = scanUntil(end, { out, format, known, row });
      const [{ code, signal, stderr }] = await Promise.all([end, scans]).finally(() => {
        clearInterval(timer);
        child.kill('SIGKILL');
      });
      if (signal === 'SIGKILL') row.kills += 1;
      else if (code === 0) break;
      // Refused for now, such as a token that was revoked as soon as it was issued: the next run goes on.
      else if (code === EXIT.access || code === EXIT.later) row.refused += 1;
      else throw new Error(`exit code ${code}: ${stderr}`);
    }
    row.exports += 1;
    const found = await finalContentOf(out, format);
    if (found.join('\n') !== expected.join('\n'))
      throw new Error(
        `${format}, seed ${seed}: ${found.length} rows, not the same ${expected.length}`,
      );
    const verified = await cli(['verify', out]);
    if (verified.code !== 0) throw new Error(verified.stdout);
    row.files = JSON.parse((await cli(['status', out, '--json'])).stdout).files;
  }
  row.requests = zoom.simulator.requests.length;
  return row;
}

/**
 * @param {string} out
 * @param {string} format
 */
const finalContentOf = async (out, format) =>
  format === 'parquet' ? parquetContentOf(out) : contentOf(out, format);

/**
 * Reads all files again and again, as another program may at any time: every row is one of the export, and none is
 * there twice. Of a file that grows, half of the last record may be there too.
 *
 * @param {Promise<unknown>} end
 * @param {{ out: string, format: string, known: ReadonlySet<string>, row: Row }} what
 */
async function scanUntil(end, { out, format, known, row }) {
  let isOver = false;
  end.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    await wait(SCAN_MS);
    const content = await readMeanwhile(out, format).catch((error) => {
      // Nothing is there yet; or a file that was not counted was removed by the next run.
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (!content) continue;
    if (new Set(content).size !== content.length) throw new Error('A reader sees a row twice.');
    const torn = content.find((each) => !known.has(each));
    if (torn !== undefined) throw new Error(`A reader sees a row of ${format} that is torn.`);
    row.scans += 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { installCli, scratch } = await import('./support.js');
  const { table } = await import('../../scripts/lib/table.mjs');
  const [kills = '200', seed = '1'] = process.argv.slice(2);
  const cli = await installCli();
  const folder = scratch();
  const share = Math.ceil(Number(kills) / FORMATS.length);
  const rows = await Promise.all(
    FORMATS.map((format) => killExports(cli, { folder, format, kills: share, seed })),
  );
  const names = /** @type {(keyof Row)[]} */ ([
    'format',
    'kills',
    'refused',
    'exports',
    'rows',
    'files',
    'requests',
    'scans',
  ]);
  console.log(table([names, ...rows.map((row) => names.map((name) => String(row[name])))]));
  for (const each of [folder, cli.project]) rmSync(each, { recursive: true, force: true });
  // The simulators would keep the process.
  process.exit(0);
}
