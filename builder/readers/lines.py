"""Reads lines in bounded memory: byte stream → numbered lines, or Rejects for too long ones and damaged packing."""

from __future__ import annotations

import io
from collections.abc import Iterator

from builder.model import Reject
from builder.readers.sources import PACKING_ERRORS, reject

CHUNK = 1 << 20


def numbered_lines(stream: io.BufferedReader, path: str, limit: int) -> Iterator[tuple[int, bytes] | Reject]:
    """(1-based number, bytes with line end) of every line; a line beyond ``limit`` bytes is passed over and told."""
    number = 0
    while True:
        number += 1
        try:
            line = stream.readline(limit + 1)
            size = len(line)
            if size > limit:
                size += _skip_rest(stream) if not line.endswith(b"\n") else 0
        except PACKING_ERRORS as error:
            yield damaged(path, number, error)
            return
        if not line:
            return
        if size > limit:
            yield reject(
                path, number, "line_too_long", f"the line has {size:,} bytes, more than {limit:,}; split the record or raise the limit"
            )
        else:
            yield number, line


def _skip_rest(stream: io.BufferedReader) -> int:
    skipped = 0
    while chunk := stream.readline(1 << 20):
        skipped += len(chunk)
        if chunk.endswith(b"\n"):
            break
    return skipped


def read_all(stream: io.BufferedReader, path: str, limit: int) -> bytes | Reject:
    """All bytes of a file that holds one article, at most ``limit``."""
    chunks: list[bytes] = []
    size = 0
    try:
        while size <= limit and (chunk := stream.read(CHUNK)):
            chunks.append(chunk)
            size += len(chunk)
    except PACKING_ERRORS as error:
        return damaged(path, 1, error)
    data = b"".join(chunks)
    if len(data) > limit:
        return reject(
            path, 1, "file_too_large", f"the file holds more than {limit:,} bytes, too many for one article; split it or raise the limit"
        )
    if not data.strip():
        return reject(path, 1, "empty_file", "the file is empty; remove it or fetch it again")
    return data


def fault_of(path: str, error: Exception) -> Reject:
    """The Reject for what went wrong while a file was read; no content may end a run."""
    if isinstance(error, PermissionError):
        return reject(path, 0, "not_readable", "the file may not be read; change its permissions")
    if isinstance(error, PACKING_ERRORS):
        return damaged(path, 1, error)
    told = f"{type(error).__name__}: {error}"[:200]
    return reject(path, 0, "failed", f"the file could not be read to its end ({told}); report this with the file")


def damaged(path: str, number: int, error: BaseException) -> Reject:
    """The Reject for packing that ends early or is not what it says."""
    told = str(error) or type(error).__name__
    if "end-of-stream" in told or isinstance(error, EOFError):
        return reject(
            path, number, "truncated", "the packed file ends too early; what was whole before this point is read; fetch the file again"
        )
    return reject(path, number, "damaged", f"the file cannot be read on from here ({told}); fetch the file again")
