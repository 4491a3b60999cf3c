"""What a caller may say about the inputs: ReadOptions (values for all articles, column names, limits) for every reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FIELDS = ("id", "title", "text", "language", "published", "url", "publisher", "agency", "byline", "section")


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes beyond which an article is rejected and the run goes on."""

    line_bytes: int = 16_000_000
    page_bytes: int = 16_000_000
    text_chars: int = 1_000_000
    page_tags: int = 300_000
    page_depth: int = 2_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """``published``, ``url`` and ``publisher`` fill in where an input gives none; ``language`` and ``encoding`` overrule.

    ``columns`` maps a field of FIELDS to the name it has in the input (title → headline).
    ``all_languages`` keeps articles in languages that are not coded, instead of rejecting them.
    """

    published: date | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    all_languages: bool = False
