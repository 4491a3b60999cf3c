"""What ``from builder import build, code`` does: inputs → Release, one article → CodedArticle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.config import day_of, settings
from builder.model import Article, CodedArticle, Origin

if TYPE_CHECKING:
    from builder.release import Release


class InputError(ValueError):
    """The inputs hold no article that can be read; the message says why."""


def build(inputs: str | Path | Sequence[str | Path], out: str | Path, release: str, **options: Any) -> Release:
    """Run all stages and load the release; a config file is read only where ``config`` names one."""
    from builder.pipeline import run
    from builder.release import load

    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    config = options.pop("config", None)
    flags = {**options, "out": Path(out), "release": release}
    if isinstance(flags.get("published"), str):
        flags["published"] = day_of(flags["published"])
    report = run(given, settings(flags, Path(config) if config else None))
    if report.folder is None:
        told = "; ".join(r.message for r in report.books.rejects[:3])
        raise InputError(f"no article could be read: {told or 'the inputs are empty'}")
    return load(report.folder)


def code(article: str | Mapping[str, Any], **fields: Any) -> CodedArticle:
    """Code one article; an input that cannot be read raises InputError with the cure."""
    from builder.coding import code_article
    from builder.readers import ReadOptions
    from builder.readers.records import article_of

    record = {**({"text": article} if isinstance(article, str) else article), **fields}
    record.setdefault("title", "")
    if isinstance(record.get("published"), date):
        record["published"] = record["published"].isoformat()
    read = article_of(record, Origin("article"), ReadOptions())
    if not isinstance(read, Article):
        raise InputError(read.message)
    return code_article(read)
