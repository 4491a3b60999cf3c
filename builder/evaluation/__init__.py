"""Evaluation: gold records and articles, or records coded from them → figures per field and language, confusion of types, faults."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from builder.evaluation.figures import Figure, figures
from builder.evaluation.records import Record, checked_gold, is_coded, read_records
from builder.evaluation.scoring import NOTHING, Fault, Marks, marks_of

Types = dict[tuple[str, str], int]
ALL = "all"


@dataclass(frozen=True, slots=True)
class Report:
    """Figures by group (all, then each language) and field; lead and event types as (gold, coded) counts; faults; ids not predicted.

    ``with_texts``: the articles were coded here, so that ``explain`` can open them.
    """

    figures: Mapping[str, Mapping[str, Figure]]
    articles: Mapping[str, int]
    leads: Types
    types: Types
    faults: tuple[Fault, ...]
    missing: tuple[str, ...]
    with_texts: bool = False

    def plain(self) -> dict[str, dict[str, dict[str, Any]]]:
        """Figures alone, as the scorer of the coding guide writes them."""
        return {group: {name: figure.plain() for name, figure in found.items()} for group, found in self.figures.items()}

    def full(self) -> dict[str, Any]:
        """Everything, for ``--json``."""
        return {
            "articles": dict(self.articles),
            "figures": {group: {name: figure.full() for name, figure in found.items()} for group, found in self.figures.items()},
            "types": [asdict(line) for line in type_lines(self.types)],
            "lead_confusion": _cells(self.leads),
            "type_confusion": _cells(self.types),
            "faults": [asdict(fault) for fault in self.faults],
            "missing": list(self.missing),
        }


@dataclass(frozen=True, slots=True)
class TypeLine:
    """Precision, recall and F1 of one event type over events of the same parties and first day."""

    event_type: str
    precision: float
    recall: float
    f1: float
    coded: int
    wanted: int


def evaluate(gold: Path, articles: Path, overlays: tuple[Path, ...] = ()) -> Report:
    """Score a file of coded records, or of articles, which are coded first; both are joined to gold by id."""
    wanted, records = checked_gold(gold), read_records(articles)
    if records and all(is_coded(record) for record in records.values()):
        return compare(wanted, records)
    coded = {record["id"]: record for record in coded_records(articles, overlays)}
    return replace(compare(wanted, coded), with_texts=True)


def coded_records(path: Path, overlays: tuple[Path, ...] = ()) -> list[Record]:
    """Gold-form records of all articles of a file that can be read."""
    from builder.config import Settings
    from builder.model import Reject
    from builder.pipeline import code_stream

    return [item for item in code_stream((path,), Settings(workers=1, overlays=overlays)) if not isinstance(item, Reject)]


def compare(gold: Mapping[str, Record], coded: Mapping[str, Record]) -> Report:
    """The report of all gold articles; a record coded from an article that gold does not have is left out."""
    marks = [marks_of(record, coded.get(key)) for key, record in gold.items()]
    groups: defaultdict[str, list[Marks]] = defaultdict(list)
    for one in marks:
        groups[one.language].append(one)
    parts: dict[str, Sequence[Marks]] = {ALL: marks, **dict(sorted(groups.items()))}
    return Report(
        {name: figures(part) for name, part in parts.items()},
        {name: len(part) for name, part in parts.items()},
        dict(Counter(pair for one in marks for pair in one.leads)),
        dict(Counter(pair for one in marks for pair in one.types)),
        tuple(fault for one in marks for fault in one.faults),
        tuple(key for key in gold if key not in coded),
    )


def type_lines(types: Types) -> list[TypeLine]:
    """A line for each type, the most wanted first."""
    names = {name for pair in types for name in pair} - {NOTHING}
    return sorted((_type_line(name, types) for name in names), key=lambda line: (-line.wanted, line.event_type))


def _type_line(name: str, types: Types) -> TypeLine:
    right = types.get((name, name), 0)
    wanted = sum(count for (gold, _), count in types.items() if gold == name)
    coded = sum(count for (_, mine), count in types.items() if mine == name)
    precision, recall = right / coded if coded else 0.0, right / wanted if wanted else 0.0
    f1 = 2 * right / (coded + wanted)
    return TypeLine(name, round(precision, 4), round(recall, 4), round(f1, 4), coded, wanted)


def _cells(types: Types) -> list[dict[str, Any]]:
    return [{"gold": gold, "coded": coded, "n": count} for (gold, coded), count in sorted(types.items())]
