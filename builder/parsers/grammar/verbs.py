"""The forms of verbs: patterns with «perfect/imperfect» → patterns with every form, by the endings of ``languages/<xx>.verbs.yml``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from builder.paths import language_dir
from builder.strict import DataError, check_keys, line_of, load_yaml

_PAIR = re.compile(r"([^\W\d_]*)/([^\W\d_]*)")
_TABLES = ("perfect", "imperfect", "imperfect_he")
_HE, _SHE = "ي", "ت"
Endings = dict[str, list[str]]


class Verbs(NamedTuple):
    """Endings by the last letter of the form given, and the forms that are left out because they are more often another word."""

    perfect: Endings
    imperfect: Endings
    imperfect_he: Endings
    apart: frozenset[str]

    def forms(self, perfect: str, imperfect: str) -> list[str]:
        """Every form in the third person, once each."""
        stem = imperfect.removeprefix(_HE)
        found = [
            *_with(self.perfect, perfect),
            *(prefix + form for form in _with(self.imperfect, stem) for prefix in (_HE, _SHE)),
            *(_HE + form for form in _with(self.imperfect_he, stem)),
        ]
        return [form for form in dict.fromkeys(found) if form not in self.apart or form in (perfect, imperfect)]


def _with(endings: Endings, form: str) -> list[str]:
    last = form[-1]
    return [form[:-1] + end for end in endings[last]] if last in endings else [form + end for end in endings["other"]]


@lru_cache(maxsize=8)
def load_verbs(language: str) -> Verbs | None:
    """The endings of a language, if it has any."""
    path = language_dir() / f"{language}.verbs.yml"
    if not path.exists():
        return None
    data = load_yaml(path)
    check_keys(path, language, data, (*_TABLES, "apart"))
    for name in _TABLES:
        if "other" not in data[name]:
            raise DataError(f"{path}:{line_of(path, name)}: {name} has no line `other`, for forms whose last letter has no line of its own")
    return Verbs(data["perfect"], data["imperfect"], data["imperfect_he"], frozenset(data["apart"]))


# «enverra», «mèneront»; «aura», «sera» rather make other tenses.
_FUTURE = re.compile(r"(?<=[(|])(?!(?:au|se|fe|i)r(?:a|ont)\b)([^\W\d_]+r)(a|ont)(?=[|)])")
_CONDITIONAL = {"a": "ait", "ont": "aient"}
_INFINITIVE = (("enverr", "envoyer"), ("acquerr", "acquérir"), ("iendr", "enir"), ("evr", "evoir"), ("er", "er"), ("ir", "ir"), ("r", "re"))


def with_conditional(pattern: str, *, infinitives: bool) -> str:
    """The pattern with the conditional beside each future, and the infinitive: «enverra», «a dit qu'il enverrait», «décidé d'envoyer»."""

    def forms(found: re.Match[str]) -> str:
        stem, end = found.groups()
        old, new = next(pair for pair in _INFINITIVE if stem.endswith(pair[0]))
        told = f"{stem}{end}|{stem}{_CONDITIONAL[end]}"
        opens = ")" not in pattern[: found.start()]  # behind a subject stands no infinitive
        return f"{told}|{stem.removesuffix(old)}{new}" if infinitives and opens else told

    return _FUTURE.sub(forms, pattern)


def conjugated(path: Path, language: str, pattern: str) -> str:
    """The pattern with all forms of each of its verbs; DataError where a pair is no verb. ``path`` holds the pattern."""
    if "/" not in pattern:
        return pattern
    verbs = load_verbs(language)

    def forms(pair: re.Match[str]) -> str:
        if verbs is None or len(pair[1]) < 2 or len(pair[2]) < 3 or not pair[2].startswith(_HE):
            cure = "write what he did and what he does, «ناقش/يناقش»" if verbs else f"there is no {language}.verbs.yml: write the forms out"
            raise DataError(f"{path}:{line_of(path, pair[0])}: '{pair[0]}' is no verb; {cure}")
        told = "|".join(verbs.forms(pair[1], pair[2]))
        among = pattern.rfind("(", 0, pair.start()) > pattern.rfind(")", 0, pair.start())
        return told if among else f"({told})"

    return _PAIR.sub(forms, pattern)
