"""Which of two parties supplies arms to the other, where the words do not say: the ranked list of suppliers → a party code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from builder.parsers.scene.clause import Sides, without
from builder.paths import schema_dir
from builder.strict import DataError, check_keys, load_yaml

SUPPLIERS = "vocab/arms_suppliers.yml"


def supplier(parties: Sequence[str]) -> str | None:
    """The largest arms supplier of two parties; None where neither is one."""
    ranks = _suppliers(schema_dir() / SUPPLIERS)
    ranked = sorted((ranks[party], party) for party in parties if party in ranks)
    return ranked[0][1] if ranked and len(parties) > 1 else None


@cache
def _suppliers(path: Path) -> dict[str, int]:
    data = load_yaml(path)
    check_keys(path, "arms_suppliers", data, ("source", "suppliers"))
    codes = data["suppliers"]
    if not isinstance(codes, list) or len(set(codes)) != len(codes):
        raise DataError(f"{path}: `suppliers` is a list of country codes, each once")
    return {str(code): rank for rank, code in enumerate(codes)}


def by_rank(sides: Sides) -> Sides:
    """The larger supplier of the two gives; sides as they are where neither supplies arms."""
    first = supplier((*sides.source, *sides.target))
    if first is None or not sides.complete:
        return sides
    return Sides((first,), without((*sides.source, *sides.target), (first,)), sides.groups)


def bought(sides: Sides) -> Sides:
    """Who signs "to buy" buys; but a supplier of arms buys none of a state that supplies none: then it sells, however the words are put."""
    ranks = _suppliers(schema_dir() / SUPPLIERS)
    known = [any(party in ranks for party in side) for side in (sides.source, sides.target)]
    return by_rank(sides) if known == [False, True] else sides
