"""Evidence against the articles themselves: spans and words → the evidence rows that do not hold in the raw text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from builder.rows.quotes import quotes
from builder.validators.failures import Failure

Texts = Mapping[str, tuple[str, str]]
RULE = "evidence.words_in_text"
MESSAGE = "the article has other words at this place"


def text_failures(evidence: pa.Table, texts: Texts) -> list[Failure]:
    """Rows whose words are not those of the span in the article's title or text; articles that are not given are left out."""
    rows = evidence.select(["article_id", "part", "start", "end", "words"]).to_pylist()
    wrong = [place for place, row in enumerate(rows) if not _holds(row, texts)]
    return [Failure("evidence", RULE, "words", np.array(wrong, np.int64), MESSAGE)] if wrong else []


def _holds(row: Mapping[str, Any], texts: Texts) -> bool:
    if row["article_id"] not in texts or row["start"] is None or row["end"] is None:
        return True
    return quotes(row, *texts[row["article_id"]])
