"""Messages by month and direction, with Spark: `spark-submit with_spark.py <folder of an export>/messages`."""

import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as f


def by_month(folder):
    spark = SparkSession.builder.config('spark.sql.session.timeZone', 'UTC').getOrCreate()
    groups = spark.read.parquet(folder).groupBy('month', 'direction')
    found = groups.agg(f.count('*').alias('messages'), f.min('date_time').alias('first'), f.max('date_time').alias('last'))
    return found.orderBy('month', 'direction')


if __name__ == '__main__':
    by_month(sys.argv[1]).show()
