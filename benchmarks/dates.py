"""Times the date reader on 2,000-character Arabic articles, beside ``dateparser.search_dates`` in the same run.

    python benchmarks/dates.py [ARTICLES.jsonl.gz]

Without a file it uses sentences of the Arabic date corpus, strung together. Prints microseconds of the
processor an article and the ratio.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

from builder.model import Article, Origin, Text
from builder.parsers.dates import find_dates, read_dates
from builder.text import normalize

SIZE = 2000
PUBLISHED = date(2018, 1, 31)
CORPUS = Path(__file__).parent.parent / "tests" / "corpora" / "dates_ar.yml"


def articles(path: Path | None, limit: int = 300) -> list[str]:
    if path is None:
        groups = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))["groups"]
        words = " ".join(sentence["text"] for group in groups for sentence in group["sentences"])
        return [words[start : start + SIZE] for start in range(0, len(words) - SIZE, SIZE)]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = (json.loads(line)["text"] for line in lines)
        return [text[:SIZE] for text, _ in zip((t for t in texts if len(t) >= SIZE), range(limit), strict=False)]


def microseconds(work: Callable[[int], object], count: int, rounds: int = 5) -> float:
    totals = []
    for _ in range(rounds):
        start = time.process_time()
        for index in range(count):
            work(index)
        totals.append((time.process_time() - start) / count * 1e6)
    return statistics.median(totals)


def main() -> None:
    texts = articles(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    opened: list[Text] = [normalize(Article(str(i), "", text, Origin("")), "ar") for i, text in enumerate(texts)]
    found = sum(len(find_dates(text, PUBLISHED)) for text in opened)
    ours = microseconds(lambda i: find_dates(opened[i], PUBLISHED), len(opened))
    raw = microseconds(lambda i: read_dates(texts[i], "ar", PUBLISHED), len(texts))
    print(f"{len(texts)} articles of {SIZE} characters, {found / len(texts):.1f} expressions each")
    print(f"find_dates, folded text: {ours:.0f} us an article; read_dates, folding included: {raw:.0f} us")
    from dateparser.search import search_dates

    few = texts[:10]
    theirs = microseconds(lambda i: search_dates(few[i], languages=["ar"]), len(few), 1)
    print(f"dateparser.search_dates: {theirs:.0f} us; ratio {theirs / ours:.0f}")


if __name__ == "__main__":
    main()
