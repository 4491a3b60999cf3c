"""Cuts folded text into sentences: folded text + where the body begins → title, lead and body sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

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
    stops = (place for sign in ".!?" for place in _places(raw, sign) if not raw[place + 1 : place + 2].isspace())
    return sorted(place + 1 for place in stops if _GLUED.match(raw, place))


def _places(raw: str, sign: str) -> Iterator[int]:
    place = raw.find(sign)
    while place >= 0:
        yield place
        place = raw.find(sign, place + 1)


def split_sentences(folded: str, body_start: int, glued: Iterable[int] = ()) -> tuple[Sentence, ...]:
    """Sentences in order; ``paragraph`` counts lines of the text, the title being 0; ``glued``: further cuts (folded offsets)."""
    found: list[Sentence] = []
    paragraph = start = 0
    led = False
    cuts = sorted((*_gaps(folded), *((cut, cut, False) for cut in glued)))
    for _left, right, broken in (*cuts, (0, len(folded), False)):
        words = folded[start:right].rstrip()
        stripped = words.lstrip()
        if stripped:
            left = start + len(words) - len(stripped)
            part = "title" if left < body_start else "body" if led or len(found) > _OPENING else _opening(stripped)
            led = led or part == "lead"
            found.append(Sentence(left, start + len(words), part, paragraph))
        paragraph += broken
        start = max(start, right)
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


def _opening(words: str) -> str:
    """Part of the article that the first words of the body make: a caption or label of a few is not what the story opens with."""
    return "lead" if len(words.split()) >= _LEAD_WORDS else "body"
