"""Keeps the books of a run: articles and rejects as they come, in any order → who is coded, who repeats whom, who is rejected.

Two articles are duplicates when their folded titles and stories are the same; the original is the one with the smallest
(published, id). Which is which depends on the articles alone, never on the order in which they were read.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath

from builder.model import Article, Origin, Reject
from builder.text.folding import fold

REPEATED_ID = "repeated_id"
SAME_TEXT = "same_text"


def text_hash(article: Article) -> bytes:
    """The same for articles whose title and story differ at most in spaces, vowel signs, letter variants or boilerplate."""
    body, last = [], 0
    for start, end in article.boilerplate:
        body.append(article.text[last:start])
        last = end
    body.append(article.text[last:])
    words = fold(article.title + "\n" + " ".join(body))
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=16).digest()


@dataclass(frozen=True, slots=True, order=True)
class Ticket:
    """An article's place in the books; tickets sort by day of publication, so that the first of equals is the original."""

    published: date
    id: str
    digest: bytes
    path: str
    record: int
    serial: int  # tells apart the tickets of one record read twice; such tickets are the same in all else


def ticket_of(article: Article, serial: int) -> Ticket:
    """Unknown days of publication come last."""
    origin = article.origin
    return Ticket(article.published or date.max, article.id, text_hash(article), origin.path, origin.record, serial)


@dataclass(slots=True)
class Ledger:
    """Tickets of all articles and the rejects of a run."""

    tickets: list[Ticket] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    _first: dict[bytes, Ticket] = field(default_factory=dict)

    def admit(self, article: Article) -> tuple[Ticket, bool]:
        """Enter an article; False where an article read before is already known to be its original."""
        ticket = ticket_of(article, len(self.tickets))
        self.tickets.append(ticket)
        known = self._first.get(ticket.digest)
        if known is not None and known < ticket:
            return ticket, False
        self._first[ticket.digest] = ticket
        return ticket, True


@dataclass(frozen=True, slots=True)
class Settled:
    """The books closed: ids under which tickets stand, duplicates with the id of their original, tickets whose id was taken."""

    ids: dict[Ticket, str]
    duplicates: dict[Ticket, str]
    repeated: dict[Ticket, str]


def settle(tickets: Iterable[Ticket]) -> Settled:
    """Decide, from all tickets, which is the original, which its duplicates, and which reuse another article's id."""
    ids: dict[Ticket, str] = {}
    duplicates: dict[Ticket, str] = {}
    repeated: dict[Ticket, str] = {}
    holders: dict[str, Ticket] = {}
    times: Counter[str] = Counter()
    originals: dict[bytes, str] = {}
    for ticket in sorted(tickets):
        times[ticket.id] += 1
        holder = holders.setdefault(ticket.id, ticket)
        ids[ticket] = ticket.id if holder is ticket else f"{ticket.id}#{times[ticket.id]}"
        if holder is not ticket and holder.digest != ticket.digest:
            repeated[ticket] = ticket.id
            originals.setdefault(ticket.digest, ids[ticket])
        elif ticket.digest in originals:
            duplicates[ticket] = originals[ticket.digest]
        else:
            originals[ticket.digest] = ticket.id
    return Settled(ids, duplicates, repeated)


def repeated_reject(ticket: Ticket) -> Reject:
    """What is told of an article whose id another article has."""
    message = f"{ticket.path}:{ticket.record}: the id '{ticket.id}' is given to another article too; make ids unique, or leave them out"
    return Reject(Origin(ticket.path, ticket.record), REPEATED_ID, message, ticket.id)


def reject_id(reject: Reject) -> str:
    """The id of a rejected input in the articles table: its own, else one made from where it stands."""
    if reject.article_id:
        return reject.article_id
    place = f"{PurePath(reject.origin.path).name}\n{reject.origin.record}"
    return "rj" + hashlib.sha256(place.encode("utf-8", "replace")).hexdigest()[:16]
