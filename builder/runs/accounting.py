"""Keeps the books of a run on disk: articles and rejects as they come, in any order → who is coded, who repeats whom, who is rejected.

Two articles are duplicates when their folded titles and stories are the same; the original is the one with the smallest
(published, id). Which is which depends on the articles alone, never on the order in which they were read.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from builder.model import Article, Origin, Reject
from builder.text.folding import fold

REPEATED_ID = "repeated_id"
SAME_TEXT = "same_text"
_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -32000;
CREATE TABLE tickets(serial INTEGER PRIMARY KEY, published INT, id BLOB, digest BLOB, path BLOB, record INT, content BLOB, whole INT);
CREATE INDEX by_digest ON tickets(digest, published, id, path, record);
CREATE TABLE results(content BLOB PRIMARY KEY, shard INT, place INT, whole INT) WITHOUT ROWID;
CREATE TABLE shards(number INTEGER PRIMARY KEY, path BLOB UNIQUE);
CREATE TABLE rejects(path BLOB, record INT, reason TEXT, message BLOB, article_id BLOB, ticket INT);
CREATE TABLE names(name BLOB PRIMARY KEY) WITHOUT ROWID;
"""
_SETTLE = """
CREATE TABLE settled AS
WITH known AS (
  SELECT serial, published, id, digest, content, path, record,
    row_number() OVER by_id AS nth, first_value(digest) OVER by_id AS of_holder,
    row_number() OVER by_digest AS nth_text
  FROM tickets WINDOW
    by_id AS (PARTITION BY id ORDER BY published, digest, path, record, serial),
    by_digest AS (PARTITION BY digest ORDER BY published, id, path, record, serial)
), named AS (
  SELECT *, CASE nth WHEN 1 THEN id ELSE CAST(id || '#' || nth AS BLOB) END AS name FROM known
)
SELECT serial, id, name, content, path, record, nth > 1 AND of_holder != digest AS repeated,
  CASE WHEN nth_text > 1 THEN first_value(name) OVER (PARTITION BY digest ORDER BY published, id, path, record, serial) END AS original,
  dense_rank() OVER (ORDER BY name) AS number
FROM named
"""


def text_hash(article: Article) -> bytes:
    """The same for articles whose title and story differ at most in spaces, vowel signs, letter variants or boilerplate."""
    body, last = [], 0
    for start, end in article.boilerplate:
        body.append(article.text[last:start])
        last = end
    body.append(article.text[last:])
    words = fold(article.title + "\n" + " ".join(body))
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=16).digest()


_CONTENT = tuple(field.name for field in fields(Article) if field.name not in ("origin", "field_origins"))


def content_hash(article: Article) -> bytes:
    """The same for articles of which the same rows are made, wherever they stand."""
    told = json.dumps([getattr(article, name) for name in _CONTENT], default=str)
    return hashlib.blake2b(told.encode(), digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Entry:
    """An article with a result: the shard and place of its rows, where it was read, its name, and its original if it is a copy.

    Numbers of articles sort as their names do.
    """

    shard: str
    place: int
    path: str
    record: int
    name: str
    original: str | None
    number: int


class Ledger:
    """Tickets of all articles, results known, and rejects; kept in a file, so that memory does not grow with the run."""

    def __init__(self, path: Path) -> None:
        with _disk_told(path):
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.executescript(_TABLES + "BEGIN;")
        self._path = path
        self.articles = 0

    def admit(self, article: Article) -> tuple[int, bytes, bool]:
        """Enter an article: its serial, its content's hash, and False where an article read before is known to be its original."""
        origin, digest, content = article.origin, text_hash(article), content_hash(article)
        place = ((article.published or date.max).toordinal(), _bytes(article.id), _bytes(origin.path), origin.record)
        with _disk_told(self._path):
            known = self._base.execute(
                "SELECT 1 FROM tickets WHERE digest = ? AND (published, id, path, record) < (?, ?, ?, ?) LIMIT 1", (digest, *place)
            ).fetchone()
            row = (self.articles, place[0], place[1], digest, place[2], place[3], content, known is None)
            self._base.execute("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        self.articles += 1
        return self.articles - 1, content, known is None

    def reject(self, reject: Reject, ticket: int | None = None) -> None:
        """Enter an input that did not become an article, or, with its ticket, an article that could not be coded."""
        origin = reject.origin
        name = None if reject.article_id is None else _bytes(reject.article_id)
        row = (_bytes(origin.path), origin.record, reject.reason, _bytes(reject.message), name, ticket)
        with _disk_told(self._path):
            self._base.execute("INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?)", row)

    def known(self, shard: Path, results: Iterable[tuple[bytes, bool]]) -> None:
        """Enter the results that a shard holds, in order."""
        with _disk_told(self._path):
            self._base.execute("INSERT OR IGNORE INTO shards(path) VALUES (?)", (_bytes(str(shard)),))
            number = self._base.execute("SELECT number FROM shards WHERE path = ?", (_bytes(str(shard)),)).fetchone()[0]
            self._base.executemany(
                "INSERT INTO results VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET shard = excluded.shard, place = excluded.place, "
                "whole = excluded.whole WHERE excluded.whole > whole",
                [(content, number, place, whole) for place, (content, whole) in enumerate(results)],
            )

    def has(self, content: bytes, whole: bool) -> bool:
        """Whether there is a result for an article of this content, coded if it must be."""
        found = self._base.execute("SELECT whole FROM results WHERE content = ?", (content,)).fetchone()
        return found is not None and found[0] >= whole

    def shard_of(self, content: bytes) -> str | None:
        """The shard that holds the result of an article of this content."""
        found = self._base.execute("SELECT path FROM results JOIN shards ON number = shard WHERE content = ?", (content,)).fetchone()
        return None if found is None else _text(found[0])

    def absorb(self, books: Path) -> None:
        """Take in the tickets and rejects of the books of a part."""
        part = sqlite3.connect(books)
        base = self.articles
        with _disk_told(self._path):
            for row in part.execute("SELECT * FROM tickets"):
                self._base.execute("INSERT INTO tickets VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (row[0] + base, *row[1:]))
                self.articles += 1
            for row in part.execute("SELECT * FROM rejects"):
                ticket = None if row[5] is None else row[5] + base
                self._base.execute("INSERT INTO rejects VALUES (?, ?, ?, ?, ?, ?)", (*row[:5], ticket))
        part.close()

    def reject_reasons(self) -> dict[str, int]:
        """How many inputs were rejected, by reason."""
        return dict(self._base.execute("SELECT reason, count(*) FROM rejects GROUP BY reason ORDER BY reason"))

    def settle(self) -> None:
        """Close the books: decide, from all tickets, which are originals, which their duplicates, and which reuse another's id."""
        with _disk_told(self._path):
            self._base.executescript(_SETTLE)
            self._base.executescript(
                "CREATE INDEX settled_repeated ON settled(repeated) WHERE repeated;"
                "CREATE TEMP TABLE failed AS SELECT DISTINCT ticket FROM rejects WHERE ticket IS NOT NULL;"
                "CREATE INDEX failed_ticket ON failed(ticket);"
                "DELETE FROM settled WHERE NOT repeated AND serial IN (SELECT ticket FROM failed);"
            )
            self._base.execute("DELETE FROM rejects WHERE ticket IN (SELECT serial FROM settled WHERE repeated)")
            repeated = self._base.execute("SELECT path, record, id FROM settled WHERE repeated").fetchall()
        for path, record, name in repeated:
            self.reject(_repeated_reject(_text(path), record, _text(name)))

    def entries(self) -> Iterator[Entry]:
        """All articles with results, those of a shard together."""
        found = self._base.execute(
            "SELECT s.path, r.place, e.path, e.record, e.name, e.original, e.number FROM settled AS e JOIN results AS r USING (content) "
            "JOIN shards AS s ON s.number = r.shard WHERE NOT e.repeated ORDER BY s.number, r.place, e.serial"
        )
        for shard, place, path, record, name, original, number in found:
            yield Entry(_text(shard), place, _text(path), record, _text(name), None if original is None else _text(original), number)

    def names(self, numbers: Collection[int]) -> dict[int, str]:
        """The names of the articles with these numbers."""
        found = self._base.execute("SELECT number, name FROM settled")
        return {number: _text(name) for number, name in found if number in numbers}

    def rejects(self) -> Iterator[tuple[str, Reject]]:
        """The rejects in order of place, each with a name that nothing else has: its own id, else one made from where it stands."""
        run = self._base.execute
        run("INSERT OR IGNORE INTO names SELECT name FROM settled WHERE NOT repeated")
        for path, record, reason, message, name in run(
            "SELECT path, record, reason, message, article_id FROM rejects ORDER BY path, record, reason, coalesce(article_id, ''), message"
        ):
            reject = Reject(Origin(_text(path), record), reason, _text(message), None if name is None else _text(name))
            yield self._named(reject_id(reject)), reject

    def _named(self, wanted: str) -> str:
        name, number = wanted, 1
        while self._base.execute("SELECT 1 FROM names WHERE name = ?", (_bytes(name),)).fetchone():
            number += 1
            name = f"{wanted}#{number}"
        self._base.execute("INSERT INTO names VALUES (?)", (_bytes(name),))
        return name

    def close(self) -> None:
        """Let go of the file, with all that was entered in it."""
        if self._base.in_transaction:
            self._base.execute("COMMIT")
        self._base.close()


@contextmanager
def _disk_told(path: Path) -> Iterator[None]:
    """Faults of the books' file are faults of the disk, and told as such."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(28 if "full" in str(error) else 5, f"the books of the run cannot be written ({error})", str(path)) from error


def _bytes(text: str) -> bytes:
    """Text as bytes that sort as it does; names of files may hold what UTF-8 cannot."""
    return text.encode("utf-8", "surrogatepass")


def _text(value: Any) -> str:
    return bytes(value).decode("utf-8", "surrogatepass")


def _repeated_reject(path: str, record: int, name: str) -> Reject:
    """What is told of an article whose id another article has."""
    message = f"{path}:{record}: the id '{name}' is given to another article too; make ids unique, or leave them out"
    return Reject(Origin(path, record), REPEATED_ID, message, name)


def reject_id(reject: Reject) -> str:
    """The id of a rejected input in the articles table: its own, else one made from where it stands."""
    if reject.article_id:
        return reject.article_id
    place = f"{PurePath(reject.origin.path).name}\n{reject.origin.record}"
    return "rj" + hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()[:16]
