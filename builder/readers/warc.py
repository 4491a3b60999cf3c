"""Reads web archives: WARC records → the HTML pages answered with 200, still to be read; other records are passed over."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from builder.model import Origin, Reject
from builder.readers.days import read_day
from builder.readers.options import ReadOptions
from builder.readers.pages import Fetched, Page
from builder.readers.sources import reject

HTML = ("text/html", "application/xhtml")


def read_warc(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Page | Reject]:
    """One page a record; a record's number is its byte offset in the unpacked stream."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    offset = 0
    seen = given = False
    try:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.any_type, parse_http=True, strict_mode=False):
            seen, offset = True, max(0, record.stream_pos)
            if record.record_type == WarcRecordType.response:
                for item in _of_record(record, path, offset, options):
                    given = True
                    yield item
    except (OSError, EOFError, ValueError, RuntimeError) as error:
        yield reject(path, offset, "truncated", f"the archive cannot be read on from here ({str(error)[:80]}); fetch it again")
        return
    if not seen:
        yield reject(path, 0, "empty_file", "no WARC record in this file; fetch it again")
    elif not given:
        yield reject(path, 0, "no_pages", "no record of this archive is an HTML page answered with 200; leave the file out")


def _of_record(record: Any, path: str, offset: int, options: ReadOptions) -> Iterator[Page | Reject]:
    headers = record.http_headers
    if headers is None or headers.status_code != 200:
        return
    content_type = str(headers.get("Content-Type", ""))
    if not content_type.lower().startswith(HTML):
        return
    limit = options.limits.page_bytes
    data = record.reader.read(limit + 1)
    if len(data) > limit:
        yield reject(path, offset, "file_too_large", f"the page holds more than {limit:,} bytes; raise the limit or leave it out")
        return
    data = _unpack(data, str(headers.get("Content-Encoding", "")).lower(), limit)
    if data is None:
        yield reject(path, offset, "damaged", "the page's content encoding cannot be undone; fetch it again")
        return
    url = record.headers.get("WARC-Target-URI")
    yield Page(Origin(path, offset), data, Fetched(url.strip("<>") if url else None, content_type, _day(record)))


def _day(record: Any) -> date | None:
    """The day the page was fetched: it was published on that day or before."""
    return read_day(record.headers.get("WARC-Date"))


def _unpack(data: bytes, encoding: str, limit: int) -> bytes | None:
    """The body without gzip or deflate, if it still has it, at most ``limit`` bytes."""
    import zlib

    if encoding not in ("gzip", "x-gzip", "deflate") or data.lstrip()[:1] == b"<":
        return data if encoding in ("", "identity", "gzip", "x-gzip", "deflate") or data.lstrip()[:1] == b"<" else None
    try:
        return zlib.decompressobj(wbits=47).decompress(data, limit)
    except zlib.error:
        return None
