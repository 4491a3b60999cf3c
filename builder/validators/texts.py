"""Evidence against the articles themselves: spans and words → the evidence rows that do not hold in the raw text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from builder.rows.values import WORDS_LIMIT
from builder.validators.failures import Failure

Texts = Mapping[str, tuple[str, str]]


def text_failures(evidence: pa.Table, texts: Texts) -> list[Failure]:
    """Rows whose words are not those of the span in the article's title or text; articles that are not given are left out."""
    rows = evidence.select(["article_id", "part", "start", "end", "words"]).to_pylist()
    wrong = [place for place, row in enumerate(rows) if not _holds(row, texts)]
    if not wrong:
        return []
    return [Failure("evidence", "evidence.words_in_text", "words", np.array(wrong, np.int64), "the article has other words at this place")]


def _holds(row: Mapping[str, Any], texts: Texts) -> bool:
    start, end, words = row["start"], row["end"], row["words"]
    if row["article_id"] not in texts or start is None or end is None:
        return True
    title, body = texts[row["article_id"]]
    given = title if row["part"] == "title" else body
    return end <= len(given) and (words is None or given[start:end][:WORDS_LIMIT] == words)
