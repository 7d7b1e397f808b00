"""Reads the Parquet files of an export as each reader does without options, and compares types and cells.

Reads a task from its standard input: {"folder": …, "schema": [[name, type], …], "rows": [row, …]}, times in milliseconds. Prints
for each reader what is different, as JSON.
"""

import json
import sys

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

pandas_types = {'utf8': 'str', 'int64': 'Int64', 'timestamp': 'datetime64[ms, UTC]'}
arrow_types = {
    'utf8': lambda type: pa.types.is_string(type) or pa.types.is_large_string(type) or pa.types.is_string_view(type),
    'int64': pa.types.is_int64,
    'timestamp': lambda type: pa.types.is_timestamp(type) and type.tz is not None,
}


def with_pandas(folder, schema):
    table = pd.read_parquet(folder)
    for name, type in schema:
        # A column without a null needs no type that can be null.
        if str(table[name].dtype).lower() != pandas_types[type].lower():
            raise TypeError(f'{name} is {table[name].dtype}')
    return pa.Table.from_pandas(table, preserve_index=False)


READERS = {
    'pyarrow': lambda folder, _: pq.read_table(folder),
    'pandas': with_pandas,
    'polars': lambda folder, _: pl.read_parquet(folder).to_arrow(),
    'DuckDB': lambda folder, _: duckdb.sql(f"FROM '{folder}/*/*.parquet'").to_arrow_table(),
}


def key(row):
    return json.dumps([str(row[name]) for name in row if name != 'month'])


def difference(table, schema, expected):
    names = [*(name for name, _ in schema), 'month']
    if table.column_names != names:
        return f'columns {table.column_names} in place of {names}'
    for name, type in schema:
        found = table.schema.field(name).type
        if not arrow_types[type](found):
            return f'{name} is {found}, not {type}'
        if type == 'timestamp':
            at = table.schema.get_field_index(name)
            milliseconds = table[name].cast(pa.timestamp('ms', 'UTC')).cast(pa.int64())
            table = table.set_column(at, name, milliseconds)
    found = sorted(table.to_pylist(), key=key)
    wanted = sorted(expected, key=key)
    if len(found) != len(wanted):
        return f'{len(found)} rows in place of {len(wanted)}'
    for index, (row, other) in enumerate(zip(found, wanted)):
        for name in names:
            if row[name] != other[name]:
                return f'row {index}, {name}: {row[name]!r} in place of {other[name]!r}'
    return None


def outcome(read, task):
    try:
        return difference(read(task['folder'], task['schema']), task['schema'], task['rows'])
    except Exception as error:
        return f'{type(error).__name__}: {error}'


task = json.load(sys.stdin)
print(json.dumps({name: outcome(read, task) for name, read in READERS.items()}))
