"""Cuts folded text into sentences: folded text + where the body begins → title, lead and body sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from builder.model import Sentence

# A full stop ends a sentence before white space; the closing quote or bracket goes with it.
# Web text glues sentences ("2015.Le président"); Arabic has no capitals, so a stop between Arabic letters is enough there.
_END = re.compile(r"[.!?؟…\n](?:(?<=\n)\n*|[\"')\]]*\s+|(?<=[ء-ي][ء-ي].)(?=[ء-ي]))")
_GLUED = re.compile(
    r"[.!?](?:(?<=[a-zà-ÿа-яё0-9»\")][a-zà-ÿа-яё0-9»\")].)|(?<=[A-ZÀ-ÝА-ЯЁ][»\")].))(?=[«\"]?(?:[A-ZÀ-ÝА-ЯЁ][a-zà-ÿа-яё'’ ]|M\. [A-Z]))"
    r"(?!(?:Am|Az|By|Com|Ge|Info|Kg|Kz|Md|Net|Org|Ru|Tj|Tv|Ua|Uz|Ру)\b)"  # «Day.Az», «Lenta.Ru» are names
)
# Titles, ranks and months that end in a stop, and single capital initials, do not end a sentence.
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"'-]|(?<=[a-z]{3}\.)(?=m\.))(?:mr|mrs|ms|dr|st|gen|lt|col|maj|capt|sgt|cmdr|adm|brig|rep|sen|gov|prof|no|vs|etc|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|"
    r"mon|tue|tues|wed|thu|thurs|fri|sat|sun|u\.s|u\.n|u\.k|e\.u|a\.m|p\.m|m|mm|mme|janv|fevr|avr|juil|т\.е|т\.н|г|гг|им|ул|млн|млрд|тыс|руб|долл|"
    r"св|стр|янв|февр|апр|авг|сент|окт|нояб|дек|[a-zа-яء-ي])\.$"
)


_LEAD_WORDS = 5
_LONG = 6  # no abbreviation has so many letters
_OPENING = 6


def glued_at(raw: str) -> list[int]:
    """Raw offsets where a sentence begins with a capital right after the stop of the one before."""
    return [gap.end() for gap in _GLUED.finditer(raw)]


def split_sentences(folded: str, body_start: int, glued: Iterable[int] = ()) -> tuple[Sentence, ...]:
    """Sentences in order; ``paragraph`` counts lines of the text, the title being 0; ``glued``: further cuts (folded offsets)."""
    found: list[Sentence] = []
    paragraph = 0
    start = 0
    for _left, right, broken in sorted((*_gaps(folded), *((cut, cut, False) for cut in glued))):
        _append(found, folded, start, right, body_start, paragraph)
        paragraph += broken
        start = max(start, right)
    _append(found, folded, start, len(folded), body_start, paragraph)
    return tuple(found)


def _gaps(folded: str) -> Iterator[tuple[int, int, bool]]:
    for gap in _END.finditer(folded):
        start, end = gap.span()
        broken = "\n" in gap[0]
        if folded[start - 3 : start + 1] == "(..." and not broken:
            continue  # «la menace (...) demeure»: words left out of a quotation
        if broken or folded[start] != "." or not _is_abbreviation(folded, start):
            yield start, end, broken


def _is_abbreviation(folded: str, stop: int) -> bool:
    """Whether the stop belongs to the word before it."""
    if stop >= _LONG and folded[stop - _LONG : stop].isalpha():
        return False
    return _ABBREVIATION.search(folded, max(0, stop - 12), stop + 1) is not None


def _append(found: list[Sentence], folded: str, start: int, end: int, body_start: int, paragraph: int) -> None:
    words = folded[start:end].rstrip()
    stripped = words.lstrip()
    if stripped:
        left = start + len(words) - len(stripped)
        found.append(Sentence(left, left + len(stripped), _part(found, left < body_start, stripped), paragraph))


def _part(found: Sequence[Sentence], titled: bool, words: str) -> str:
    """Part of the article that a sentence stands in, after those found."""
    if titled:
        return "title"
    if len(found) > _OPENING or any(one.part == "lead" for one in found):
        return "body"
    # A caption or label of a few words is not what the story opens with.
    return "lead" if len(words.split()) >= _LEAD_WORDS else "body"
