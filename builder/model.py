"""The values that pass between stages: Article → Text → Mention, DateRange → Event, CodedArticle, Issue.

All are frozen, so a stage returns new values and never edits those it was given; those made by the dozen an article are named tuples.
Offsets named ``start`` and ``end`` inside Mention, DateRange and Evidence count characters of ``Text.folded``;
``Text.locate`` turns them into a part (title or text) and raw offsets when a row is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an article was read: file as given by the user, 1-based line or record number (or byte offset) in it."""

    path: str
    record: int = 1


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. ``text`` is raw; ``boilerplate`` lists the spans of it that are not the story.

    ``published_before`` is the day it was fetched, ``neighbours`` the days of the outlet's stories numbered before and after it.
    """

    id: str
    title: str
    text: str
    origin: Origin
    language: str | None = None
    published: date | None = None
    published_basis: str = "unknown"
    published_before: date | None = None
    url: str | None = None
    short_url: str | None = None
    publisher: str | None = None
    agency: str | None = None
    byline: str | None = None
    section: str | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()
    field_origins: tuple[tuple[str, str], ...] = ()
    neighbours: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that did not become an article, or an article set aside: where, why, and what cures it."""

    origin: Origin
    reason: str
    message: str
    article_id: str | None = None


class Sentence(NamedTuple):
    """A sentence of ``Text.folded``: ``part`` is title, lead (the first of the story, and points above it) or body."""

    start: int
    end: int
    part: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Text:
    """An article's title and story, folded for matching, with the way back to the raw characters.

    ``folded`` is the folded form of ``title + "\\n\\n" + text`` with boilerplate blanked by spaces;
    ``offsets`` holds the raw index of each folded character, or None where both run in step.
    """

    language: str
    raw: str
    folded: str
    offsets: Sequence[int] | None
    body_start: int
    sentences: tuple[Sentence, ...]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in ``raw`` of a folded span."""
        if self.offsets is None or start >= end:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1

    def words(self, start: int, end: int) -> str:
        """The raw words of a folded span."""
        left, right = self.raw_span(start, end)
        return self.raw[left:right]

    def locate(self, start: int, end: int) -> tuple[str, int, int]:
        """Part of the article (``title`` or ``text``) and character offsets in it, for the evidence table."""
        left, right = self.raw_span(start, end)
        if left < self.body_start:
            return "title", left, right
        return "text", left - self.body_start, right - self.body_start


class Mention(NamedTuple):
    """Words that name something the knowledge base or a rule knows.

    kind: country | igo | place | person | office | institution | group
    code: ISO3 or IGO code (country, igo), group slug, person or institution id (QID or slug; "" for an unlisted person), place id
    form: name | adjective | capital | metonym | place | abbreviation | composed | guessed (how the words stand for it; guessed: its
      party is told by words around it)
    party: the country or IGO on whose side it stands; role: code of the coding guide, section 4 (persons, offices, institutions)
    name: the person's or institution's own words, without office and rank, folded span ``name_start``..``name_end``
    office: words of the office, as written; office_valid: whether the person held it on the article's day (None: cannot tell)
    """

    kind: str
    code: str
    start: int
    end: int
    rule: str
    form: str = "name"
    party: str | None = None
    role: str | None = None
    name_start: int = -1
    name_end: int = -1
    office: str | None = None
    office_valid: bool | None = None
    former: bool = False


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date expression and its reading; the days are inclusive and None where nothing is known.

    precision: day | week | month | quarter | half | season | year | decade | duration | unknown
    modifier: start | mid | end | before | after | approx | None;  basis: explicit | relative | inherited | publication
    direction: past | future | present | None, as the words themselves say ("last", "next");  days: length of a duration
    """

    date_start: date | None
    date_end: date | None
    precision: str
    basis: str
    start: int
    end: int
    words: str
    rule: str
    modifier: str | None = None
    direction: str | None = None
    edtf: str | None = None
    flags: tuple[str, ...] = ()
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of an article's day of publication; ``day`` is None unless one day is certain enough to use.

    ``earliest`` and ``latest`` bound it, ``weekdays`` (Monday is 0) are those left, ``days`` the candidates where they are few.
    """

    day: date | None
    basis: str
    earliest: date | None = None
    latest: date | None = None
    weekdays: tuple[int, ...] = ()
    clues: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


class Evidence(NamedTuple):
    """The words of the article that gave a value of a column, and the rule that read them."""

    column: str
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class Participant:
    """A person or institution in an event; ``side`` is source or target."""

    side: str
    mention: Mention
    name_raw: str
    name: str
    country: str
    role: str


@dataclass(frozen=True, slots=True)
class Event:
    """One coded event of one article, before rows are made of it."""

    event_type: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    status: str
    background: bool
    lead: bool
    trigger_start: int
    trigger_end: int
    date: DateRange
    location: str | None = None
    place: Mention | None = None
    participants: tuple[Participant, ...] = ()
    topics: tuple[str, ...] = ()
    confidence: float = 0.5
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupNamed:
    """A threat group that the article names, where first, and its relation to the story, by which rule and mention.

    relation: target | party | ally | splinter | named, as in the vocabulary of relations; ``rule`` is empty where it is named only
    """

    group_id: str
    mention: Mention
    name_raw: str
    relation: str
    rule: str = ""
    shown: Mention | None = None


@dataclass(frozen=True, slots=True)
class TopicFound:
    """A topic of the security content and the words that show it."""

    topic: str
    score: float
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True)
class CodedArticle:
    """Everything coded from one article. outcome: coded | not_relevant; ``reason`` says why when no event is kept.

    ``relevance``: how likely a reader would call it relevant (0 to 1); None where it tells no event.
    """

    article: Article
    text: Text
    publication: Publication
    outcome: str
    reason: str
    events: tuple[Event, ...] = ()
    groups: tuple[GroupNamed, ...] = ()
    topics: tuple[TopicFound, ...] = ()
    relevance: float | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    """A row or input that broke a rule: table, rule id, row key, column, value and a message with the cure."""

    severity: str
    table: str
    rule: str
    key: str
    column: str
    value: str
    message: str
    context: dict[str, str] = field(default_factory=dict)
