"""Stages 2 to 5 for one article: Article → its folded text, mentions, dates and coded events; nothing here knows of other articles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from builder.config import LANGUAGES
from builder.knowledge import Knowledge, load_knowledge
from builder.model import Article, CodedArticle, DateRange, Mention, Origin, Publication, Text
from builder.parsers.actors.mentions import find_mentions
from builder.parsers.dates import find_dates
from builder.parsers.dates.candidates import with_candidates
from builder.parsers.dates.in_office import bounds
from builder.parsers.dates.publication import infer_publication, stated_publication, told_publication
from builder.parsers.dates.reader import read_items
from builder.parsers.dates.readings import Reading
from builder.parsers.events.code import NO_TRIGGER, code
from builder.parsers.events.group_relations import load_relations
from builder.parsers.events.topics import load_topic_cues
from builder.parsers.grammar.frames import load_frames
from builder.parsers.scene.laid_out import Scene, Sighting, lay_out, sight
from builder.parsers.when.event_dates import on_candidate_days
from builder.runs.accounting import SAME_TEXT
from builder.text import normalize
from builder.text.press import load_press
from builder.text.sentences import led_by


@dataclass(frozen=True, slots=True)
class Opened:
    """An article as folded text with what is known of its day; ``mentions`` and calendar ``items`` where they were needed for that."""

    text: Text
    publication: Publication
    mentions: Sequence[Mention] | None = None
    items: Sequence[Reading] | None = None


def open_article(article: Article, overlays: tuple[Path, ...], text: Text) -> Opened:
    """The day of publication, on which stage 4 rests; office-holders bound it where nothing tells it."""
    if (stated := stated_publication(article)) is not None:
        return Opened(text, stated)
    items = read_items(text)
    told = told_publication(text, items)
    publication = infer_publication(article, text, told=told)
    if publication.day is not None:
        return Opened(text, publication, None, items)
    base = load_knowledge(overlays)
    mentions = find_names(text, base, None)
    publication = infer_publication(article, text, bounds(mentions, base.people.by_person), mentions, base.anniversaries, told)
    return Opened(text, publication, mentions if publication.day is None else None, items)


def find_names(text: Text, base: Knowledge, day: date | None) -> Sequence[Mention]:
    """Stage 3, find, and the part of stage 4 that settles who is meant on that day."""
    return find_mentions(text, base, day)


@dataclass(frozen=True, slots=True)
class Examined:
    """An article coded, with the mentions and dates that the coder chose from; dates that it did not need are read when asked for.

    ``scene``: the article as it was laid out for coding; None where it has no trigger.
    """

    coded: CodedArticle
    mentions: tuple[Mention, ...] = ()
    read_dates: Callable[[], Sequence[DateRange]] = tuple
    scene: Scene | None = None

    @property
    def dates(self) -> Sequence[DateRange]:
        """The dates in order; none where the article has no trigger."""
        return self.read_dates()


def code_article(article: Article, overlays: tuple[Path, ...] = ()) -> CodedArticle:
    """Stages 2 to 5 for one article."""
    return examine(article, overlays).coded


def examine(article: Article, overlays: tuple[Path, ...] = ()) -> Examined:
    """Stages 2 to 5 for one article, with what they found on the way."""
    text = normalize(article, article.language or "en")
    sighting = sight(text, load_frames(text.language))
    if sighting is None:
        return Examined(CodedArticle(article, text, infer_publication(article, text), "not_relevant", NO_TRIGGER))
    opened = open_article(article, overlays, text)
    publication, mentions = opened.publication, opened.mentions
    base = load_knowledge(overlays)
    if mentions is None:
        mentions = find_names(text, base, publication.day)

    text = _led(text, mentions, sighting)

    @cache
    def dates() -> Sequence[DateRange]:
        return with_candidates(text, find_dates(text, publication.day, opened.items), publication, opened.items)

    scene = lay_out(text, load_frames(text.language), publication.day, mentions, dates, sighting, base.bodies, base.exercises)
    coded = code(article, publication, mentions, scene)
    return Examined(on_candidate_days(coded), tuple(mentions), dates, scene)


def _led(text: Text, mentions: Sequence[Mention], sighting: Sighting) -> Text:
    """The text with its lead on the first sentence of the story that names anybody or tells of anything."""
    telling = {match.sentence for match in sighting.triggers}
    starts = [mention.start for mention in mentions]
    held = frozenset(n for n, s in enumerate(text.sentences) if n in telling or bisect_left(starts, s.start) < bisect_left(starts, s.end))
    return replace(text, sentences=led_by(text.sentences, held))


def repeat_article(article: Article, overlays: tuple[Path, ...] = ()) -> CodedArticle:
    """An article known to repeat another's text: what is told of it is as if it were coded, but it is not."""
    text = normalize(article, article.language or "en")
    sighted = sight(text, load_frames(text.language)) is not None
    publication = open_article(article, overlays, text).publication if sighted else infer_publication(article, text)
    return CodedArticle(article, text, publication, "duplicate", SAME_TEXT)


def warm(overlays: tuple[Path, ...] = ()) -> None:
    """Load vocabularies and grammars once, before workers are forked; a fault in a data file is told here."""
    for language in LANGUAGES:
        text = normalize(Article("warm", "", ".", Origin(""), language), language)
        sight(text, load_frames(language))
        load_topic_cues(language)
        load_relations(language)
        load_press(language)
        find_names(text, load_knowledge(overlays), None)
        find_dates(text, None)
