"""Speed of reading and coding on one core, beside other libraries in the same run: python -m benchmarks [PAGES] [--rounds N]

PAGES is a folder of saved pages (.html, .html.gz); without one, the bundled test pages are filled up to the size of real ones with
scripts, menus, teasers and comments. Prints a table in Markdown. Times are process time of one core, the best of the rounds; cold
starts are wall time. Date expressions beside dateparser follow. Whole runs (memory, workers, unchanged runs) are timed by runs.py.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from saved_pages import archive_of, made_up_pages, pages_of

from builder.coding import code_article, warm
from builder.config import Settings
from builder.model import Article, Origin
from builder.pipeline import read_articles
from builder.readers import ReadOptions, read
from builder.readers.pages import Fetched, article_of_page
from builder.rows import gold_record

ROOT = Path(__file__).parent.parent
Row = tuple[str, float, str]


def best(work: Callable[[], int], rounds: int) -> float:
    """Items a second: the best of the rounds, after one that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        start = time.process_time()
        count = work()
        times.append((time.process_time() - start) / max(count, 1))
    return 1 / min(times)


def coded(items: Iterable[Any]) -> int:
    """Rows of all articles among the items; their number."""
    count = 0
    for item in items:
        if isinstance(item, Article):
            gold_record(code_article(item))
            count += 1
    return count


def reading(pages: list[bytes], rounds: int) -> list[Row]:
    """Pages to articles and rows, from memory, from files and out of an archive, beside trafilatura and warcio."""
    import trafilatura

    def article(page: bytes) -> Any:
        return article_of_page(page, Origin("page"), ReadOptions(), Fetched())

    rows: list[Row] = []
    alone = best(lambda: len([trafilatura.extract(page, include_comments=False) for page in pages]), min(rounds, 2))
    found = best(lambda: len([article(page) for page in pages]), rounds)
    rows.append(("trafilatura alone, HTML → text", alone, "1"))
    rows.append(("HTML → article (title, day, names, story)", found, f"{found / alone:.1f} × trafilatura"))
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            (Path(folder) / f"{number:04}.html").write_bytes(page)
        archive = archive_of(pages, Path(folder) / "pages.warc.gz")
        files = sorted(Path(folder).glob("*.html"))
        from_html = best(lambda: coded(read(files)), rounds)
        from_warc = best(lambda: coded(read([archive])), rounds)
        rows.append(("HTML → rows", from_html, f"{from_html / alone:.1f} × trafilatura alone"))
        rows.append(("WARC → rows", from_warc, f"{from_warc / from_html:.2f} × HTML → rows"))
        rows += archives(archive, rounds)
    return rows


def archives(path: Path, rounds: int) -> list[Row]:
    """Going through an archive's pages, with warcio and with the parser used here."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from warcio.archiveiterator import ArchiveIterator as Theirs

    def theirs() -> int:
        with path.open("rb") as stream:
            return sum(1 for record in Theirs(stream) if record.rec_type == "response" and record.content_stream().read())

    def ours() -> int:
        with path.open("rb") as stream:
            return sum(1 for record in ArchiveIterator(stream, record_types=WarcRecordType.response) if record.reader.read())

    slow, fast = best(theirs, rounds), best(ours, rounds)
    return [("warcio, pages of an archive", slow, "1"), ("pages of an archive, as read here", fast, f"{fast / slow:.1f} × warcio")]


def texts(rounds: int) -> list[Row]:
    """Articles already in memory to rows."""
    items = [item for item in read_articles((ROOT / "examples",), Settings()) if isinstance(item, Article)]
    size = sum(len(item.text) for item in items) / len(items)
    return [(f"text → rows ({size:,.0f} characters)", best(lambda: coded(items * 5), rounds), "")]


def cold() -> list[Row]:
    """Wall time of one command from nothing."""
    page = next((ROOT / "tests" / "pages").glob("*.html"))
    rows: list[Row] = []
    for name, command in [
        ("--help", ["--help"]),
        ("extract one page", ["extract", str(page)]),
        ("code the examples", ["code", str(ROOT / "examples")]),
    ]:
        times = []
        for _ in range(3):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-m", "builder", *command], capture_output=True, check=False, cwd=ROOT)
            times.append(time.perf_counter() - start)
        rows.append((f"cold start: {name}", min(times), "s"))
    return rows


def dates() -> str:
    """What the benchmark of date expressions says, beside dateparser."""
    script = Path(__file__).with_name("dates.py")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    return done.stdout.strip() or done.stderr.strip()[-300:]


def main() -> None:
    options = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("pages", nargs="?", type=Path)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    pages = pages_of(asked.pages) if asked.pages else made_up_pages(ROOT / "tests" / "pages")
    warm()
    print(f"{len(pages)} pages of {sum(map(len, pages)) / len(pages) / 1024:.0f} KB, one core\n")
    print("| measured | a second | ratio |\n| --- | ---: | --- |")
    for name, value, ratio in [*texts(asked.rounds), *reading(pages, asked.rounds), *cold()]:
        told = f"{value:.2f} s" if ratio == "s" else f"{value:,.0f}"
        print(f"| {name} | {told} | {'' if ratio == 's' else ratio} |", flush=True)
    print(f"\n{dates()}")


if __name__ == "__main__":
    main()
