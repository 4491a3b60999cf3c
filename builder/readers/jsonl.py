"""Reads JSON Lines and JSON: a stream of objects, or one list of them → Articles and Rejects."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from builder.model import Article, Origin, Reject
from builder.readers.lines import numbered_lines, read_all
from builder.readers.options import ReadOptions
from builder.readers.records import article_of
from builder.readers.sources import reject

BOM = b"\xef\xbb\xbf"


def read_jsonl(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    """One article a line; empty lines are passed over."""
    seen = False
    for item in numbered_lines(stream, path, options.limits.line_bytes):
        seen = True
        if isinstance(item, Reject):
            yield item
            continue
        number, line = item
        if number == 1 and line.startswith(BOM):
            line = line[3:]
        if line.strip():
            yield _read_line(line, path, number, options)
    if not seen:
        yield reject(path, 1, "empty_file", "the file is empty; remove it or fetch it again")


def _read_line(line: bytes, path: str, number: int, options: ReadOptions) -> Article | Reject:
    try:
        words = line.decode("utf-8")
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} of the line is not UTF-8; save the file as UTF-8"
        return reject(path, number, "invalid_utf8", message)
    parsed = parse(words, path, number)
    if isinstance(parsed, Reject):
        return parsed
    return of_object(parsed, path, number, options)


def parse(words: str, path: str, number: int) -> Any:
    """The JSON value, or a Reject; nesting beyond the parser's depth is told, not raised."""
    try:
        return json.loads(words)
    except RecursionError:
        return reject(path, number, "too_deep", "the JSON is nested too deeply; give one flat object an article")
    except ValueError as error:
        place = f"line {error.lineno}, column {error.colno}" if isinstance(error, json.JSONDecodeError) and error.lineno > 1 else ""
        place = place or (f"column {error.colno}" if isinstance(error, json.JSONDecodeError) else "number too long")
        told = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return reject(path, number, "malformed_json", f"not valid JSON at {place} ({told}); correct or remove the record")


def of_object(value: Any, path: str, number: int, options: ReadOptions) -> Article | Reject:
    """The article of one JSON object."""
    if not isinstance(value, dict):
        return reject(path, number, "not_an_object", 'the JSON is not an object; give {"title": …, "text": …}')
    return article_of(value, Origin(path, number), options, "record")


def read_json(stream: io.BufferedReader, path: str, options: ReadOptions) -> Iterator[Article | Reject]:
    """A list of objects, one object, or JSON Lines under the name .json."""
    data = read_all(stream, path, options.limits.line_bytes * 4)
    if isinstance(data, Reject):
        yield data
        return
    value = parse(data.removeprefix(BOM).decode("utf-8", "replace"), path, 1)
    if isinstance(value, Reject) and not data.lstrip().startswith(b"["):
        yield from read_jsonl(io.BufferedReader(io.BytesIO(data)), path, options)
    elif isinstance(value, Reject):
        yield value
    elif isinstance(value, list):
        for number, entry in enumerate(value, 1):
            yield of_object(entry, path, number, options)
    else:
        yield of_object(value, path, 1, options)
