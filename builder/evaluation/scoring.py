"""One article's marks: its gold record and its coded record → right, coded and wanted per field, and what was wrong.

Counted fields (relevance, events, threat_groups, topics, actors) have precision and recall; asked ones are right or wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from builder.evaluation.matching import paired, same_actor, same_date, same_event, same_parties, same_start
from builder.evaluation.records import Record, dates_told, has_direction, lead_of, listed, news_of, parties_of, said_relevant, sides_of

ASKED = ("lead_type", "lead_parties", "lead_direction", "lead_date", "lead_location", "actor_role")
FIELDS = (
    "relevance", "lead_type", "lead_parties", "lead_direction", "lead_date", "lead_location",
    "events", "threat_groups", "topics", "actors", "actor_role",
)  # fmt: skip
NOTHING = "(none)"


@dataclass(frozen=True, slots=True)
class Mark:
    """Of one field in one article: how many were right, how many coded, how many wanted."""

    right: int
    coded: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A disagreement: where, in which field, what gold has and what was coded."""

    article_id: str
    language: str
    field: str
    want: str
    got: str


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of one article by field, its faults, and gold and coded type of leads and of events that were paired."""

    language: str
    fields: Mapping[str, Mark]
    faults: tuple[Fault, ...]
    leads: tuple[tuple[str, str], ...]
    types: tuple[tuple[str, str], ...]


def marks_of(gold: Record, coded: Record | None) -> Marks:
    """The marks of one article; no prediction counts as wrong everywhere."""
    said, wanted = said_relevant(coded), bool(gold["relevant"])
    language = gold.get("lang") or "?"
    fields = {"relevance": Mark(int(said and wanted), int(said), int(wanted))}
    faults = [("relevance", _yes(wanted), _yes(said))] if said != wanted else []
    leads: tuple[tuple[str, str], ...] = ()
    news, got = news_of(gold), news_of(coded)
    fields["events"] = Mark(len(paired(news, got, same_event)), len(got), len(news))
    faults += _event_faults(news, got)
    if wanted:
        lead, mine = lead_of(gold) or {}, lead_of(coded)
        leads = ((lead["type"], mine.get("type") or NOTHING if mine else NOTHING),)
        asked = list(_lead_questions(lead, mine))
        fields |= {name: Mark(int(right), 1, 1) for name, right, _, _ in asked}
        faults += [(name, want, have) for name, right, want, have in asked if not right]
        fields |= {name: _set_mark(gold, coded, name) for name in ("threat_groups", "topics")}
        faults += [fault for name in ("threat_groups", "topics") for fault in _set_faults(gold, coded, name)]
        fields |= _actor_marks(gold, coded, faults)
    told = tuple(Fault(gold["id"], language, *fault) for fault in faults)
    return Marks(language, fields, told, leads, tuple(_type_pairs(news, got)))


def _yes(value: bool) -> str:
    return "relevant" if value else "not relevant"


def _lead_questions(lead: Record, mine: Record | None) -> Iterator[tuple[str, bool, str, str]]:
    """Field, whether it is right, gold value and coded value of what is asked of the leading event."""
    kind = mine.get("type") if mine else None
    yield "lead_type", kind == lead["type"], lead["type"], kind or NOTHING
    yield "lead_parties", parties_of(lead) == parties_of(mine), _codes(parties_of(lead)), _codes(parties_of(mine))
    if has_direction(lead["type"]):
        yield "lead_direction", mine is not None and sides_of(lead) == sides_of(mine), _directed(lead), _directed(mine)
    yield "lead_date", same_date(lead, mine), dates_told(lead), dates_told(mine)
    if lead.get("location"):
        place = mine.get("location") if mine else None
        yield "lead_location", place == lead["location"], lead["location"], place or NOTHING


def _codes(parties: Iterable[str]) -> str:
    return " ".join(sorted(parties)) or NOTHING


def _directed(event: Record | None) -> str:
    source, target = sides_of(event)
    return f"{_codes(source)} → {_codes(target)}"


def _set_mark(gold: Record, coded: Record | None, name: str) -> Mark:
    want, have = set(gold.get(name) or ()), set(listed(coded, name))
    return Mark(len(want & have), len(have), len(want))


def _set_faults(gold: Record, coded: Record | None, name: str) -> Iterator[tuple[str, str, str]]:
    want, have = set(gold.get(name) or ()), set(listed(coded, name))
    yield from ((name, code, NOTHING) for code in sorted(want - have))
    yield from ((name, NOTHING, code) for code in sorted(have - want))


def _actor_marks(gold: Record, coded: Record | None, faults: list[tuple[str, str, str]]) -> dict[str, Mark]:
    """Marks of actors and of the roles of those matched; their faults are added to the list."""
    want, have = list(gold.get("actors") or ()), listed(coded, "actors")
    pairs = paired(want, have, same_actor)
    wrong = [(a, b) for a, b in pairs if a.get("role") != b.get("role")]
    faults += [("actors", _actor(a), NOTHING) for a in _rest(want, [a for a, _ in pairs])]
    faults += [("actors", NOTHING, _actor(b)) for b in _rest(have, [b for _, b in pairs])]
    faults += [("actor_role", f"{a['name']}: {a.get('role')}", str(b.get("role"))) for a, b in wrong]
    marks = {"actors": Mark(len(pairs), len(have), len(want))}
    return marks | ({"actor_role": Mark(len(pairs) - len(wrong), len(pairs), len(pairs))} if pairs else {})


def _actor(actor: Record) -> str:
    return f"{actor.get('name')} ({actor.get('country')}, {actor.get('role')})"


def _rest(items: Iterable[Any], taken: Iterable[Any]) -> list[Any]:
    """Items that are not among those taken, by identity."""
    gone = {id(item) for item in taken}
    return [item for item in items if id(item) not in gone]


def _event_faults(news: list[Record], got: list[Record]) -> list[tuple[str, str, str]]:
    pairs = paired(news, got, same_event)
    missed = [("events", _event(event), NOTHING) for event in _rest(news, [a for a, _ in pairs])]
    return missed + [("events", NOTHING, _event(event)) for event in _rest(got, [b for _, b in pairs])]


def _event(event: Record) -> str:
    return f"{event.get('type')} {_directed(event)}, {dates_told(event)}"


def _type_pairs(news: list[Record], got: list[Record]) -> Iterator[tuple[str, str]]:
    """Gold and coded type of each event: right ones, then those of the same parties and day, then what is missed or extra."""
    right = paired(news, got, same_event)
    missed, extra = _rest(news, [a for a, _ in right]), _rest(got, [b for _, b in right])
    mixed = paired(missed, extra, lambda a, b: same_parties(a, b) and same_start(a, b))
    yield from ((a["type"], b.get("type") or NOTHING) for a, b in (*right, *mixed))
    yield from ((event["type"], NOTHING) for event in _rest(missed, [a for a, _ in mixed]))
    yield from ((NOTHING, event.get("type") or NOTHING) for event in _rest(extra, [b for _, b in mixed]))
