"""Stage 2, normalize: Article → Text (folded characters with offsets, boilerplate blanked, sentences)."""

from __future__ import annotations

import re
from bisect import bisect_left

from builder.model import Article, Text
from builder.text.boilerplate import above_the_story
from builder.text.folding import fold_with_offsets
from builder.text.press import load_press
from builder.text.sentences import glued_at, split_sentences

# After the headline's words a new line, a capital or a stamp of day and hour begins something else.
_BEGINS = re.compile(r"[.!?]*(?:\s*\n|\s+(?=[«\"]?[A-ZÀ-ÝА-ЯЁ]|\d{1,2} \w+ \d{4}\D{0,8}\d{1,2}:\d\d))")
_HEADLINE_WORDS = 4
TITLE_GAP = "\n\n"


def normalize(article: Article, language: str) -> Text:
    """The article's title and story as one folded text; ``language`` is ar, en, fr or ru."""
    body = article.text
    for start, end in article.boilerplate:
        body = body[:start] + "\n".join(" " * len(line) for line in body[start:end].split("\n")) + body[end:]
    kept = article.title + TITLE_GAP + body
    folded, offsets = fold_with_offsets(kept)
    body_start = len(article.title) + len(TITLE_GAP)
    told_again = _headline_again(article.title, body)
    marks = [body_start + told_again, *glued_at(kept), *([body_start + told_again] if told_again else [])]
    above = above_the_story(kept, body_start, load_press(language))
    if offsets is not None:
        marks = [bisect_left(offsets, mark) for mark in marks]
        above = [(bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in above]
    raw = article.title + TITLE_GAP + article.text
    return Text(language, raw, folded, offsets, body_start, split_sentences(folded, marks[0], marks[1:], above))


def _headline_again(title: str, body: str) -> int:
    """How much of the body's opening only repeats the headline; 0 where it goes on as a sentence of the story."""
    opening = len(body) - len(body.lstrip())
    if len(title.split()) < _HEADLINE_WORDS or not body.startswith(title, opening):
        return 0
    end = opening + len(title)
    begins = _BEGINS.match(body, end)
    return begins.end() if begins is not None else 0
