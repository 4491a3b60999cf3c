"""Reads one Wikidata entity: entity → names in the four languages, and its statements as ids and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from builder.knowledge.phrases import LANGUAGES
from builder.strict import check_keys, load_yaml

_TIME = re.compile(r"^\+(\d{4})-(\d\d)-(\d\d)T")
_YEAR, _MONTH, _DAY = 9, 10, 11
_CLASSES = Path(__file__).with_name("wikidata.yml")


@dataclass(frozen=True, slots=True)
class Classes:
    """Which items are taken, and under which property each fact stands (``wikidata.yml``)."""

    groups: Mapping[str, str]
    agencies: Mapping[str, str]
    parties: Mapping[str, str]
    properties: Mapping[str, str]
    person: str


@cache
def load_classes() -> Classes:
    """The classes and properties, read strictly."""
    data = load_yaml(_CLASSES)
    check_keys(_CLASSES, "wikidata", data, ("groups", "agencies", "parties", "properties", "person"))
    return Classes(data["groups"], data["agencies"], data["parties"], data["properties"], data["person"])


def labels(entity: Mapping[str, Any]) -> dict[str, str]:
    """The label in each of the four languages that has one."""
    found = entity.get("labels") or {}
    return {language: one["value"].strip() for language in LANGUAGES if (one := found.get(language)) and one.get("value", "").strip()}


def aliases(entity: Mapping[str, Any]) -> dict[str, list[str]]:
    """Other names in each of the four languages."""
    found = entity.get("aliases") or {}
    return {
        language: [one["value"].strip() for one in found[language] if one.get("value", "").strip()]
        for language in LANGUAGES
        if language in found
    }


def statements(entity: Mapping[str, Any], fact: str) -> Iterator[Mapping[str, Any]]:
    """The statements of a property by its name in ``wikidata.yml``; those marked as deprecated are left out."""
    claims = entity.get("claims") or {}
    for claim in claims.get(load_classes().properties[fact], ()) if isinstance(claims, dict) else ():
        if claim.get("rank") != "deprecated":
            yield claim


def values(entity: Mapping[str, Any], fact: str) -> list[Any]:
    """The values of a property: ids of items as text, others as the dump has them."""
    return [value for claim in statements(entity, fact) if (value := _value(claim.get("mainsnak"))) is not None]


def _value(snak: Any) -> Any:
    if not isinstance(snak, dict) or snak.get("snaktype") != "value":
        return None
    value = (snak.get("datavalue") or {}).get("value")
    if isinstance(value, dict) and "numeric-id" in value:
        return value.get("id") or f"Q{value['numeric-id']}"
    return value["id"] if isinstance(value, dict) and "id" in value else value


def main_value(claim: Mapping[str, Any]) -> Any:
    """The value of one statement."""
    return _value(claim.get("mainsnak"))


def qualifier_day(claim: Mapping[str, Any], fact: str) -> str:
    """A qualifier's date at the precision known, empty where there is none."""
    snaks = (claim.get("qualifiers") or {}).get(load_classes().properties[fact]) or ()
    return next((told for snak in snaks if (told := day_of(_value(snak)))), "")


def first_day(entity: Mapping[str, Any], fact: str) -> str:
    """The first date of a property, empty where there is none."""
    return next((told for value in values(entity, fact) if (told := day_of(value))), "")


def day_of(value: Any) -> str:
    """A time value as YYYY, YYYY-MM or YYYY-MM-DD; empty where it is coarser, before our era, or none."""
    found = _TIME.match(str(value.get("time", ""))) if isinstance(value, dict) else None
    if found is None:
        return ""
    year, month, day = found.groups()
    precision = value.get("precision", _DAY)
    if precision >= _DAY and day != "00" and month != "00":
        return f"{year}-{month}-{day}"
    if precision >= _MONTH and month != "00":
        return f"{year}-{month}"
    return year if precision >= _YEAR else ""
