"""The tense cues of a grammar file → one expression whose group names say future, present, past, said, boundary or relative.

Entries are folded expressions of whole words, alternatives joined by "|". Plain words become a tree of shared beginnings, so that a word
of the text is tried against them in one walk; ``prefix`` is what a language may write onto any of them (Arabic و and ف).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

_GROUPED = re.compile(r"\(\?:([^()?*+.\\\[\]]*)\)(\(\?:[^()]*\)\?)?")
_PLAIN = re.compile(r"[^()?*+.\\\[\]]*")


def cue_pattern(tense: dict[str, list[str]], prefix: str) -> re.Pattern[str]:
    """The cues of all kinds; the first kind in the file wins where two match."""
    parts = [f"(?P<{name}>{'|'.join(map(_compact, entries))})" for name, entries in tense.items()]
    return re.compile(rf"(?<!\w){prefix}(?:{'|'.join(parts)})(?!\w)")


def _compact(entry: str) -> str:
    grouped = _GROUPED.fullmatch(entry)
    if grouped or _PLAIN.fullmatch(entry):
        return f"(?:{_tree((grouped[1] if grouped else entry).split('|'))}){(grouped[2] or '') if grouped else ''}"
    return entry


def _tree(words: Iterable[str]) -> str:
    branches = []
    for letter, group in groupby(sorted(set(words)), key=lambda word: word[:1]):
        rest = [word[1:] for word in group]
        if not letter:
            continue
        longer = [word for word in rest if word]
        tail = f"(?:{_tree(longer)})" + ("?" if len(longer) < len(rest) else "") if longer else ""
        branches.append(re.escape(letter) + tail)
    return "|".join(branches)
