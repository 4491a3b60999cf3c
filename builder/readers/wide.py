"""Turns streams in UTF-16 or UTF-32, told by their byte order mark, into UTF-8: byte stream → byte stream, in bounded memory."""

from __future__ import annotations

import codecs
import io

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF32_BE, "utf-32"),
)
CHUNK = 1 << 16


def as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    """The stream itself, unless it begins with the mark of a wide encoding; bad pairs become replacement characters."""
    try:
        head = stream.peek(4)[:4]
    except (OSError, EOFError, ValueError):
        return stream
    name = marked(head)
    return io.BufferedReader(_Recoded(stream, name), CHUNK) if name else stream


def marked(head: bytes) -> str | None:
    """The wide encoding whose byte order mark the first bytes are."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), None)


class _Recoded(io.RawIOBase):
    """A raw stream that decodes another one chunk by chunk."""

    def __init__(self, stream: io.BufferedReader, name: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(name)("replace")
        self._ready = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            data = self._stream.read(CHUNK)
            self._ready = self._decoder.decode(data, final=not data).encode("utf-8", "replace")
            if not data:
                break
        taken = self._ready[: len(buffer)]
        buffer[: len(taken)] = taken
        self._ready = self._ready[len(taken) :]
        return len(taken)

    def close(self) -> None:
        self._stream.close()
        super().close()
