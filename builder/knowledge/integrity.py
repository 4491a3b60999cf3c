"""Checks all aliases together at load: aliases, context rules → DataError where two names collide or a rule is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from builder.knowledge.contexts import Context
from builder.knowledge.finder import SHARED
from builder.knowledge.phrases import LANGUAGES, Alias
from builder.strict import DataError, line_of

FILES = {
    "country": "countries.yml", "place": "places.csv", "igo": "igos.yml", "institution": "institutions.yml", "group": "groups.yml",
    "person": "people.csv", "office": "offices.yml", "exercise": "exercises.yml",
}  # fmt: skip


def check_aliases(aliases: Sequence[Alias], folded: Sequence[str], contexts: Mapping[str, Context], folders: Sequence[Path]) -> None:
    """Raise DataError at an unknown context rule, a phrase that cannot be matched, or a phrase of two entries without a rule."""
    plain: dict[str, dict[str, Alias]] = {language: {} for language in LANGUAGES}
    if len(folded) != len(aliases):
        raise DataError("a name holds a line break; write each on one line")
    for alias, phrase in zip(aliases, folded, strict=True):
        if alias.context is not None:
            if alias.context not in contexts:
                raise _error(alias, folders, f"needs the context rule '{alias.context}', which contexts.yml lacks; add it")
            continue
        if not phrase[:1].isalnum() or phrase[-1] == " " or "  " in phrase:
            raise _error(alias, folders, "does not begin with a letter or digit, or holds spaces too many; correct it")
        for language in (alias.language,) if alias.language else LANGUAGES:
            other = plain[language].setdefault(phrase, alias)
            if other is not alias and other.code != alias.code and not _may_share(alias, other):
                cure = f"drop one or give it a context rule: {alias.phrase} {{rule}}"
                raise _error(alias, folders, f"also names {other.kind} '{other.code}'; {cure}")


def _may_share(alias: Alias, other: Alias) -> bool:
    """Persons and offices share names; a common noun (no party) yields to the institution that bears it as its name."""
    if alias.kind != other.kind:
        return False
    return alias.kind in SHARED or (alias.kind == "institution" and (alias.party is None) != (other.party is None))


def _error(alias: Alias, folders: Sequence[Path], words: str) -> DataError:
    name = FILES.get(alias.kind, alias.kind)
    path, line = _place(alias, [folder / name for folder in folders])
    return DataError(f"{path}:{line}: {alias.kind} '{alias.code}': the name '{alias.phrase}' {words}")


def _place(alias: Alias, paths: Sequence[Path]) -> tuple[Path, int]:
    for path in reversed(paths):
        if path.is_file():
            line = line_of(path, alias.phrase) or line_of(path, alias.code)
            if line:
                return path, line
    return paths[0], 0
