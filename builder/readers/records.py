"""Makes an Article of a record of fields: mapping + origin + options → cleaned Article, or a Reject with the cure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from builder.model import Article, Origin, Reject
from builder.readers.days import read_day, url_day
from builder.readers.options import ReadOptions
from builder.readers.sources import reject
from builder.text.boilerplate import Cleaned, clean
from builder.text.language import LANGUAGES, detect_language

_SURROGATE = re.compile("[\ud800-\udfff]")
# Marks that turn the direction of text make a headline look like another one.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NAMES = {"language": ("language", "lang")}


class _BadFieldError(ValueError):
    """A field that cannot be used; carries the reason and the message."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def article_of(record: Mapping[str, Any], origin: Origin, options: ReadOptions, form: str = "record") -> Article | Reject:
    """The article that a record tells; ``form`` names its kind in the field origins."""
    given = None
    try:
        given = _text(record, "id", options)
        return _build(record, given, origin, options, form)
    except _BadFieldError as bad:
        return reject(origin.path, origin.record, bad.reason, str(bad), given)


def _build(record: Mapping[str, Any], given: str | None, origin: Origin, options: ReadOptions, form: str) -> Article | Reject:
    title, text = _required(record, "title", options), _required(record, "text", options)
    if not text.strip():
        raise _BadFieldError("missing_field", "the field 'text' is empty; give the article's text")
    if len(text) > options.limits.text_chars:
        raise _BadFieldError(
            "text_too_long", f"the text has {len(text):,} characters, more than {options.limits.text_chars:,}; split it or raise the limit"
        )
    optional = {name: _text(record, name, options) for name in ("language", "url", "publisher", "agency", "byline", "section")}
    published = _published(record, options)
    return finish(given, " ".join(title.split()), text, origin, options, optional, published, form)


def finish(
    given: str | None, title: str, text: str, origin: Origin, options: ReadOptions,
    fields: Mapping[str, str | None], published: tuple[date | None, str], form: str, has_title_line: bool = False,
    before: date | None = None, origins: Mapping[str, str] | None = None,
) -> Article | Reject:  # fmt: skip
    """The cleaned Article of fields already read; ``fields`` may lack any, ``origins`` tells where they came from."""
    title = _DIRECTION.sub("", title)
    language = options.language or fields.get("language") or detect_language(text, title)
    article_id = given or content_id(title, text)
    if language not in LANGUAGES and not options.all_languages:
        known = ", ".join(LANGUAGES)
        message = f"the language is '{language}'; only {known} are coded; give the language if this is wrong"
        return reject(origin.path, origin.record, "language", message, article_id)
    cleaned = clean(text, title, language, has_title_line)
    url = fields.get("url") or options.url
    day, basis = day_and_basis(published, url, options)
    told = _origins(fields, cleaned, origins or {}, form, day, basis)
    return Article(
        article_id, title, text, origin, language, day, basis, before, url, fields.get("short_url") or cleaned.short_url,
        fields.get("publisher") or options.publisher, fields.get("agency") or cleaned.agency, fields.get("byline") or cleaned.byline,
        fields.get("section") or cleaned.section, cleaned.spans, told,
    )  # fmt: skip


def content_id(title: str, text: str) -> str:
    """The id of an article that brings none."""
    return hashlib.sha256(f"{title}\n\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def day_and_basis(published: tuple[date | None, str], url: str | None, options: ReadOptions) -> tuple[date | None, str]:
    """The day of publication: as given, then as the URL's path tells, then as the caller says."""
    if published[0]:
        return published
    if options.published:
        return options.published, "metadata"
    day = url_day(url) if url else None
    return (day, "url") if day else (None, "unknown")


def _origins(
    fields: Mapping[str, str | None], cleaned: Cleaned, origins: Mapping[str, str], form: str, day: date | None, basis: str
) -> tuple[tuple[str, str], ...]:
    told = {"title": form, "text": form, **{name: form for name, value in fields.items() if value}}
    if day:
        told["published"] = "url" if basis == "url" else form
    told.setdefault("language", "detected")
    told.update({name: value for name, value in origins.items() if name in told})
    for name in ("agency", "byline", "short_url", "section"):
        if getattr(cleaned, name):
            told.setdefault(name, "text")
    return tuple(sorted(told.items()))


def _value(record: Mapping[str, Any], name: str, options: ReadOptions) -> Any:
    if name in options.columns:
        return record.get(options.columns[name])
    for key in _NAMES.get(name, (name,)):
        if record.get(key) is not None:
            return record[key]
    return None


def _text(record: Mapping[str, Any], name: str, options: ReadOptions) -> str | None:
    value = _value(record, name, options)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _BadFieldError("bad_field", f"the field '{name}' is not text; give a string")
    words = str(value)
    if _SURROGATE.search(words):
        raise _BadFieldError(
            "invalid_unicode", f"the field '{name}' holds half of a character pair (a lone surrogate); write the text again as UTF-8"
        )
    if "\x00" in words:
        raise _BadFieldError("nul_characters", f"the field '{name}' holds NUL characters; remove them")
    return words


def _required(record: Mapping[str, Any], name: str, options: ReadOptions) -> str:
    column = options.columns.get(name, name)
    if column not in record:
        raise _BadFieldError("missing_field", f"the field '{column}' is missing; add it, or say which one holds it with --map {name}=NAME")
    return _text(record, name, options) or ""


def _published(record: Mapping[str, Any], options: ReadOptions) -> tuple[date | None, str]:
    value = _value(record, "published", options)
    if value is None or value == "":
        return None, "unknown"
    day = read_day(value)
    if day is None:
        raise _BadFieldError("bad_date", f"published '{str(value)[:40]}' is not one day; give YYYY-MM-DD or leave it out")
    return day, "metadata"
