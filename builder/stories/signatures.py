"""Signatures of texts: CodedArticle → a few hundred bytes that tell how alike two articles' words are.

A signature is a MinHash over the word 3-grams of the folded title and story without boilerplate. It is made by the worker,
so that texts need not travel, and only for articles that tell an event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Any

from rensa import RMinHash

from builder.model import CodedArticle

PERMUTATIONS = 126
_SEED = 1
_MIN_WORDS = 20
_WORD = re.compile(r"\w+")


def signature_rows(coded: CodedArticle) -> list[dict[str, Any]]:
    """The article's signature and number of 3-grams as a row; none for an article without events or of a few words."""
    if not coded.events:
        return []
    grams = shingles(coded.text.folded)
    if len(grams) < _MIN_WORDS:
        return []
    parties = sorted({party for event in coded.events if not event.background for party in (*event.source, *event.target)})
    known = {"article_id": coded.article.id, "language": coded.text.language, "parties": parties}
    return [{**known, "grams": len(grams), "signature": minhash(grams)}]


def shingles(folded: str) -> list[str]:
    """The different 3-grams of words, sorted."""
    words = _WORD.findall(folded)
    return sorted({" ".join(gram) for gram in zip(words, islice(words, 1, None), islice(words, 2, None), strict=False)})


def minhash(grams: Sequence[str]) -> tuple[int, ...]:
    """The signature: for each permutation the smallest hash."""
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(list(grams))
    return tuple(sketch.digest())
