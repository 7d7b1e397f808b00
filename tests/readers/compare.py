"""Runs lines by which a reader reads exports, and compares what it got with the rows of the package.

Reads a task from its standard input: {"code": …, "rows": {result: [row, …]}}. Prints for each result what is different, as JSON.
"""

import json
import sys


def rows_of(table):
    """A table of any reader as a list of rows."""
    if hasattr(table, 'fetchall'):  # DuckDB
        names = table.columns
        return [dict(zip(names, row)) for row in table.fetchall()]
    if hasattr(table, 'to_pylist'):  # pyarrow
        return table.to_pylist()
    if hasattr(table, 'to_dicts'):  # polars
        return table.to_dicts()
    names = list(table.columns)
    return [dict(zip(names, row)) for row in table.itertuples(index=False, name=None)]  # pandas


def plain(cell):
    """A cell as Python has it: pandas has several words for nothing, and numbers of its own."""
    if cell is None or type(cell).__name__ == 'NAType' or cell != cell:
        return None
    return cell.item() if hasattr(cell, 'item') else cell


def difference(found, expected):
    if len(found) != len(expected):
        return f'{len(found)} rows in place of {len(expected)}'
    for index, (row, wanted) in enumerate(zip(found, expected)):
        if list(row) != list(wanted):
            return f'columns {list(row)} in place of {list(wanted)}'
        for name, cell in wanted.items():
            other = plain(row[name])
            if other != cell or type(other) is not type(cell):
                return f'row {index}, {name}: {other!r} in place of {cell!r}'
    return None


task = json.load(sys.stdin)
world = {}
exec(task['code'], world)
print(json.dumps({name: difference(rows_of(world[name]), rows) for name, rows in task['rows'].items()}))
