"""Patterns that list a verb's past → the same with its infinitive, by the endings of ``infinitives`` in a language's frames.

«(направил*|направит)» also finds «направить»: what is to be done is told by the infinitive.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_AMONG = re.compile(r"\(([^()]*)\)")


def with_infinitives(pattern: str, endings: Mapping[str, str]) -> str:
    """The pattern with the infinitive of each past form that its alternatives list; what they must not hold (``!``) stays."""
    if not endings:
        return pattern
    return _AMONG.sub(lambda found: found[0] if pattern[: found.start()].endswith("!") else f"({_added(found[1], endings)})", pattern)


def _added(among: str, endings: Mapping[str, str]) -> str:
    told = among.split("|")
    stems = tuple(word[:-1] for word in told if word.endswith("*"))
    found = (_infinitive(word.removesuffix("*"), endings) for word in told if " " not in word)
    new = [word for word in dict.fromkeys(found) if word and word not in told and not (stems and word.startswith(stems))]
    return "|".join([*told, *new])


def _infinitive(past: str, endings: Mapping[str, str]) -> str | None:
    """The infinitive of a past form that ends so; the longest ending counts."""
    ending = next((past[n:] for n in range(1, len(past) - 1) if past[n:] in endings), None)
    return past.removesuffix(ending) + endings[ending] if ending else None
