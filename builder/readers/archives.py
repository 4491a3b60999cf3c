"""Reads zip and tar files without unpacking them to disk: members of known kinds → their Articles and Rejects, as from a folder."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, cast

from builder.model import Reject
from builder.readers.options import ReadOptions
from builder.readers.sources import ARCHIVES, kind_of, reject, unpack

# The reader of a kind of input: (stream, path, options) → what is read.
ReaderOf = Callable[[str], Callable[[io.BufferedReader, str, ReadOptions], Iterator[Any]]]
_UNSHOWN = re.compile("[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FAULTS = (zipfile.BadZipFile, tarfile.TarError, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def read_zip(stream: io.BufferedReader, path: str, options: ReadOptions, reader_of: ReaderOf) -> Iterator[Any]:
    """The articles of a zip file's members, in order of name."""
    if not stream.seekable():
        yield reject(path, 0, "damaged", "a zip file cannot be read from a stream; give it as a file")
        return
    seen = False
    try:
        with zipfile.ZipFile(stream) as archive:
            for member in sorted(archive.infolist(), key=lambda entry: entry.filename):
                if not member.is_dir() and kind_of(member.filename):
                    seen = True
                    yield from _one_of_zip(archive, member, path, options, reader_of)
    except _FAULTS as error:
        yield reject(path, 0, "damaged", f"the archive cannot be read ({str(error)[:80]}); fetch it again")
        return
    if not seen:
        yield _nothing(path)


def _one_of_zip(archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: str, options: ReadOptions, reader_of: ReaderOf) -> Iterator[Any]:
    try:
        with archive.open(member) as stream:
            yield from _of_member(stream, path, member.filename, options, reader_of)
    except _FAULTS as error:
        yield reject(shown(path, member.filename), 0, "damaged", f"the member cannot be read ({str(error)[:80]}); unpack it by hand")


def read_tar(stream: io.BufferedReader, path: str, options: ReadOptions, reader_of: ReaderOf) -> Iterator[Any]:
    """The articles of a tar file's plain members, in their order; links are passed over."""
    seen = False
    try:
        with tarfile.open(fileobj=stream, mode="r|*") as archive:
            for member in archive:
                content = archive.extractfile(member) if member.isfile() and kind_of(member.name) else None
                if content is not None:
                    seen = True
                    yield from _of_member(content, path, member.name, options, reader_of)
    except _FAULTS as error:
        yield reject(path, 0, "damaged", f"the archive cannot be read on from here ({str(error)[:80]}); fetch it again")
        return
    if not seen:
        yield _nothing(path)


def _of_member(content: IO[bytes], path: str, name: str, options: ReadOptions, reader_of: ReaderOf) -> Iterator[Any]:
    kind = kind_of(name) or ""
    if kind in ARCHIVES:
        yield reject(shown(path, name), 0, "nested_archive", "an archive within an archive is not read; unpack it first")
        return
    stream = unpack(io.BufferedReader(cast(io.RawIOBase, content), 1 << 16))
    yield from reader_of(kind)(stream, shown(path, name), options)


def shown(path: str, name: str) -> str:
    """How a member is named in messages and rows: archive!member, without ways up, controls and direction marks."""
    parts = [part for part in re.split(r"[/\\]", _UNSHOWN.sub("", name)) if part not in ("", ".", "..")]
    return f"{path}!{'/'.join(parts)[-300:]}"


def _nothing(path: str) -> Reject:
    return reject(path, 0, "empty_folder", "no file of a known kind in this archive; give one with articles")
