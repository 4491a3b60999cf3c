"""Reads JSON-LD: a page's script blocks → the object that is the article, and the page's own, whatever their wrapping."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

ARTICLE_TYPES = frozenset((
    "NewsArticle", "Article", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
    "ReviewNewsArticle", "AskPublicNewsArticle", "AdvertiserContentArticle", "LiveBlogPosting", "BlogPosting", "SocialMediaPosting",
    "Report", "SatiricalArticle", "ScholarlyArticle", "TechArticle", "CreativeWork",
))  # fmt: skip
PAGE_TYPES = frozenset(["WebPage", "ItemPage", "WebSite"])
# What older pages put around a block so that old browsers pass over it.
_OPENING, _CLOSING = ("//", "<![CDATA[", "<!--"), ("//", "]]>", "-->", ";")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
# Half of an escaped character pair, which no text can hold.
_LONE = re.compile(
    r"\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F][\da-fA-F]{2})|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F][\da-fA-F]{2}"
)
DEPTH, MOST = 8, 50


def load_blocks(scripts: list[str]) -> list[dict[str, Any]]:
    """All objects of the blocks that have a type, outer ones first."""
    found: list[dict[str, Any]] = []
    for words in scripts:
        found.extend(_objects(_parse(words), 0))
    return found


def _parse(words: str) -> Any:
    words = _without_crust(words)
    if "\\ud" in words or "\\uD" in words:
        words = _LONE.sub(r"\\ufffd", words)
    for attempt in (str, html.unescape, lambda text: _TRAILING_COMMA.sub(r"\1", text)):
        try:
            return json.loads(attempt(words), strict=False)
        except RecursionError:
            return None
        except ValueError:
            continue
    return _rescued(words)


def _without_crust(words: str) -> str:
    """The JSON without comment marks and the like around it."""
    words = words.strip()
    for _ in range(len(_CLOSING)):
        for mark in _OPENING:
            words = words.removeprefix(mark).lstrip()
        for mark in _CLOSING:
            words = words.removesuffix(mark).rstrip()
    return words


def _rescued(words: str) -> Any:
    """Type, headline and day of a block that is broken JSON, where it names each only once."""
    told = {key: set(re.findall(rf'"{key}"\s*:\s*"([^"\\]{{1,300}})"', words)) for key in ("@type", "headline", "datePublished")}
    told["@type"] &= ARTICLE_TYPES
    if len(told["@type"]) != 1 or len(told["datePublished"]) != 1:
        return None
    return {key: values.pop() for key, values in told.items() if len(values) == 1}


def _objects(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Objects inside lists, ``@graph`` and ``mainEntity``."""
    if depth > DEPTH:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _objects(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), list | dict):
                yield from _objects(value[key], depth + 1)


def types_of(value: dict[str, Any]) -> set[str]:
    """The object's types without their namespace."""
    kinds = value.get("@type", ())
    kinds = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else ()
    return {str(kind).rsplit("/", 1)[-1] for kind in kinds}


def choose(objects: list[dict[str, Any]], kinds: frozenset[str], title: str = "") -> dict[str, Any]:
    """The object of one of the kinds that has the page's title, or else says most; the first of equals."""
    ranked = [(_weight(value, title), -order, value) for order, value in enumerate(objects) if types_of(value) & kinds]
    return max(ranked, key=lambda entry: entry[:2])[2] if ranked else {}


def _weight(value: dict[str, Any], title: str) -> int:
    own = (words_of(value.get("headline")) or "")[:40]
    news = 1 if any(kind.endswith("Article") for kind in types_of(value)) else 0
    return (
        (8 if own and own in title else 0)
        + news
        + sum(1 for key in ("headline", "datePublished", "articleBody", "author") if value.get(key))
    )


def words_of(value: Any) -> str | None:
    """A text value with entities undone and spaces single; None for anything else."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if not isinstance(value, str):
        return None
    words = " ".join(unescape(value).split())
    return words or None


def unescape(value: str) -> str:
    """Entities undone, twice-escaped ones too."""
    return html.unescape(html.unescape(value)) if "&" in value else value


def names_of(value: Any) -> list[str]:
    """The names of authors, given as text, object or list."""
    if isinstance(value, list):
        return [name for entry in value[:MOST] for name in names_of(entry if not isinstance(entry, list) else None)]
    name = words_of(value)
    return [name] if name and "://" not in name else []
