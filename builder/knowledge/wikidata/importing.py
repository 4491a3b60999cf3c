"""One pass over a dump, then the tables: dump → persons with terms, groups and agencies → files of an overlay folder.

Persons wait in a temporary file until the positions and countries that they point to are known, so that memory holds only
positions, countries, groups and agencies, however long the dump is.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from builder.knowledge import Knowledge
from builder.knowledge.wikidata.dump import Entity, entities
from builder.knowledge.wikidata.items import aliases, first_day, labels, load_classes, main_value, qualifier_day, statements, values
from builder.knowledge.wikidata.positions import Position, position
from builder.knowledge.wikidata.tables import Body, Holder, write_tables

# A term without an end is believed for so long.
_LONGEST_TERM = 40
Tell = Callable[[str], None]


@dataclass(slots=True)
class Counts:
    """What was read and written."""

    entities: int = 0
    faults: int = 0
    people: int = 0
    terms: int = 0
    groups: int = 0
    institutions: int = 0


@dataclass(slots=True)
class _Found:
    """What is kept in memory of a dump."""

    codes: dict[str, str] = field(default_factory=lambda: dict(load_classes().parties))
    positions: dict[str, Position] = field(default_factory=dict)
    groups: list[Body] = field(default_factory=list)
    agencies: list[Body] = field(default_factory=list)


def import_dump(dump: Path, folder: Path, knowledge: Knowledge, since: int, tell: Tell) -> Counts:
    """Write people.csv, terms.csv, groups.yml and institutions.yml of what the dump has and the knowledge base lacks.

    Nothing is written of a file that holds no entity.
    """
    counts, found = Counts(), _Found()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile("w+", encoding="utf-8", dir=folder) as waiting:
        for entity in entities(dump):
            if isinstance(entity, str):
                counts.faults += 1
                tell(entity)
                continue
            counts.entities += 1
            _sort(entity, knowledge, since, found, waiting)
        if not counts.entities:
            return counts
        waiting.seek(0)
        written = write_tables(folder, knowledge, _holders(waiting, found), found.groups, found.agencies, found.codes)
    counts.people, counts.terms, counts.groups, counts.institutions = written
    return counts


def _sort(entity: Entity, knowledge: Knowledge, since: int, found: _Found, waiting: IO[str]) -> None:
    classes = load_classes()
    kinds = {value for value in values(entity, "instance") if isinstance(value, str)}
    if classes.person in kinds:
        if (person := _person(entity, since)) is not None:
            waiting.write(json.dumps(person, ensure_ascii=False) + "\n")
        return
    for code in values(entity, "iso3")[:1]:
        if code in knowledge.countries:
            found.codes[entity["id"]] = str(code)
    group = next((kind for one, kind in classes.groups.items() if one in kinds), "")
    role = next((role for one, role in classes.agencies.items() if one in kinds), "")
    if group or values(entity, "designated_by"):
        found.groups.append(_body(entity, group or "armed_group"))
    elif role:
        found.agencies.append(_body(entity, role))
    elif (office := position(entity, knowledge)) is not None:
        found.positions[entity["id"]] = office


def _person(entity: Entity, since: int) -> dict[str, Any] | None:
    """A person's names and terms since the year, as they wait for the rest of the dump."""
    died = first_day(entity, "died")
    terms = []
    for claim in statements(entity, "position"):
        office, start, end = main_value(claim), qualifier_day(claim, "start"), qualifier_day(claim, "end")
        if isinstance(office, str) and _since(start, end, died, since):
            terms.append((office, start, end))
    names = labels(entity)
    if not terms or not names:
        return None
    return {"id": entity["id"], "names": names, "more": aliases(entity), "lands": values(entity, "citizenship"), "terms": terms}


def _since(start: str, end: str, died: str, since: int) -> bool:
    if end or died:
        return int((end or died)[:4]) >= since
    return bool(start) and int(start[:4]) >= since - _LONGEST_TERM


def _body(entity: Entity, kind: str) -> Body:
    lands, lists = (tuple(one for one in values(entity, fact) if isinstance(one, str)) for fact in ("country", "designated_by"))
    days = first_day(entity, "founded"), first_day(entity, "dissolved")
    return Body(entity["id"], kind, labels(entity), aliases(entity), lands, lists, *days)


def _holders(waiting: IO[str], found: _Found) -> Iterator[Holder]:
    """Persons with an office that is known; the others are left out."""
    for line in waiting:
        person = json.loads(line)
        terms = list(_terms(person["terms"], found))
        if terms:
            lands = [found.codes[land] for land in person["lands"] if land in found.codes]
            country = next((term[3] for term in terms), "")
            yield Holder(person["id"], lands[0] if lands else country, person["names"], person["more"], terms)


def _terms(terms: list[list[str]], found: _Found) -> Iterator[tuple[str, str, str, str, str, str]]:
    """(office, role, label, country, start, end) of each term in a known office."""
    for item, start, end in terms:
        office = found.positions.get(item)
        country = office.country(found.codes) if office is not None else None
        if office is not None and country is not None:
            yield office.office, office.role, office.label, country, start, end
