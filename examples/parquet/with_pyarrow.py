"""Messages by month and direction, with pyarrow: `python with_pyarrow.py <folder of an export>/messages`."""

import sys

import pyarrow.parquet as pq


def by_month(folder):
    messages = pq.read_table(folder)
    groups = messages.group_by(['month', 'direction'])
    found = groups.aggregate([([], 'count_all'), ('date_time', 'min'), ('date_time', 'max')])
    return found.rename_columns(['month', 'direction', 'messages', 'first', 'last']).to_pandas()


if __name__ == '__main__':
    print(by_month(sys.argv[1]))
