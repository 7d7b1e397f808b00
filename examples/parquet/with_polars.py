"""Messages by month and direction, with polars: `python with_polars.py <folder of an export>/messages`."""

import sys

import polars as pl


def by_month(folder):
    time = pl.col('date_time')
    groups = pl.scan_parquet(folder).group_by('month', 'direction')
    found = groups.agg(messages=pl.len(), first=time.min(), last=time.max())
    return found.sort('month', 'direction').collect()


if __name__ == '__main__':
    print(by_month(sys.argv[1]))
