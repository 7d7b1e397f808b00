"""Messages by month and direction, with DuckDB: `python with_duckdb.py <folder of an export>/messages`."""

import sys

import duckdb


def by_month(folder):
    return duckdb.sql(f"""
        SELECT month, direction, count(*) AS messages, min(date_time) AS first, max(date_time) AS last
        FROM '{folder}/*/*.parquet'
        GROUP BY ALL
        ORDER BY ALL
    """)


if __name__ == '__main__':
    print(by_month(sys.argv[1]))
