#!/usr/bin/env bash
# PyPI zstandard reads one night of a file that grows each night.
#
# Guess:   Zstandard frames may follow each other, as gzip members may: decompress() gives them all, or says that
#          something follows.
# Reality: decompress(), decompressobj() and read_to_iter() stop after the first frame in silence. open(),
#          stream_reader() and copy_stream() of the same package read on, and so do pyarrow, Polars, DuckDB and pandas.
# Matters: An archive to which each night's NDJSON is appended as a frame is read as its first night.
# Read:    decompress() documents allow_extra_data, which is on by default; read_to_iter() says nothing.
# Seen in: zstandard 0.25.0
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile --disable-pip-version-check 'zstandard==0.25.0'
venv/bin/python - <<'PY'
import sys
from importlib.metadata import version


def same(what, got, expected):
    print(f"{what}: {got!r}")
    if got != expected:
        sys.exit(f"CHANGED: {what}: expected {expected!r}")


import io

import zstandard

print("zstandard", version("zstandard"))
first, second = b'{"night":1}\n', b'{"night":2}\n'
data = zstandard.compress(first) + zstandard.compress(second)
with open("sms.ndjson.zst", "wb") as file:
    file.write(data)
copied = io.BytesIO()
zstandard.ZstdDecompressor().copy_stream(io.BytesIO(data), copied)

same("decompress", zstandard.decompress(data), first)
same("decompressobj", zstandard.ZstdDecompressor().decompressobj().decompress(data), first)
same("read_to_iter", b"".join(zstandard.ZstdDecompressor().read_to_iter(io.BytesIO(data))), first)
same("open", zstandard.open("sms.ndjson.zst", "rb").read(), first + second)
same("stream_reader", zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read(), first + second)
same("copy_stream", copied.getvalue(), first + second)
PY
