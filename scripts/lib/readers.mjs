/**
 * The code to read exported files in other programs: the guide `files.md` shows it, and the tests run it.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** @typedef {{ name: string, type: string }[]} Schema what `rowSchema` gives */

/**
 * @typedef {object} Reader
 * @property {string} title
 * @property {string} [module] its package for Python, with the version that the tests install
 * @property {'sh'} [language] default: Python
 * @property {string} code
 */

/** @type {Reader[]} */
export const READERS = [
  {
    title: 'DuckDB',
    module: 'duckdb',
    code: `import duckdb

types = {name: {'utf8': 'VARCHAR', 'int64': 'BIGINT'}[type] for name, type in columns.items()}
csv = duckdb.read_csv('messages.csv', columns=types, auto_detect=False, header=True, delimiter=',',
                      quotechar='"', escapechar='"', allow_quoted_nulls=False)
ndjson = duckdb.read_json('messages.ndjson', columns=types)`,
  },
  {
    title: 'pandas',
    module: 'pandas',
    code: `import pandas as pd

types = {name: {'utf8': 'str', 'int64': 'Int64'}[type] for name, type in columns.items()}
csv = pd.read_csv('messages.csv', dtype=types, keep_default_na=False, na_values=[''])
ndjson = pd.read_json('messages.ndjson', lines=True, dtype=False).astype(types)
file = pd.read_feather('history.arrow', dtype_backend='pyarrow')`,
  },
  {
    title: 'polars',
    module: 'polars',
    code: `import polars as pl

types = {name: {'utf8': pl.String, 'int64': pl.Int64}[type] for name, type in columns.items()}
csv = pl.read_csv('messages.csv', schema=types)
ndjson = pl.read_ndjson('messages.ndjson', schema=types)
stream = pl.read_ipc_stream('history.arrows')
file = pl.read_ipc('history.arrow')`,
  },
  {
    title: 'pyarrow',
    module: 'pyarrow',
    code: `import pyarrow as pa
import pyarrow.csv, pyarrow.json

types = {name: {'utf8': pa.string(), 'int64': pa.int64()}[type] for name, type in columns.items()}
csv = pa.csv.read_csv(
    'messages.csv',
    parse_options=pa.csv.ParseOptions(newlines_in_values=True),
    convert_options=pa.csv.ConvertOptions(column_types=types, null_values=[''], strings_can_be_null=True,
                                          quoted_strings_can_be_null=False))
ndjson = pa.json.read_json(
    'messages.ndjson', parse_options=pa.json.ParseOptions(explicit_schema=pa.schema(types)))
stream = pa.ipc.open_stream(pa.OSFile('history.arrows')).read_all().unify_dictionaries()
file = pa.ipc.open_file(pa.OSFile('history.arrow')).read_all()`,
  },
  {
    title: 'Spark 4.3',
    code: `types = ', '.join(f"{name} {'STRING' if type == 'utf8' else 'BIGINT'}" for name, type in columns.items())
csv = spark.read.csv('messages.csv', schema=types, header=True, multiLine=True, lineSep='\\r\\n',
                     escape='"', emptyValue='', nullValue='\\0\\0')
ndjson = spark.read.json('messages.ndjson', schema=types)`,
  },
  {
    title: 'sqlite-utils 4.2',
    language: 'sh',
    code: 'sqlite-utils insert messages.db messages messages.csv --csv --no-detect-types',
  },
  {
    title: 'csvkit 2.2',
    language: 'sh',
    code: 'csvsql --no-inference --db sqlite:///messages.db --tables messages --insert messages.csv',
  },
];

/** Why readers need the types. */
const GUESSES = `Without these types, pyarrow.csv, sqlite-utils and csvkit read phone numbers as integers: \`0012345678\` becomes
12345678, and \`+18108001001\` loses its plus sign. The last two take no schema, so every column has to be text.`;

/** The Python packages that the tests install, with their versions. */
export function pythonVersions() {
  const text = readFileSync(join(ROOT, 'tests', 'readers', 'requirements.txt'), 'utf8');
  return new Map(
    text
      .trim()
      .split('\n')
      .map((line) => /** @type {[string, string]} */ (line.split('=='))),
  );
}

/**
 * The columns as Python code.
 * @param {Schema} schema
 */
export function pythonColumns(schema) {
  const lines = [''];
  for (const { name, type } of schema) {
    const item = `'${name}': '${type}',`;
    const line = `${lines.at(-1)} ${item}`.trim();
    if (line.length < 105) lines[lines.length - 1] = line;
    else lines.push(item);
  }
  return `columns = {\n${lines.map((line) => `    ${line}\n`).join('')}}`;
}

/**
 * The section for the guide.
 * @param {Schema} schema
 */
export function readersText(schema) {
  const versions = pythonVersions();
  const block = (/** @type {string} */ code, language = 'python') =>
    `\`\`\`${language}\n${code}\n\`\`\``;
  const readers = READERS.map(({ title, module, language, code }) => {
    const version = module ? ` ${versions.get(module)?.replace(/\.\d+$/, '')}` : '';
    return `**${title}${version}**\n\n${block(code, language)}`;
  });
  return [block(pythonColumns(schema)), GUESSES, ...readers].join('\n\n');
}
