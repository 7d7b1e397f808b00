/**
 * From saved pages to a file: what is compared, and the goals.
 *
 * @module
 */

/** @typedef {import('../works/catalogue.mjs').Goal} Goal */

/**
 * @typedef {object} Work
 * @property {string} name
 * @property {string} ours
 * @property {string[]} others
 * @property {Goal[]} goals of the CPU seconds
 * @property {{ against: string, aim: number, hold: number }} [size] goal of the file's size
 * @property {{ aim: number, hold: number }} memory goal of the peak memory, in MB
 */

/** @type {Work[]} */
export const WORKS = [
  {
    name: 'pages → Parquet',
    ours: 'ours-parquet',
    others: ['duckdb-parquet', 'pandas-parquet'],
    goals: [
      { against: 'duckdb-parquet', aim: 0.9, hold: 1.4 },
      { against: 'pandas-parquet', aim: 0.1, hold: 0.16 },
    ],
    size: { against: 'duckdb-parquet', aim: 0.95, hold: 1.05 },
    memory: { aim: 250, hold: 400 },
  },
  {
    name: 'pages → CSV',
    ours: 'ours-csv',
    others: ['papaparse-csv', 'duckdb-csv'],
    goals: [
      { against: 'papaparse-csv', aim: 0.25, hold: 0.35 },
      { against: 'duckdb-csv', aim: 0.5, hold: 0.7 },
    ],
    memory: { aim: 110, hold: 130 },
  },
  {
    name: 'pages → NDJSON',
    ours: 'ours-ndjson',
    others: ['JSON-ndjson', 'duckdb-ndjson'],
    goals: [
      { against: 'JSON-ndjson', aim: 0.28, hold: 0.35 },
      { against: 'duckdb-ndjson', aim: 0.35, hold: 0.45 },
    ],
    memory: { aim: 110, hold: 130 },
  },
];

/** How readers of the table call a way. @type {Record<string, string>} */
export const NAMES = {
  'duckdb-parquet': 'DuckDB, zstd',
  'duckdb-csv': 'DuckDB',
  'duckdb-ndjson': 'DuckDB',
  'pandas-parquet': 'pandas json_normalize + pyarrow, zstd',
  'papaparse-csv': 'JSON.parse + flatten + papaparse',
  'JSON-ndjson': 'JSON.parse + flatten + JSON.stringify',
};
