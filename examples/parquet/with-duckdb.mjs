/**
 * Messages by month and direction, with DuckDB in Node: `node with-duckdb.mjs <folder of an export>/messages`.
 *
 *   npm install @duckdb/node-api
 *
 * @module
 */
import { pathToFileURL } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';

/** @param {string} folder */
export async function byMonth(folder) {
  const database = await (await DuckDBInstance.create()).connect();
  const found = await database.runAndReadAll(
    `SELECT month, direction, count(*) AS messages, min(date_time) AS first, max(date_time) AS last
     FROM '${folder}/*/*.parquet'
     GROUP BY ALL
     ORDER BY ALL`,
  );
  return found.getRowObjectsJS();
}

const [, script = '', folder = ''] = process.argv;
if (import.meta.url === pathToFileURL(script).href) console.table(await byMonth(folder));
