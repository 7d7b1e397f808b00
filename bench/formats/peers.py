"""Saved pages to one Parquet, CSV or NDJSON file, with the rows that this package writes.

`peers.py <way> <folder of pages> <file>`. Prints the CPU seconds and the peak memory of the process, as JSON.
"""

import glob
import json
import re
import resource
import sys

INTERNATIONAL = r'^(\+?1[2-9]\d{9}|\+[2-9]\d{6,14})$'

# What each row has, from a message `m` of a page.
QUERY = f"""
WITH pages AS (
    SELECT unnest(sms_histories) AS m
    FROM read_json('$FOLDER/*.ndjson', format = 'newline_delimited', columns = {{sms_histories: 'STRUCT(
        message_id VARCHAR, date_time TIMESTAMPTZ, direction VARCHAR, message VARCHAR, message_type BIGINT,
        delivery_status VARCHAR, sender STRUCT(phone_number VARCHAR, display_name VARCHAR,
        owner STRUCT(id VARCHAR, "type" VARCHAR)), to_members STRUCT(phone_number VARCHAR, display_name VARCHAR)[],
        attachments STRUCT(name VARCHAR, size BIGINT)[])[]'}})
), messages AS (
    SELECT m, epoch_ms(m.date_time) AS epoch_ms, m.sender.phone_number AS number,
        array_to_string(list_transform(m.to_members, lambda one: one.phone_number), '; ') AS numbers,
        array_to_string(list_transform(m.to_members, lambda one: one.display_name), '; ') AS names
    FROM pages
)
SELECT
    NULL::VARCHAR AS session_id, m.message_id, $TIME AS date_time, epoch_ms, m.direction, m.message_type,
    CASE m.message_type WHEN 1 THEN 'SMS' WHEN 2 THEN 'MMS' WHEN 3 THEN 'GROUP_SMS' WHEN 4 THEN 'GROUP_MMS' END
        AS message_type_label,
    m.delivery_status, NULL::VARCHAR AS operator_ext_number, NULL::VARCHAR AS operator_ext_id,
    NULL::VARCHAR AS operator_ext_type, NULL::VARCHAR AS operator_name, m.message,
    number AS sender_phone_number,
    CASE WHEN regexp_matches(number, '{INTERNATIONAL}') THEN '+' || ltrim(number, '+') END AS sender_e164,
    m.sender.display_name AS sender_display_name, m.sender.owner.id AS sender_owner_id,
    m.sender.owner."type" AS sender_owner_type,
    len(m.to_members) AS to_count, numbers AS to_phone_numbers, names AS to_display_names,
    CASE m.direction WHEN 'In' THEN number ELSE numbers END AS counterparty_phone_number,
    CASE m.direction WHEN 'In' THEN m.sender.display_name ELSE names END AS counterparty_name,
    len(m.attachments) AS attachment_count,
    CASE WHEN len(m.attachments) > 0
        THEN array_to_string(list_transform(m.attachments, lambda one: one.name), '; ') END AS attachment_names,
    coalesce(list_sum(list_transform(m.attachments, lambda one: one.size)), 0)::BIGINT AS attachment_bytes
FROM messages
"""

ISO = "strftime(m.date_time AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ')"
COPIES = {
    'parquet': ('m.date_time', '(FORMAT parquet, COMPRESSION zstd)'),
    'csv': (ISO, "(FORMAT csv, HEADER, NULLSTR '')"),
    'ndjson': (ISO, '(FORMAT json)'),
}


def with_duckdb(format, folder, file):
    import duckdb

    time, options = COPIES[format]
    database = duckdb.connect()
    database.execute("SET TimeZone = 'UTC'")
    query = QUERY.replace('$FOLDER', folder).replace('$TIME', time)
    database.execute(f"COPY ({query}) TO '{file}' {options}")


def with_pandas(folder, file):
    """As its documentation shows it; file by file, to bound the memory."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet

    def joined(items, name):
        return '; '.join(item[name] for item in items)

    def table(messages):
        m = pd.json_normalize(messages)
        is_in = m['direction'] == 'In'
        numbers = m['to_members'].map(lambda to: joined(to, 'phone_number'))
        names = m['to_members'].map(lambda to: joined(to, 'display_name'))
        number = m['sender.phone_number']
        time = pd.to_datetime(m['date_time'], utc=True).dt.as_unit('ms')
        labels = {1: 'SMS', 2: 'MMS', 3: 'GROUP_SMS', 4: 'GROUP_MMS'}
        certain = number.map(lambda text: bool(re.match(INTERNATIONAL, text)))
        nothing = pd.Series([None] * len(m), dtype='str')
        return pd.DataFrame({
            'session_id': nothing, 'message_id': m['message_id'], 'date_time': time, 'epoch_ms': time.astype('int64'),
            'direction': m['direction'], 'message_type': m['message_type'],
            'message_type_label': m['message_type'].map(labels), 'delivery_status': m['delivery_status'],
            'operator_ext_number': nothing, 'operator_ext_id': nothing, 'operator_ext_type': nothing,
            'operator_name': nothing, 'message': m['message'], 'sender_phone_number': number,
            'sender_e164': ('+' + number.str.lstrip('+')).where(certain),
            'sender_display_name': m['sender.display_name'], 'sender_owner_id': m['sender.owner.id'],
            'sender_owner_type': m['sender.owner.type'], 'to_count': m['to_members'].map(len),
            'to_phone_numbers': numbers, 'to_display_names': names,
            'counterparty_phone_number': number.where(is_in, numbers),
            'counterparty_name': m['sender.display_name'].where(is_in, names),
            'attachment_count': m['attachments'].map(len),
            'attachment_names': m['attachments'].map(lambda files: joined(files, 'name') if files else None),
            'attachment_bytes': m['attachments'].map(lambda files: sum(one['size'] for one in files)),
        })

    writer = None
    for path in sorted(glob.glob(f'{folder}/*.ndjson')):
        with open(path, encoding='utf-8') as pages:
            messages = [message for page in pages for message in json.loads(page)['sms_histories']]
        found = pa.Table.from_pandas(table(messages), preserve_index=False)
        writer = writer or pa.parquet.ParquetWriter(file, found.schema, compression='zstd')
        writer.write_table(found)
    writer.close()


way, folder, file = sys.argv[1:]
program, format = way.split('-')
if program == 'duckdb':
    with_duckdb(format, folder, file)
else:
    with_pandas(folder, file)
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({'cpu': usage.ru_utime + usage.ru_stime, 'rss': usage.ru_maxrss * 1024}))
