"""Versions of a data set by rule: a difference → how grave it is, the version that follows, and whether a given one is right.

MAJOR: what broke (a column, key or code is gone or means something else). MINOR: what is new (columns, codes, a longer period).
PATCH: the same kind of data with rows added, removed or corrected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pyarrow.compute as pc

from builder.releases.contents import ReleaseError
from builder.releases.descriptions import LEVELS, MAJOR, PATCH, SchemaChange
from builder.releases.difference import Difference
from builder.schema import version_numbers

FIRST = "0.1.0"
_FORM = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}")
# Where more of the events than this lost their ids although their articles are still there, ids are made in another way.
_KEY_BROKEN = 0.5
_MANY = 20


@dataclass(frozen=True, slots=True)
class Proposal:
    """The version that follows from the last one, its level, and why; level is None where nothing changed."""

    version: str
    level: str | None
    reasons: tuple[SchemaChange, ...]

    def told(self) -> list[str]:
        """The reasons that make the level, in words."""
        return [reason.words for reason in self.reasons if reason.level == self.level]


def proposal(found: Difference) -> Proposal:
    """The version that the rules call for."""
    reasons = (*found.schema, *_key_changes(found), *_row_changes(found))
    level = next((level for level in LEVELS if any(reason.level == level for reason in reasons)), None)
    return Proposal(following(found.old, level) if level else found.old, level, reasons)


def following(version: str, level: str) -> str:
    """The next version of a level."""
    numbers = list(version_numbers(checked_form(version)))
    place = LEVELS.index(level)
    return ".".join(map(str, [*numbers[:place], numbers[place] + 1, 0, 0][:3]))


def is_version(name: str) -> bool:
    """Whether a name is three numbers."""
    return _FORM.fullmatch(name) is not None


def checked_form(version: str) -> str:
    """The version, or a ReleaseError where it is not three numbers."""
    if not is_version(version):
        raise ReleaseError(f"'{version}' is no version of a release; write three numbers with dots between them, for example 1.2.0")
    return version


def _key_changes(found: Difference) -> list[SchemaChange]:
    """A break of identifiers: most events have another id, or none, while their articles are the same."""
    rows = found.rows.filter(pc.and_(pc.equal(found.rows["table"], "events"), pc.equal(found.rows["change"], "removed")))
    unmoved = pc.invert(pc.match_substring(pc.binary_join(rows["causes"].combine_chunks(), " "), "input"))
    ended = pc.sum(unmoved).as_py() or 0
    had, _ = found.totals["events"]
    if ended < _MANY or ended <= had * _KEY_BROKEN:
        return []
    return [SchemaChange(MAJOR, f"identifiers are made in another way: {ended:,} of {had:,} events lost theirs with unchanged articles")]


def _row_changes(found: Difference) -> list[SchemaChange]:
    told = []
    for name, counts in found.counts.items():
        if any(counts.values()):
            words = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if count)
            told.append(SchemaChange(PATCH, f"rows of {name}: {words}"))
    return told


def refuse_wrong(version: str, right: Proposal, last: str) -> None:
    """A ReleaseError that says why, unless the version is the one that follows.

    The first stable version, 1.0.0, may follow any 0.x: that the data are stable is for people to say.
    """
    given, before = version_numbers(checked_form(version)), version_numbers(last)
    because = "; ".join(right.told()[:5])
    if given <= before:
        raise ReleaseError(f"{version} does not come after {last}, the last release; the next is {right.version} ({because})")
    if version != right.version and not (version == "1.0.0" and before[0] == 0):
        level = (right.level or PATCH).upper()
        raise ReleaseError(f"{version} is not the version that follows {last}: the changes are {level} ({because}); use {right.version}")
