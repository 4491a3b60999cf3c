"""Loads the event frames of a language: ``languages/<xx>.frames.yml`` and ``security.yml`` → Frames, checked strictly."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from builder.knowledge.exercises import exercise_words
from builder.parsers.grammar.anchors import Anchors
from builder.parsers.grammar.heads import HEADS, Heads
from builder.parsers.grammar.infinitives import with_infinitives
from builder.parsers.grammar.patterns import PatternError, PatternSet, apart
from builder.parsers.grammar.syntax import NEVER, Syntax, load_syntax
from builder.parsers.grammar.triggers import Trigger, read_triggers
from builder.parsers.grammar.verbs import conjugated, with_conditional
from builder.parsers.grammar.word_lists import any_of, nouns, right_before
from builder.paths import language_dir
from builder.strict import DataError, check_keys, line_of, load_yaml
from builder.text.folding import fold

MARKERS = ("partner", "to", "from", "in", "accord", "against", "about", "by", "between", "attribution")
KEYS = (
    "language", "markers", "skipped", "clauses", "insiders", "own_bodies", "unnamed", "reality", "participation", "attendance", "pairs",
    "together", "threes", "only_discussed", "not_as_fact", "asides", "actors", "commentators", "grounds", "adjective", "words", "triggers",
)  # fmt: skip
REALITY = (
    "planned", "meant", "granted", "awaited", "undone", "lifted", "stopped", "stopped_behind", "lapsed", "lapsed_behind", "paused",
    "struck", "joining", "done", "recalled", "long_before", "in_force", "invited", "ongoing", "visiting", "denied", "changing",
    "wished", "urged", "ought", "conjectured", "background", "occasion", "decided", "ended", "lacking", "ordered", "is_ordered",
    "is_done", "prepared", "thought_of", "is_prepared", "announced", "managed", "refusing", "unannounced",
)  # fmt: skip
# Whom one is to meet, and where, is told in many sentences of what is not to come.
_TALKS = frozenset(("meeting", "conference", "call", "visit"))


@dataclass(frozen=True, slots=True)
class Venues:
    """Words before "in" and a place: buildings, that something was held or when, and matters of talk; verbs of hosting and arriving."""

    buildings: re.Pattern[str]
    held: re.Pattern[str]
    matters: re.Pattern[str]
    hosts: re.Pattern[str]
    arrived: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class OnlyDiscussed:
    """Words that make a deed a matter of talks: right before it; governing it from afar, unless something ends their clause between.

    ``agreed``: words before those of ``before``; what is agreed on is more than talk.
    """

    before: re.Pattern[str]
    govern: re.Pattern[str]
    ends: re.Pattern[str]
    agreed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class NotAsFact:
    """Patterns behind which nothing is told as fact: up to a word of ``ends``, or (``clause``) also to a comma at most.

    ``inside`` matches what ends right before a verb of a clause within another: its content ends at the comma too.
    ``accused``: as ``clause``, but what courts do with the accused is told as fact.
    ``behind``: what stands before them in the sentence is denied. ``games``: nothing in their sentence is.
    """

    sentence: PatternSet
    clause: PatternSet
    accused: PatternSet
    behind: PatternSet
    games: PatternSet
    ends: re.Pattern[str]
    inside: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Frames:
    """What one language says of events: triggers (one per pattern), marker words and the last word of each, reality and security words."""

    language: str
    triggers: tuple[Trigger, ...]
    patterns: PatternSet
    markers: dict[str, str]
    marker_ends: frozenset[str]
    skipped: frozenset[str]
    clauses: re.Pattern[str]
    insiders: re.Pattern[str]
    own_bodies: PatternSet
    unnamed: re.Pattern[str]
    reality: dict[str, re.Pattern[str]]
    heads: Heads | None
    only_discussed: OnlyDiscussed
    not_as_fact: NotAsFact
    security: PatternSet
    participation: PatternSet
    attendance: PatternSet
    other_matters: PatternSet
    pairs: PatternSet
    together: tuple[tuple[str, ...], ...]
    together_words: PatternSet
    implied: frozenset[int]
    beside: tuple[frozenset[str], ...]
    only_named: frozenset[int]
    threes: re.Pattern[str]
    asides: re.Pattern[str]
    actors: re.Pattern[str]
    commentators: re.Pattern[str]
    grounds: re.Pattern[str]
    venues: Venues | None
    makers: dict[str, re.Pattern[str]]
    adjective_follows: bool
    syntax: Syntax

    def has(self, trait: str) -> bool:
        """Whether the language has the trait (``languages/traits.yml``)."""
        return trait in self.syntax.traits


@lru_cache(maxsize=8)
def load_frames(language: str) -> Frames:
    """The frames of ar, en, fr or ru."""
    path = language_dir() / f"{language}.frames.yml"
    data = load_yaml(path)
    check_keys(path, language, data, KEYS, ("venues", "makers", "heads", "infinitives"))
    check_keys(path, "reality", data["reality"], (), REALITY)
    markers, syntax = _markers(path, data["markers"]), load_syntax(language)
    anchors, words = Anchors(), {**data["words"], **exercise_words(language)}
    triggers, patterns = _triggers(path, data, syntax, words)
    _check_endings(path, data["reality"], triggers)
    verbs = {n for n, trigger in enumerate(triggers) if trigger.form == "verb"}
    interposed = "" if syntax.interposed is NEVER else syntax.interposed.pattern
    together = data["together"]
    return Frames(
        language=language,
        triggers=tuple(triggers),
        patterns=_pattern_set(path, anchors, patterns, verbs, [t.id for t in triggers], interposed),
        markers=markers,
        marker_ends=frozenset(marker.split()[-1] for marker in markers),
        skipped=frozenset(map(fold, data["skipped"])),
        clauses=any_of(data["clauses"]),
        insiders=any_of(data["insiders"]),
        own_bodies=_pattern_set(path, anchors, data["own_bodies"]),
        unnamed=any_of(data["unnamed"]),
        reality={name: any_of(data["reality"].get(name) or []) for name in REALITY},
        heads=_heads(path, data["heads"]) if "heads" in data else None,
        only_discussed=_only_discussed(path, data["only_discussed"]),
        not_as_fact=_not_as_fact(path, anchors, data["not_as_fact"]),
        security=_language_patterns("security.yml", language, anchors),
        participation=_pattern_set(path, anchors, data["participation"]),
        attendance=_pattern_set(path, anchors, data["attendance"]),
        other_matters=_language_patterns("other_matters.yml", language, anchors),
        pairs=_pattern_set(path, anchors, data["pairs"]),
        together=tuple(tuple(entry["parties"]) for entry in together),
        together_words=_pattern_set(path, anchors, [str(entry["words"]) for entry in together]),
        implied=frozenset(number for number, entry in enumerate(together) if _implied(path, entry)),
        beside=tuple(frozenset(entry.get("beside", ())) for entry in together),
        only_named=frozenset(number for number, entry in enumerate(together) if entry.get("named", False)),
        threes=any_of(data["threes"]),
        asides=right_before(data["asides"]),
        actors=nouns(data["actors"]),
        commentators=nouns(data["commentators"]),
        grounds=nouns(data["grounds"]),
        venues=_venues(path, data["venues"]) if "venues" in data else None,
        makers={code: any_of(names) for code, names in data.get("makers", {}).items()},
        adjective_follows=_adjective_follows(path, data["adjective"]),
        syntax=syntax,
    )


def _triggers(path: Path, data: dict[str, Any], syntax: Syntax, words: dict[str, str]) -> tuple[list[Trigger], list[str]]:
    """Every pattern of every trigger, its words and verbs written out, beside the trigger that it is of."""
    triggers, patterns = [], []
    for trigger, told_by in read_triggers(path, data["triggers"], syntax.traits):
        for pattern in told_by:
            if "future_in_past" in syntax.traits:
                pattern = with_conditional(pattern, infinitives=trigger.event_type not in _TALKS)
            full = with_infinitives(_expand(path, trigger.id, pattern, words), data.get("infinitives", {}))
            for told in apart(conjugated(path, syntax.language, full)):
                triggers.append(trigger)
                patterns.append(told)
    return triggers, patterns


def _check_endings(path: Path, reality: dict[str, list[str]], triggers: list[Trigger]) -> None:
    """Words that end a deed need a trigger that stands for the deed, of security by itself or not."""
    told = next((name for name in ("stopped", "lapsed", "stopped_behind", "lapsed_behind") if reality.get(name)), None)
    borne = {trigger.inherent for trigger in triggers if trigger.has("any_deed")}
    missing = " and of ".join(name for name, inherent in (("inherent", True), ("context", False)) if inherent not in borne)
    if told and missing:
        line = line_of(path, f"{told}:", line_of(path, "reality:"))
        raise DataError(
            f"{path}:{line}: reality: '{told}' needs a trigger of {missing} security with `traits: [any_deed]`; add it, or empty the list"
        )


def _heads(path: Path, entry: dict[str, list[str]]) -> Heads:
    _check_lists(path, "heads", entry, HEADS)
    return Heads(*(any_of(entry[name]) for name in HEADS))


def _only_discussed(path: Path, entry: dict[str, list[str]]) -> OnlyDiscussed:
    keys = ("before", "govern", "ends", "agreed")
    _check_lists(path, "only_discussed", entry, keys)
    return OnlyDiscussed(*(any_of(entry[name]) for name in keys))


def _not_as_fact(path: Path, anchors: Anchors, entry: dict[str, list[str]]) -> NotAsFact:
    patterns = ("sentence", "clause", "accused", "behind", "games")
    _check_lists(path, "not_as_fact", entry, (*patterns, "ends", "inside"))
    sentence, clause, accused, behind, games = (_pattern_set(path, anchors, entry[name]) for name in patterns)
    inside = re.compile(rf"(?:, |{any_of(entry['inside']).pattern} )(?:\w+ ){{0,2}}$")
    return NotAsFact(sentence, clause, accused, behind, games, any_of(entry["ends"]), inside)


def _check_lists(path: Path, name: str, entry: dict[str, list[str]], keys: tuple[str, ...]) -> None:
    check_keys(path, name, entry, keys)
    for key in keys:
        if not isinstance(entry[key], list) or not all(isinstance(words, str) and words.strip("* ") for words in entry[key]):
            line = line_of(path, f"{key}:", line_of(path, f"{name}:"))
            raise DataError(f"{path}:{line}: {name}: {key} is no list of words; write [word, two words, stem*], or [] for none")


def _implied(path: Path, entry: dict[str, Any]) -> bool:
    check_keys(path, str(entry.get("words", "together")), entry, ("words", "parties"), ("implied", "beside", "named"))
    return bool(entry.get("implied", False))


def _venues(path: Path, entry: dict[str, list[str]]) -> Venues:
    keys = ("buildings", "held", "matters", "hosts", "arrived")
    check_keys(path, "venues", entry, keys)
    return Venues(*(nouns(entry[name]) for name in keys))


def _adjective_follows(path: Path, place: str) -> bool:
    if place not in ("after", "before"):
        raise DataError(f"{path}:{line_of(path, 'adjective')}: adjective '{place}' is neither after nor before (its noun)")
    return place == "after"


def _expand(path: Path, name: str, pattern: str, words: dict[str, str]) -> str:
    def macro(found: re.Match[str]) -> str:
        if found[1] not in words:
            raise DataError(f"{path}:{line_of(path, found[0])}: trigger '{name}' uses ${found[1]}, which `words` does not define")
        among = pattern.rfind("(", 0, found.start()) > pattern.rfind(")", 0, found.start())
        return words[found[1]].strip("()") if among else words[found[1]]

    return re.sub(r"\$(\w+)", macro, pattern)


def _language_patterns(name: str, language: str, anchors: Anchors) -> PatternSet:
    path = language_dir() / name
    data = load_yaml(path)
    check_keys(path, name, data, ("ar", "en", "fr", "ru"))
    return _pattern_set(path, anchors, data[language])


def _pattern_set(
    path: Path, anchors: Anchors, patterns: list[str], verbs: Container[int] = (), names: Sequence[str] = (), interposed: str = ""
) -> PatternSet:
    """``names``: of the triggers that the patterns belong to, for messages."""
    try:
        return PatternSet(patterns, verbs, anchors, interposed)
    except PatternError as error:
        told = next((f"id: {name}" for name, one in zip(names, patterns, strict=False) if f"'{one}'" in str(error)), None)
        words = told or next((one for one in patterns if f"'{one}'" in str(error)), "")
        of = f" trigger '{told.removeprefix('id: ')}':" if told else ""
        raise DataError(f"{path}:{line_of(path, words)}:{of} {error}") from error


def _markers(path: Path, entries: dict[str, list[str]]) -> dict[str, str]:
    check_keys(path, "markers", entries, MARKERS)
    found: dict[str, str] = {}
    for marker in MARKERS:
        for words in entries[marker]:
            before = found.setdefault(fold(words), marker)
            if before != marker:
                line = line_of(path, words, line_of(path, f"  {marker}:"))
                raise DataError(f"{path}:{line}: markers: '{words}' is told to be {before} and {marker}; keep one")
    return found
