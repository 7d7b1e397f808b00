"""Messages by month and direction, with pandas: `python with_pandas.py <folder of an export>/messages`."""

import sys

import pandas as pd


def by_month(folder):
    messages = pd.read_parquet(folder)
    groups = messages.groupby(['month', 'direction'], observed=True, dropna=False)['date_time']
    return groups.agg(messages='size', first='min', last='max').reset_index()


if __name__ == '__main__':
    print(by_month(sys.argv[1]))
