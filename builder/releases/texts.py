"""run.json and the inputs of a release → the settings of its run, and the texts of its articles, to look its evidence up in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from builder.config import Settings
from builder.model import Article


def run_settings(told: Mapping[str, Any], **more: Any) -> Settings:
    """The settings that bear on the rows, as run.json has them; where a release goes is for the caller to say."""
    known = {field.name for field in fields(Settings)}
    given = {name: value for name, value in told.get("settings", {}).items() if name in known and name != "overlays" and value is not None}
    if "published" in given:
        given["published"] = date.fromisoformat(given["published"])
    return Settings(**{**given, **more})


def texts_of(told: Mapping[str, Any], inputs: Sequence[str | Path]) -> dict[str, tuple[str, str]]:
    """Title and text of every article of the inputs, by its id."""
    from builder.pipeline import read_articles

    articles = (item for item in read_articles(inputs, run_settings(told)) if isinstance(item, Article))
    return {article.id: (article.title, article.text) for article in articles}
