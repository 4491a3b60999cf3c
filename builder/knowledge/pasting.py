"""Rows to paste into the knowledge base: Candidate → its row of people.csv, its rows of terms.csv, and a record of what was seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from builder.knowledge import Knowledge
from builder.knowledge.candidates import Candidate
from builder.knowledge.people import PEOPLE, PERSON_COLUMNS, TERM_COLUMNS, TERMS
from builder.model import Article, Origin
from builder.strict import DataError
from builder.text import normalize

_GENERAL_KNOWLEDGE = "2"


def person_row(candidate: Candidate) -> list[str]:
    """The row of people.csv: a new person's, or that of the listed one who sounds the same, with the new spellings added."""
    named = {language: candidate.names(language) for language in ("en", "ar", "fr", "ru")}
    like = candidate.like
    if like is not None:
        known = {like.name_en, like.name_ar, like.name_fr, like.name_ru, *like.variants}
        more = [name for names in named.values() for name in names if name not in known]
        cells = [like.id, like.country, like.name_en, like.name_ar, like.name_fr, like.name_ru]
        return [*cells, "|".join(dict.fromkeys([*like.variants, *more])), "|".join(like.alone)]
    first = [names[0] if names else "" for names in named.values()]
    more = [name for names in named.values() for name in names[1:]]
    return [candidate.id, candidate.country, *first, "|".join(dict.fromkeys(more)), ""]


def term_rows(candidate: Candidate, knowledge: Knowledge, source: str) -> list[list[str]]:
    """A row of terms.csv for each office whose words are listed: from the first day seen on, open as of the last."""
    rows: dict[tuple[str, str], list[str]] = {}
    for one in sorted(candidate.seen, key=lambda seen: (seen.office or "", seen.role)):
        if candidate.like is not None and knowledge.people.held(candidate.like.id, one.role, candidate.country, one.day):
            continue
        code = _office(one.office, one.language, knowledge) if one.office else None
        if code is None or (code, one.role) in rows:
            continue
        start, last = (str(day or "") for day in candidate.days)
        cells = [candidate.id, code, one.office or "", candidate.country, one.role, start, "", last]
        rows[code, one.role] = [*cells, source, _GENERAL_KNOWLEDGE, ""]
    return list(rows.values())


def _office(words: str, language: str, knowledge: Knowledge) -> str | None:
    """The kind of office that the words name."""
    text = normalize(Article("office", "", words, Origin("office"), language), language)
    return next((m.code for m in knowledge.find(text) if m.kind == "office" and m.rule.startswith("office.")), None)


def record(candidate: Candidate, knowledge: Knowledge, source: str) -> dict[str, Any]:
    """What was seen of a candidate and the rows to paste, for machines and for the terminal."""
    first, last = candidate.days
    return {
        "id": candidate.id,
        "listed": candidate.like is not None,
        "country": candidate.country,
        "n_articles": len(candidate.articles),
        "n_events": len({one.event for one in candidate.seen}),
        "first": first,
        "last": last,
        "names": {language: names for language in ("ar", "en", "fr", "ru") if (names := candidate.names(language))},
        "roles": candidate.counted("role"),
        "offices": candidate.counted("office"),
        PEOPLE: line(person_row(candidate)),
        TERMS: [line(row) for row in term_rows(candidate, knowledge, source)],
    }


def line(row: Sequence[str]) -> str:
    """A row as a line of CSV."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="").writerow(row)
    return stream.getvalue()


def write_overlay(folder: Path, people: Iterable[Sequence[str]], terms: Iterable[Sequence[str]]) -> None:
    """people.csv and terms.csv of a folder for ``--kb``; one that already has them is left as it is, with a DataError."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, header, rows in ((PEOPLE, PERSON_COLUMNS, people), (TERMS, TERM_COLUMNS, terms)):
        if (folder / name).exists():
            raise DataError(f"{folder / name}: exists already; give an empty folder, and join the files by hand")
        with (folder / name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header, *rows])
