"""Articles a second on one core, and where the time goes: python benchmarks/coding.py ARTICLES.jsonl [--limit N]

Without a file the bundled examples are coded again and again. Times are process time, everything warm.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from builder.coding import code_article, find_names
from builder.config import Settings
from builder.garbage import uncollected
from builder.knowledge import load_knowledge
from builder.model import Article
from builder.parsers.dates import find_dates
from builder.parsers.grammar.frames import load_frames
from builder.parsers.scene.laid_out import sight
from builder.pipeline import read_articles
from builder.rows import gold_record
from builder.runs.worker import ready
from builder.text import normalize

EXAMPLES = Path(__file__).parent.parent / "examples"
ROUNDS = 40


def articles(path: Path | None, limit: int) -> Iterator[Article]:
    """The articles of a file, or the examples repeated."""
    for _ in range(1 if path else ROUNDS):
        for item in read_articles((path or EXAMPLES,), Settings()):
            if isinstance(item, Article) and limit > 0:
                limit -= 1
                yield item


def timed(name: str, work: Callable[[Any], Any], items: list[Any]) -> list[Any]:
    """Do the work on every item and tell the mean time of one."""
    start = time.process_time()
    done = [work(item) for item in items]
    spent = time.process_time() - start
    print(f"{name:34} {spent / len(items) * 1e3:8.3f} ms an article  {len(items) / spent:9.0f} articles/s")
    return done


def main() -> None:
    """Time the whole path and its stages on all articles."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", type=Path)
    options.add_argument("--limit", type=int, default=2000)
    asked = options.parse_args()
    ready(())
    start = time.process_time()
    chosen = list(articles(asked.file, asked.limit))
    print(f"{'read and clean':34} {(time.process_time() - start) / len(chosen) * 1e3:8.3f} ms an article")
    print(f"{len(chosen)} articles of {sum(len(a.text) for a in chosen) / len(chosen):.0f} characters on average")
    for article in chosen:  # rare patterns are compiled when first needed
        code_article(article)
    with uncollected():  # as workers do
        timed_stages(chosen)


def timed_stages(chosen: list[Article]) -> None:
    """The whole path, then each stage by itself."""
    coded = timed("code, all of it", code_article, chosen)
    timed("  gold record", gold_record, coded)
    texts = timed("  normalize", lambda a: normalize(a, a.language or "en"), chosen)
    seen = timed("  look for triggers", lambda t: sight(t, load_frames(t.language)), texts)
    wanted = [text for text, sighting in zip(texts, seen, strict=True) if sighting is not None]
    print(f"{len(wanted)} articles have a trigger; the stages below are timed on them")
    base = load_knowledge(())
    timed("  find names (listed)", base.find, wanted)
    timed("  find names (all)", lambda t: find_names(t, base, None), wanted)
    timed("  find dates", lambda t: find_dates(t, None), wanted)


if __name__ == "__main__":
    main()
