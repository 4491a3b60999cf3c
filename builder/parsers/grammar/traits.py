"""What a language or a trigger does: the names listed in a data file → a set of traits, each one in ``languages/traits.yml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from builder.paths import language_dir
from builder.strict import DataError, check_keys, line_of, load_yaml

Bearer = Literal["languages", "triggers"]


@lru_cache(maxsize=1)
def load_traits() -> Mapping[Bearer, Mapping[str, str]]:
    """Who bears them (languages, triggers) → the traits there are, each with what it says."""
    path = language_dir() / "traits.yml"
    data = load_yaml(path)
    check_keys(path, "traits.yml", data, ("languages", "triggers"))
    for name in set(data["languages"]) & set(data["triggers"]):
        line = line_of(path, f"  {name}:", line_of(path, "triggers:"))
        raise DataError(f"{path}:{line}: trait '{name}' is one of languages too; give one of the two another name")
    return MappingProxyType({"languages": data["languages"], "triggers": data["triggers"]})


def traits_of(path: Path, bearer: Bearer, entry: str, listed: Any, after: int = 0) -> frozenset[str]:
    """The traits that an entry of a data file lists; a name that ``traits.yml`` does not know is an error."""
    known = load_traits()[bearer]
    if not isinstance(listed, list):
        raise DataError(f"{path}:{line_of(path, 'traits:', after)}: {entry}: traits is no list; write traits: [one, another]")
    for trait in listed:
        if trait not in known:
            line = line_of(path, str(trait), line_of(path, "traits:", after))
            raise DataError(f"{path}:{line}: {entry}: trait '{trait}' is none of {', '.join(known)}; they are explained in traits.yml")
    return frozenset(listed)
