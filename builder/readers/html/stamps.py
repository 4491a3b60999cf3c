"""Finds the day of publication where a page shows it: headline nodes → the one day that stands beside the headline, or None."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from selectolax.lexbor import LexborNode

from builder.readers.days import read_day
from builder.readers.html.names import load_names
from builder.readers.spelled import DIGITS, spelled_days

# How far around the headline is looked, and how much may stand beside a day that it is still a stamp and not a sentence.
LEVELS, BEFORE, AFTER, LONGEST, BESIDE = 6, 8, 40, 130, 60
STORY_CHARS, PLACES = 150, 2
# No page is older.
FIRST_YEAR = 1993
_NODES = "h1, h2, h3, p, time, span, div, li, td, small, abbr, font, b, strong, em, i, dd, a, h4, h5, h6"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d{2}\d{4}(?!\d)")
_CHANGED = re.compile(
    r"updat|modif|edited|mis(?:e)? à jour|actualis|обновл|измен|تحديث|تعديل|حُدِّ?ث|aktualis|actualizad|aggiornat|copyright|©", re.I
)
_YEAR_FIRST = re.compile(r"(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)")
_LETTERS = re.compile(r"[^\W\d_]+")


def shown_day(headings: Sequence[LexborNode]) -> date | None:
    """The day beside the headline, or beside the next place where the page has it."""
    return next((day for heading in headings[:PLACES] if (day := _day_beside(heading))), None)


def _day_beside(heading: LexborNode) -> date | None:
    """The day beside one heading; None where none or several stand there, and a last change is none."""
    found: list[tuple[date, bool]] = []
    for node in _around(heading):
        if (day := stamp_of(node)) and day.year >= FIRST_YEAR:
            found.append((day, load_names().stamp.search(_names(node)) is not None))
    days = {day for day, _ in found}
    if len(days) > 1:
        days = {day for day, named in found if named}
    return days.pop() if len(days) == 1 else None


def stamp_of(node: LexborNode) -> date | None:
    """The day that a short element shows, if it is not that of a last change; what is shown outweighs a time tag's attribute."""
    words = " ".join(node.text().split())
    if len(words) > LONGEST or load_names().update.search(_names(node)):
        return None
    if changed := _CHANGED.search(words):
        words = words[: changed.start()]
    attributes = node.attributes
    given = attributes.get("datetime") or (attributes.get("title") if node.tag in ("abbr", "time") else None)
    shown = (spelled_days(words) or _numeric_days(words)) if _YEAR.search(words.translate(DIGITS)) else []
    if shown and sum(map(len, _LETTERS.findall(words))) <= BESIDE:
        return shown[0] if len(set(shown)) == 1 else None
    if changed and not words.strip():
        return None
    return read_day(given) if given else None


def _numeric_days(words: str) -> list[date]:
    """Days written with the year first."""
    return [day for found in _YEAR_FIRST.findall(words) if (day := read_day(found))]


def _names(node: LexborNode) -> str:
    attributes = node.attributes
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('itemprop') or ''}"


def _around(heading: LexborNode) -> Iterator[LexborNode]:
    """Small elements closely before the headline, and those after it up to the story's first paragraph."""
    at = heading
    for _ in range(LEVELS):
        if at.parent is None or at.parent.tag in ("body", "html"):
            break
        at = at.parent
    before: list[LexborNode] = []
    passed = count = 0
    for node in at.css(_NODES):
        if not passed:
            if node.mem_id == heading.mem_id:
                passed = 1
                yield from before[-BEFORE:]
            elif len(node.text(strip=True)) <= LONGEST:
                before.append(node)
            continue
        size = len(node.text(strip=True))
        if (size >= STORY_CHARS and node.tag == "p") or count > AFTER:
            return
        if size <= LONGEST:
            count += 1
            yield node
