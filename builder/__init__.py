"""News articles → coded security-cooperation events: ``build`` a release, ``code`` one article, ``load`` a release into pandas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.model import CodedArticle
    from builder.release import Release

__version__ = "0.1.0"
__all__ = ["__version__", "build", "code", "load"]


def build(inputs: str | Path | Sequence[str | Path], out: str | Path = "output", release: str = "0.1.0", **options: Any) -> Release:
    """Code every article of the inputs into ``out/release`` and load it; options are those of ``eventbuild run``."""
    from builder.api import build as build_release

    return build_release(inputs, out, release, **options)


def code(article: str | Mapping[str, Any], **fields: Any) -> CodedArticle:
    """Code one article: its text, or a mapping with title, text, published …; fields given by name override."""
    from builder.api import code as code_one

    return code_one(article, **fields)


def load(path: str | Path, verify: bool = False) -> Release:
    """A release, a folder or a zip of one, as pandas frames: ``.events``, ``.dyads``, ``.participants``, ``.evidence`` …

    With ``verify`` its checksums are compared first, and a ValueError names the files that differ.
    """
    from builder.release import load as load_release

    return load_release(Path(path), verify)
