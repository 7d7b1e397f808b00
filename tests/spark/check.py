"""Reads the Parquet files of an export with Spark, without options. Prints what is different, and what the example finds.

Reads a task from its standard input: {"folder": …, "example": …, "schema": [[name, type], …], "rows": [row, …]}, times in
milliseconds. Prints JSON.
"""

import json
import runpy
import sys

TYPES = {'utf8': 'string', 'int64': 'bigint', 'timestamp': 'timestamp'}


def milliseconds(time):
    return round(time.timestamp() * 1000)


def key(row):
    return json.dumps([str(cell) for cell in row])


task = json.load(sys.stdin)
groups = runpy.run_path(task['example'])['by_month'](task['folder'])
found = [[str(month), direction, messages, milliseconds(first), milliseconds(last)]
         for month, direction, messages, first, last in groups.collect()]

table = groups.sparkSession.read.parquet(task['folder'])
names = [*(name for name, _ in task['schema']), 'month']
types = {name: TYPES[type] for name, type in task['schema']}
wrong = [f'{name} is {type}' for name, type in table.dtypes if name != 'month' and type != types[name]]
if table.columns != names:
    wrong.append(f'columns {table.columns}')
times = {name for name, type in task['schema'] if type == 'timestamp'}
rows = [[milliseconds(row[name]) if name in times else str(row[name]) if name == 'month' else row[name] for name in names]
        for row in table.collect()]
wanted = [[row[name] for name in names] for row in task['rows']]
for row, other in zip(sorted(rows, key=key), sorted(wanted, key=key)):
    wrong += [f'{name}: {a!r} in place of {b!r}' for name, a, b in zip(names, row, other) if a != b]
if len(rows) != len(wanted):
    wrong.append(f'{len(rows)} rows in place of {len(wanted)}')
print(json.dumps({'wrong': wrong[:20], 'groups': found}))
