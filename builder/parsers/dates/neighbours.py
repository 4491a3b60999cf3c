"""Bounds from an outlet's neighbours: dated articles with running numbers in their addresses → days between which an undated one appeared.

News sites number their stories as they publish them. An outlet's numbers count only where the days around the story run the same way.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlsplit

from builder.model import Article

Numbered = tuple[int, date]
# A story's number has four digits or more; years and days in the path are no numbers.
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))(\d{4,10})(?!\d)")
# This many neighbours on each side must agree, give or take a late edit.
_SIDE = 2
_SLACK = timedelta(days=2)


class Neighbours:
    """The numbered, dated articles of each outlet, in order of their numbers; the order in which they came does not matter."""

    def __init__(self, articles: Iterable[Article]) -> None:
        found: defaultdict[tuple[str, int], set[Numbered]] = defaultdict(set)
        for article in articles:
            place = number_of(article)
            if place and article.published:
                found[place[0], len(str(place[1]))].add((place[1], article.published))
        self._outlets = {outlet: sorted(known) for outlet, known in found.items()}

    def bounded(self, article: Article) -> Article:
        """The article with its bounds, where its outlet's neighbours give any."""
        place = number_of(article)
        if article.published is not None or place is None:
            return article
        known = self._outlets.get((place[0], len(str(place[1]))), [])
        bounds = _bounds(known, bisect_left(known, (place[1], date.min)))
        return article if bounds is None else replace(article, neighbours=bounds)


def number_of(article: Article) -> tuple[str, int] | None:
    """The outlet's host and the running number in the article's short or full address: the last one that stands there."""
    for url in (article.short_url, article.url):
        parts = urlsplit(url or "")
        numbers = _NUMBER.findall(f"{parts.path}?{parts.query}")
        if parts.hostname and numbers:
            return parts.hostname.removeprefix("www."), int(numbers[-1])
    return None


def _bounds(known: list[Numbered], place: int) -> tuple[date, date] | None:
    """The days of the nearest lower and higher numbers; None at the ends and where the numbers do not run with the days."""
    below = [day for _, day in known[max(0, place - _SIDE) : place]]
    above = [day for _, day in known[place : place + _SIDE]]
    if len(below) < _SIDE or len(above) < _SIDE or max(below) > min(above) + _SLACK:
        return None
    return min(below), max(above)
