"""Cleans the names a page gives as authors: names + the site's own names → byline without "by", and an agency if one is named."""

from __future__ import annotations

import re

from builder.text.folding import fold
from builder.text.press import load_press

_BY = re.compile(
    r"^\s*(?:كتبت?|بقلم|إعداد|اعداد|تقرير|المصدر|تحرير|by|written by|par|propos recueillis par|автор(?:ы)?|текст)\b\s*[:،/|-]?\s+|"
    r"^\s*(?:كتب|بقلم|إعداد)\s*[:،/|-]\s*",
    re.I,
)
_TAIL = re.compile(r"\s*(?:[|/·•].*|https?://.*|\S+@\S+.*|\(\s*@.*\))\s*$")
# The name of a site, or of an agency's desk.
_SITE = re.compile(r"\.(?:com|net|org|info|ru|fr|news)\b", re.I)
_DESK = re.compile(r"\s+(?:editorial|staff|news ?desk|agency|وكالات)$", re.I)
# Account names of desks and machines, not of people.
_NOT_PEOPLE = frozenset((
    "admin", "administrator", "editor", "editors", "staff", "newsroom", "webdesk", "web", "desk", "redaction", "redazione", "redaccion",
    "rédaction", "unknown", "none", "null", "guest", "newsdesk", "editorial", "online", "author", "webmaster", "redacteur",
))  # fmt: skip
# More names, or longer ones, are no byline.
MOST, LONGEST = 20, 200
LANGUAGES = ("ar", "en", "fr", "ru")


def clean_byline(names: list[str], own: list[str | None]) -> tuple[str | None, str | None]:
    """Names of people joined by commas, and the agency among the names."""
    agency = None
    people: list[str] = []
    mine = {fold(name) for name in own if name}
    for given in names[:MOST]:
        name = _TAIL.sub("", _BY.sub("", given[:LONGEST])).strip(" ,.-–:")
        folded = fold(name)
        if code := _agency(folded) or _agency(_DESK.sub("", folded)):
            agency = agency or code
        elif (
            name and not _SITE.search(name) and folded not in mine and folded not in _NOT_PEOPLE and len(name) <= 120 and name not in people
        ):
            people.append(name)
    return ", ".join(people) or None, agency


def _agency(folded: str) -> str | None:
    for language in LANGUAGES:
        if code := load_press(language).agencies.get(folded):
            return code
    return None
