"""Compares names across scripts: Arabic, Latin or Cyrillic spelling → its sounds, its consonant skeleton, and how alike two names are.

The skeleton finds whom to compare (``keys`` of two names of one person nearly always meet); ``likeness`` then judges. How letters
sound is data: ``languages/sounds.yml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from builder.paths import language_dir
from builder.strict import check_keys, load_yaml
from builder.text.clitics import ARTICLE
from builder.text.folding import fold

_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_DOUBLED = re.compile(r"(.)\1+")
_SHORTEST_WITHARTICLE = 5
# How far a skeleton's difference counts beside that of the full sounds, in which consonants are already counted once.
_CONSONANTS = 0.5
# Below this two words of names are different ones, however much the rest is alike.
_OTHER_WORD = 0.5


@dataclass(frozen=True, slots=True)
class _Script:
    """The letters of one script, ready to be read."""

    marks: Mapping[int, str]
    pairs: re.Pattern[str]
    sounds: Mapping[str, str]
    letters: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Sounds:
    """``sounds.yml``, read."""

    arabic: _Script
    cyrillic: _Script
    latin: _Script
    classes: Mapping[str, str]
    particles: frozenset[str]


@cache
def _load() -> _Sounds:
    path = language_dir() / "sounds.yml"
    data = load_yaml(path)
    check_keys(path, "sounds", data, ("latin", "arabic", "cyrillic", "classes", "particles"))
    arabic, cyrillic, latin = (_script(path, name, data[name]) for name in ("arabic", "cyrillic", "latin"))
    return _Sounds(arabic, cyrillic, latin, data["classes"], frozenset(data["particles"]))


def _script(path: Path, name: str, data: Mapping[str, Mapping[str, str]]) -> _Script:
    check_keys(path, name, data, ("marks", "pairs", "letters"))
    longest = sorted(map(re.escape, data["pairs"]), key=len, reverse=True)
    marks, letters = (str.maketrans(dict(data[key])) for key in ("marks", "letters"))
    return _Script(marks, re.compile("|".join(longest)), data["pairs"], letters)


@cache
def sounds(word: str) -> tuple[str, ...]:
    """The ways in which one word of a name may sound, the plainest first."""
    known = _load()
    first = word[:1]
    script = known.arabic if "\u0600" <= first <= "\u06ff" else known.cyrillic if "\u0400" <= first <= "\u04ff" else known.latin
    if len(word) >= _SHORTEST_WITHARTICLE:
        word = word.removeprefix(ARTICLE)  # before folding: أل is no article
    heard = _heard(fold(word.lower().translate(script.marks)).replace("'", ""), script)
    if script is known.arabic:
        return tuple(dict.fromkeys((heard, heard.replace("q", "G"))))
    heard = _DOUBLED.sub(r"\1", heard)
    heard = heard[:-1] if heard[-1:] == "e" and len(heard) > 1 else heard
    return tuple(dict.fromkeys(_initial(heard, e).replace("v", v) for e in ("", "y") for v in "fw"))


def _heard(word: str, script: _Script) -> str:
    return script.pairs.sub(lambda found: script.sounds[found[0]], word).translate(script.letters)


def _initial(heard: str, e: str) -> str:
    """Arabic carries a vowel at the head of a name on alef."""
    if heard[:1] in ("w", "y", "e") and heard[1:2] not in ("a", "w", "y", "e", ""):
        heard = "a" + (heard if heard[0] == "w" or e else heard[1:])
    return heard.replace("e", e)


def words_of(name: str) -> list[str]:
    """The words of a name that tell it from others: particles left out, unless there is nothing else."""
    words = _WORDS.findall(name.replace("’", "'").replace("-", " "))
    telling = [word for word in words if fold(word) not in _load().particles]
    return telling or words


@cache
def _word_skeleton(word: str) -> str:
    classes = _load().classes
    return _DOUBLED.sub(r"\1", "".join(classes.get(sign, "") for sign in sounds(word)[0]))


def skeleton(name: str) -> str:
    """The consonants of a name, in classes that Arabic, Latin and Cyrillic spellings share; words are parted by spaces."""
    return " ".join(filter(None, map(_word_skeleton, words_of(name))))


def keys(bones: str) -> set[str]:
    """A skeleton and what is left of it without one consonant: two of one name nearly always share one."""
    return {bones, *(bones[:place] + bones[place + 1 :] for place in range(len(bones)))}


@cache
def distance(one: str, other: str) -> float:
    """How far apart two words of names sound: 0 for the same, about 1 for each sound that differs."""
    heard = min(Levenshtein.distance(a, b) for a in sounds(one) for b in sounds(other))
    return heard + _CONSONANTS * Levenshtein.distance(_word_skeleton(one), _word_skeleton(other))


def likeness(one: str, other: str) -> float:
    """1 for names that sound the same, 0 for quite different ones; words that only the longer name has count little."""
    fewer, more = sorted((words_of(one), words_of(other)), key=lambda words: (len(words), words))
    if not fewer:
        return 0.0
    each = list(_best_alike(fewer, more))
    apart = sum(each) / len(fewer) if min(each) >= _OTHER_WORD else 0.0  # John Adams is no John Kerry
    # عبد القادر is Abdelkader in Latin letters, شي جين بينغ Xi Jinping: the whole names are compared as one word too.
    return apart if len(fewer) == len(more) else max(apart, _alike("".join(fewer), "".join(more)))


def _best_alike(fewer: Sequence[str], more: Sequence[str]) -> Iterator[float]:
    """How alike each word of the shorter name is to the word of the longer one that it fits best; each fits one."""
    left = list(more)
    for word in fewer:
        alike, best = max((_alike(word, candidate), candidate) for candidate in left)
        left.remove(best)
        yield alike


def _alike(one: str, other: str) -> float:
    longest = max(len(sounds(one)[0]), len(sounds(other)[0]), 1)
    return max(0.0, 1 - distance(one, other) / longest)
