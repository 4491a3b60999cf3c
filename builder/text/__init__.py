"""Stage 2, normalize: Article → Text (folded characters with offsets, boilerplate blanked, sentences)."""

from __future__ import annotations

import re
from bisect import bisect_left

from builder.model import Article, Text
from builder.text.folding import fold_with_offsets
from builder.text.sentences import glued_at, split_sentences

_NOT_NEWLINE = re.compile(r"[^\n]")
TITLE_GAP = "\n\n"


def normalize(article: Article, language: str) -> Text:
    """The article's title and story as one folded text; ``language`` is ar, en, fr or ru."""
    body = article.text
    for start, end in article.boilerplate:
        body = body[:start] + _NOT_NEWLINE.sub(" ", body[start:end]) + body[end:]
    kept = article.title + TITLE_GAP + body
    folded, offsets = fold_with_offsets(kept)
    body_start = len(article.title) + len(TITLE_GAP)
    marks = [body_start, *glued_at(kept)]
    if offsets is not None:
        marks = [bisect_left(offsets, mark) for mark in marks]
    raw = article.title + TITLE_GAP + article.text
    return Text(language, raw, folded, offsets, body_start, split_sentences(folded, marks[0], marks[1:]))
