"""IGOs and institutions: igos.yml, institutions.yml → Igo, Institution by id, and the aliases that name them."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.knowledge.phrases import LANGUAGES, Alias
from builder.knowledge.sources import Entry, cell_forms, read_yaml_entries
from builder.strict import DataError, line_of
from builder.text.clitics import ARTICLE

IGO_FILE = "igos.yml"
INSTITUTION_FILE = "institutions.yml"
ROLES = frozenset(("HOS", "HOG", "FOR", "DEF", "MIL", "INT", "NSC", "MOI", "POL", "BOR", "JUS", "LEG", "DIP", "IGO", "GOV", "OTH"))


@dataclass(frozen=True, slots=True)
class Igo:
    """An intergovernmental organisation, coalition or standing group of states, with its members where they are few and fixed.

    ``seat``: the country of its headquarters.
    """

    code: str
    names: Mapping[str, str]
    members: tuple[str, ...]
    seat: str | None
    valid_from: str | None
    valid_to: str | None
    entry: Entry

    def aliases(self) -> Iterator[Alias]:
        """Every phrase that names it."""
        return _aliases(self.entry, "igo", self.code, self.code, "IGO")


@dataclass(frozen=True, slots=True)
class Institution:
    """A part of a state or an IGO: ``party`` is its country or IGO, ``role`` the code of what it does.

    ``ground``: the country that a mission is sent to.
    """

    id: str
    party: str
    role: str
    names: Mapping[str, str]
    ground: str | None
    valid_from: str | None
    valid_to: str | None
    entry: Entry

    def aliases(self) -> Iterator[Alias]:
        """Every phrase that names it, metonyms too."""
        return _aliases(self.entry, "institution", self.id, self.party, self.role)


def _aliases(entry: Entry, kind: str, code: str, party: str, role: str) -> Iterator[Alias]:
    rule = f"kb.{kind}.{code}"
    keys = entry.keys
    for language in LANGUAGES:
        for phrase, context in cell_forms(entry, keys.get(language, "")):
            form = "abbreviation" if phrase.isupper() and len(phrase) < 9 and language != "ar" else "name"
            yield Alias(phrase, language, kind, code, form, party, role, rule, context, language == "ar" and not phrase.startswith(ARTICLE))
        for phrase, context in cell_forms(entry, keys.get(f"metonym_{language}", "")):
            yield Alias(phrase, language, kind, code, "metonym", party, role, rule, context)
    for phrase, context in cell_forms(entry, keys.get("any", "")):
        yield Alias(phrase, None, kind, code, "abbreviation", party, role, rule, context)


def _names(entry: Entry) -> dict[str, str]:
    cells = {language: cell_forms(entry, entry.keys.get(language, "")) for language in LANGUAGES}
    return {language: cell[0][0] for language, cell in cells.items() if cell}


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the coder asks of organisations and their institutions, by code and id.

    ``seats``: the country of the headquarters, or where a mission is sent. ``security``: those that deal with nothing else.
    """

    seats: Mapping[str, str]
    security: frozenset[str]


NO_BODIES = Bodies({}, frozenset())
SECURITY = "security"
_OPTIONAL = ("any", "from", "to", "matter", "metonym_ar", "metonym_en", "metonym_fr", "metonym_ru", "ar", "fr", "ru")


def load_igos(folder: Path, overlays: Sequence[Path]) -> dict[str, Igo]:
    """IGOs by code."""
    entries = read_yaml_entries(IGO_FILE, folder, overlays, ("en",), (*_OPTIONAL, "members", "seat"))
    return {code: _igo(code, entry) for code, entry in entries.items()}


def _igo(code: str, entry: Entry) -> Igo:
    keys = entry.keys
    members = tuple(keys.get("members", "").split())
    return Igo(code, _names(entry), members, keys.get("seat"), keys.get("from"), keys.get("to"), entry)


def bodies(igos: Mapping[str, Igo], institutions: Mapping[str, Institution], countries: Container[str]) -> Bodies:
    """The seats of all organisations and missions, and which of them deal with security alone."""
    listed = [(code, igo.seat, igo.entry) for code, igo in igos.items()]
    listed += [(key, institution.ground, institution.entry) for key, institution in institutions.items()]
    for code, country, entry in listed:
        if (matter := entry.keys.get("matter", SECURITY)) != SECURITY:
            line = line_of(entry.path, f"matter: {matter}", line_of(entry.path, f"{code}:"))
            raise DataError(f"{entry.path}:{line}: '{code}' has the matter '{matter}'; write {SECURITY}, or leave the key out")
        if country and country not in countries:
            path = entry.path
            raise DataError(
                f"{path}:{line_of(path, f'{code}:')}: '{code}': no country has the code '{country}'; write one that countries.yml has"
            )
    seats = {code: country for code, country, _ in listed if country}
    return Bodies(seats, frozenset(code for code, _, entry in listed if "matter" in entry.keys))


def load_institutions(folder: Path, overlays: Sequence[Path]) -> dict[str, Institution]:
    """Institutions by id."""
    entries = read_yaml_entries(INSTITUTION_FILE, folder, overlays, ("party", "role", "en"), (*_OPTIONAL, "ground"))
    return {key: _institution(entry) for key, entry in entries.items()}


def _institution(entry: Entry) -> Institution:
    keys = entry.keys
    if keys["role"] not in ROLES:
        known = ", ".join(sorted(ROLES))
        raise DataError(f"{entry.path}:{line_of(entry.path, entry.id)}: '{entry.id}' has the role '{keys['role']}'; use one of {known}")
    return Institution(entry.id, keys["party"], keys["role"], _names(entry), keys.get("ground"), keys.get("from"), keys.get("to"), entry)
