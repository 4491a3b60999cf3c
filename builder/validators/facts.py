"""Dyads against the list of countries: codes and numbers → the rows whose COW or GW numbers are not those of their parties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import pyarrow as pa

from builder.validators.failures import Failure, Tables, differs, where, whole

RULE = "dyads.numbers"


class Numbered(Protocol):
    """A country with its numbers in the two systems of states."""

    @property
    def cow(self) -> int | None: ...

    @property
    def gw(self) -> int | None: ...


_SYSTEMS: dict[str, Callable[[Numbered], int | None]] = {"cow": lambda country: country.cow, "gw": lambda country: country.gw}


def number_failures(tables: Tables, countries: Mapping[str, Numbered], severity: str = "error") -> list[Failure]:
    """Failures by column; a party that is no country has no number."""
    found = []
    for side in ("a", "b"):
        parties = whole(tables["dyads"][side]).dictionary_encode()
        for system, number in _SYSTEMS.items():
            column = f"{side}_{system}"
            known = [countries.get(code) for code in parties.dictionary.to_pylist()]
            told = pa.array([None if country is None else number(country) for country in known], pa.int32()).take(parties.indices)
            rows = where(pa.array(differs(whole(tables["dyads"][column]), told)))
            if len(rows):
                message = f"{column} is not the number that the list of countries has for {side}"
                found.append(Failure("dyads", RULE, column, rows, message, severity))
    return found
