"""Articles in any number, made by recombining the bundled ones: (number, seed) → records; the same for the same seed.

Each has the title and lead of one bundled article and paragraphs of others in its language, on a day of ten years; one in twenty repeats
an earlier article's text under another publisher.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
PUBLISHERS = [f"Daily {n}" for n in range(40)]


def bundled() -> dict[str, list[tuple[str, str]]]:
    """Title and text of the bundled articles by language."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted((ROOT / "tests" / "cases").glob("*/*.yml")):
        article = yaml.safe_load(path.read_text(encoding="utf-8"))["article"]
        found.setdefault(path.parent.name, []).append((article["title"], article["text"]))
    for path in sorted((ROOT / "examples").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            found.setdefault(path.stem[:2], []).append((record["title"], record["text"]))
    return found


def records(number: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """The records of so many articles."""
    pick = random.Random(seed)  # noqa: S311
    known = bundled()
    paragraphs = {language: [p for _, text in articles for p in text.split("\n") if p.strip()] for language, articles in known.items()}
    recent: list[dict[str, Any]] = []
    for n in range(number):
        if recent and pick.random() < 0.05:
            yield {**pick.choice(recent), "id": f"a{n:07}", "publisher": pick.choice(PUBLISHERS)}
            continue
        language = pick.choice(sorted(known))
        title, text = pick.choice(known[language])
        more = [f"{pick.choice(paragraphs[language])} ({pick.randrange(10_000)})" for _ in range(pick.randrange(1, 8))]
        day = date(2011, 1, 1) + timedelta(pick.randrange(3650))
        about = {"id": f"a{n:07}", "language": language, "published": day.isoformat(), "publisher": pick.choice(PUBLISHERS)}
        recent = [*recent[-50:], {**about, "title": title, "text": "\n".join([text.strip(), *more])}]
        yield recent[-1]


def write(path: Path, number: int, seed: int = 1) -> Path:
    """A JSON Lines file of so many articles."""
    with path.open("w", encoding="utf-8") as stream:
        for record in records(number, seed):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path
