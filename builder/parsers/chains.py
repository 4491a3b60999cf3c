"""Titles that stand together, or beside no country: titles by position → ranks with the office before them, parties from the sentence.

A rank between an office and a name belongs to the office: «رئيس أركان الجيش، الفريق فلان», "Defense Minister Gen. X".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from builder.model import Mention, Text
from builder.parsers.actor_words import ActorWords
from builder.parsers.titles import Title

_NEAR = 120
_STOPS = (". ", ".\n", "\n", ";", "!", "?", "؛", "؟")


def joined(text: Text, titles: Sequence[Title], words: ActorWords) -> list[Title]:
    """Titles by position, with a rank right after an office made one title with it."""
    kept: list[Title] = []
    for title in sorted(titles, key=lambda one: (one.start, -one.end)):
        before = kept[-1] if kept else None
        if before is not None and title.kind == "rank" and _follows(text, before, title, words):
            kept[-1] = replace(before, end=title.end)
        elif before is not None and title.kind == "office" and _apposed(text, before, title, words):
            kept[-1] = replace(title, start=before.start, party=title.party or before.party)
        else:
            kept.append(title)
    return kept


def _follows(text: Text, office: Title, rank: Title, words: ActorWords) -> bool:
    """Whether the rank is that of the office's holder: nothing but a comma or courtesy words between them."""
    between = text.folded[office.end : rank.start]
    return (
        office.kind in ("office", "counterpart", "rank")
        and 0 <= len(between) < 20
        and "\n" not in between
        and bool(words.name_link.match(between))
    )


def _apposed(text: Text, first: Title, second: Title, words: ActorWords) -> bool:
    """Two offices of one person in Arabic: a comma between them, no «و»."""
    between = text.folded[first.end : second.start]
    return words.language == "ar" and first.kind == "office" and between.strip() == "," and not first.former


def with_context(text: Text, titles: Sequence[Title], listed: Sequence[Mention]) -> list[Title]:
    """Titles without a country take one from their context, for naming only.

    It is the nationality told last before them in the sentence, an adjective's or a listed person's, else the article's only country.
    """
    if all(title.party is not None for title in titles):
        return list(titles)
    countries = [m for m in listed if m.kind == "country"]
    adjectives = [m for m in listed if (m.kind == "country" and m.form == "adjective") or (m.kind == "person" and m.party)]
    starts = [m.start for m in adjectives]
    only = {m.code for m in countries}
    alone = next(iter(only)) if len(only) == 1 else None
    return [_placed(title, _nationality(text, title, adjectives, starts) or alone) for title in titles]


def _placed(title: Title, party: str | None) -> Title:
    if title.party is not None or party is None or title.kind == "institution":
        return title
    return replace(title, party=party, guessed=True)


def _nationality(text: Text, title: Title, adjectives: Sequence[Mention], starts: Sequence[int]) -> str | None:
    place = bisect_right(starts, title.start)
    if not place or title.start - adjectives[place - 1].end > _NEAR:
        return None
    nation = adjectives[place - 1]
    between = text.folded[nation.end : title.start]
    return None if any(stop in between for stop in _STOPS) else nation.party or nation.code
