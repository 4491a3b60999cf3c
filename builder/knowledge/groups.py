"""Threat groups: groups.yml → Group by slug (ids, dates, parents, designations) and the aliases that name them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from builder.knowledge.phrases import LANGUAGES, Alias
from builder.knowledge.sources import Entry, cell_forms, read_yaml_entries
from builder.strict import DataError, line_of
from builder.text.clitics import ARTICLE

FILE = "groups.yml"
KINDS = frozenset(("armed_group", "movement", "criminal", "front_organisation"))
_REQUIRED = ("name", "kind")
_OPTIONAL = (*LANGUAGES, "any", "qid", "un", "un_listed", "region", "parent", "from", "to", "designated", "certainty", "government_from")


@dataclass(frozen=True, slots=True)
class Group:
    """A group that some state or paper calls a threat; being listed says no more than that.

    ``designated``: authorities that have designated it at some time; ``government_from``: day since which it governs a state in fact.
    """

    slug: str
    name: str
    kind: str
    qid: str
    un: str
    un_listed: str
    region: tuple[str, ...]
    parent: str
    valid_from: str
    valid_to: str
    designated: tuple[str, ...]
    government_from: str
    names: Mapping[str, str]
    entry: Entry

    def governs(self, day: date | None) -> str | None:
        """The state that the group governs in fact on the day."""
        if not self.government_from or day is None:
            return None
        return self.region[0] if day.isoformat()[: len(self.government_from)] >= self.government_from else None

    def aliases(self) -> Iterator[Alias]:
        """Every phrase that names it."""
        rule = f"kb.group.{self.slug}"
        for language in LANGUAGES:
            for phrase, context in cell_forms(self.entry, self.entry.keys.get(language, "")):
                article = language == "ar" and not phrase.startswith(ARTICLE)
                yield Alias(phrase, language, "group", self.slug, "name", None, None, rule, context, article)
        for phrase, context in cell_forms(self.entry, self.entry.keys.get("any", "")):
            yield Alias(phrase, None, "group", self.slug, "name", None, None, rule, context)


def load_groups(folder: Path, overlays: Sequence[Path]) -> dict[str, Group]:
    """Groups by slug; a parent that is no entry is an error."""
    groups = {slug: _group(entry) for slug, entry in read_yaml_entries(FILE, folder, overlays, _REQUIRED, _OPTIONAL).items()}
    for group in groups.values():
        if group.parent and group.parent not in groups:
            raise _error(group.entry, f"the parent '{group.parent}' is no entry; add it or correct the slug")
        if group.government_from and len(group.region) != 1:
            raise _error(group.entry, "has government_from, so region must be the one state that it governs")
    return groups


def _group(entry: Entry) -> Group:
    keys = entry.keys
    if keys["kind"] not in KINDS:
        raise _error(entry, f"the kind '{keys['kind']}' is unknown; use one of {', '.join(sorted(KINDS))}")
    cells = {language: cell_forms(entry, keys.get(language, "")) for language in LANGUAGES}
    names = {language: cell[0][0] for language, cell in cells.items() if cell}
    said = {key: str(keys.get(key, "")) for key in _OPTIONAL}
    return Group(
        slug=entry.id, name=keys["name"], kind=keys["kind"], qid=said["qid"], un=said["un"], un_listed=said["un_listed"],
        region=tuple(said["region"].split()), parent=said["parent"], valid_from=said["from"], valid_to=said["to"],
        designated=tuple(said["designated"].split()), government_from=said["government_from"],
        names={**names, "en": keys["name"]}, entry=entry,
    )  # fmt: skip


def _error(entry: Entry, words: str) -> DataError:
    return DataError(f"{entry.path}:{line_of(entry.path, entry.id)}: group '{entry.id}': {words}")
