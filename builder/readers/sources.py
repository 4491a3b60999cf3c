"""Finds what to read: paths, folders, globs and ``-`` → Sources with their kind, opened with gzip or zstd undone."""

from __future__ import annotations

import glob
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from builder.model import Origin, Reject
from builder.readers.wide import as_utf8, marked

KINDS = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".txt": "txt",
    ".text": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
}
ARCHIVES = frozenset(["zip", "tar"])
# Files of other endings are looked into, for saved pages are named by their addresses (news.php?id=12); these are never pages.
_NO_PAGES = frozenset((
    ".css", ".js", ".map", ".json5", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".woff", ".woff2", ".ttf", ".eot", ".mp3",
    ".mp4", ".webm", ".pdf", ".md", ".py", ".toml", ".yml", ".yaml", ".log", ".cdx", ".warcinfo", ".xz", ".bz2", ".7z", ".rar", ".exe",
))  # fmt: skip
PACKED = (".gz", ".gzip", ".zst", ".zstd")
_HEAD = 1 << 10
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
# What the packing libraries raise when the packed bytes are cut short or damaged.
PACKING_ERRORS = (EOFError, gzip.BadGzipFile, zlib.error, OSError)


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read; ``path`` is the name as the user gave it, ``-`` for standard input."""

    path: str
    kind: str


def reject(path: str, record: int, reason: str, message: str, article_id: str | None = None) -> Reject:
    """A Reject whose message begins with file and record."""
    path = whole(path)
    return Reject(Origin(path, record), reason, whole(f"{path}:{record}: {message}"), article_id)


def whole(words: str) -> str:
    """Words that can be written as UTF-8: half pairs, as in file names of another encoding, become question marks."""
    return words.encode("utf-8", "replace").decode("utf-8")


def find_sources(inputs: Sequence[str | Path]) -> Iterator[Source | Reject]:
    """The files that the inputs stand for; folders and globs in order of name."""
    for given in inputs:
        path = os.fspath(given)
        if path == "-":
            yield Source("-", "")
        elif Path(path).is_dir():
            yield from _in_folder(path)
        elif not Path(path).exists() and glob.has_magic(path):
            yield from _matching(path)
        else:
            yield _one_file(path)


def _one_file(path: str) -> Source | Reject:
    if not Path(path).exists():
        return reject(path, 0, "not_found", "no such file or folder; check the spelling, or quote a pattern such as 'news/*.html'")
    kind = kind_of(path) or _looked_into(path)
    if kind is None:
        known = " ".join(sorted(KINDS))
        return reject(path, 0, "unknown_kind", f"the file's ending tells no kind of input; known endings, also with .gz or .zst: {known}")
    return Source(path, kind)


def _in_folder(folder: str) -> Iterator[Source | Reject]:
    found = False
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = str(Path(where) / name)
            kind = None if name.startswith(".") else kind_of(name) or _looked_into(path)
            if kind:
                found = True
                yield Source(path, kind)
    if not found:
        yield reject(folder, 0, "empty_folder", "no file of a known kind in this folder; give a folder with articles")


def _matching(pattern: str) -> Iterator[Source | Reject]:
    paths = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207
    if not paths:
        yield reject(pattern, 0, "not_found", "no file matches this pattern; check it")
    for path in paths:
        if Path(path).is_dir():
            yield from _in_folder(path)
        else:
            yield _one_file(path)


def kind_of(path: str) -> str | None:
    """The kind of input that a file's ending tells, packing endings aside."""
    endings = Path(path.lower()).suffixes
    if endings and endings[-1] in PACKED:
        endings.pop()
    return KINDS.get(endings[-1]) if endings else None


def _looked_into(path: str) -> str | None:
    """html or warc, where a file of an unknown ending begins so."""
    if Path(path.lower()).suffix in _NO_PAGES:
        return None
    try:
        with open_source(path) as stream:
            head = stream.peek(_HEAD)[:_HEAD]
    except (OSError, EOFError, zlib.error):
        return None
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"warc/")):
        return sniff(head)
    return None


def open_source(path: str) -> io.BufferedReader:
    """The file's bytes, unpacked if its first bytes are those of gzip or zstd, whatever its name."""
    if path == "-":
        return unpack(cast(io.BufferedReader, sys.stdin.buffer))
    return unpack(Path(path).open("rb"), path)


def unpack(raw: io.BufferedReader, name: str = "") -> io.BufferedReader:
    """The stream with gzip or zstd undone, and UTF-16 or UTF-32 with a byte order mark turned into UTF-8.

    Raises gzip.BadGzipFile where the name ends as that of a packed file but the bytes are of neither packing and hold NUL, as no text does.
    """
    head = raw.peek(_HEAD)[:_HEAD]
    if head[:2] == GZIP:
        return as_utf8(cast(io.BufferedReader, gzip.GzipFile(fileobj=cast(BinaryIO, raw))))
    if head.startswith(ZSTD):
        import pyarrow

        return as_utf8(io.BufferedReader(cast(io.RawIOBase, pyarrow.CompressedInputStream(raw, "zstd")), 1 << 17))
    if name.lower().endswith(PACKED) and b"\0" in head and not marked(head):
        raise gzip.BadGzipFile("its name says packed, but its bytes are neither gzip, zstd nor text")
    return as_utf8(raw)


def sniff(head: bytes) -> str:
    """The kind of input that the first bytes of standard input tell."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:2000]
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(b"{"):
        return "jsonl"
    if start.startswith(b"["):
        return "json"
    if start.startswith(b"<"):
        lowered = start.lower()
        return "feed" if any(mark in lowered for mark in (b"<rss", b"<feed", b"<rdf:rdf")) and b"<html" not in lowered else "html"
    header = start.split(b"\n", 1)[0].replace(b"\t", b",").replace(b";", b",").decode("utf-8", "replace")
    columns = {name.strip().strip('"').lower() for name in header.split(",")}
    return "csv" if len(columns) > 1 and columns & {"text", "body", "content"} else "txt"
