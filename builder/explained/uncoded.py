"""What became of the triggers that are no event of the article: Examined → words, rule and reason of each, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from builder.coding import Examined
from builder.parsers.events.code import candidates
from builder.parsers.events.drops import COVERED, NOT_REAL, Drop
from builder.parsers.grammar.patterns import Match
from builder.parsers.reality.status import made_unreal
from builder.parsers.scene.laid_out import Scene
from builder.parsers.when.told_days import told_day
from builder.paths import schema_dir
from builder.strict import DataError, line_of, load_yaml


@dataclass(frozen=True, slots=True)
class Uncoded:
    """A trigger that is no event of the article: its words, the rule that found them, its type and why, as id and words.

    Reasons are those of ``schemas/vocab/reasons.yml``; ``start`` and ``end`` are raw characters of title, gap and text together.
    ``by`` are the words that deny, demand or suppose it, and ``by_rule`` the list or expression that holds them; empty for other reasons.
    """

    words: str
    rule: str
    event_type: str
    reason: str
    told: str
    start: int
    end: int
    by: str = ""
    by_rule: str = ""

    @property
    def why(self) -> str:
        """The reason with the words that give it."""
        return f"{self.told} «{self.by}» {self.by_rule}" if self.by else self.told


@cache
def load_reasons() -> Mapping[str, str]:
    """What each reason says, by id; a fault in the file is told with its line."""
    path = schema_dir() / "vocab" / "reasons.yml"
    told: Mapping[str, str] = load_yaml(path)
    for name, sentence in told.items():
        if not isinstance(sentence, str):
            raise DataError(f"{path}:{line_of(path, name)}: reason '{name}' is no sentence; write it in quotation marks")
    return told


def uncoded(examined: Examined) -> list[Uncoded]:
    """One for each stretch of words, by the longest trigger there; none inside the words of a coded event."""
    scene = examined.scene
    if scene is None:
        return []
    taken = [(e.start, e.end) for event in examined.coded.events for e in event.evidence if e.column == "event_type"]
    found = []
    for match, reason in sorted(_drops(scene, examined), key=_shown_first):
        if not any(start <= match.start and match.end <= end for start, end in taken):
            taken.append((match.start, match.end))
            found.append(_uncoded(scene, match, reason))
    return sorted(found, key=lambda one: one.start)


def _shown_first(drop: Drop) -> tuple[bool, int, int]:
    """What other words cover says less than why those are no event."""
    return drop.reason == COVERED, drop.match.start - drop.match.end, drop.match.start


def _uncoded(scene: Scene, match: Match, reason: str) -> Uncoded:
    trigger = scene.frames.triggers[match.pattern]
    words = " ".join(scene.text.words(match.start, match.end).split())
    told, span = load_reasons()[reason], scene.text.raw_span(match.start, match.end)
    by = made_unreal(scene.at(match), told_day(scene, trigger, match), scene.published) if reason == NOT_REAL else None
    if by is None:
        return Uncoded(words, trigger.id, trigger.event_type, reason, told, *span)
    return Uncoded(words, trigger.id, trigger.event_type, reason, told, *span, scene.text.words(by.start, by.end), by.rule)


def _drops(scene: Scene, examined: Examined) -> Iterator[Drop]:
    """What the coder left out at each step; where the article is not relevant, also the events that it would have."""
    drops: list[Drop] = []
    told = candidates(scene, drops)
    yield from drops
    coded, relevant = {event.trigger_start for event in examined.coded.events}, examined.coded.outcome == "coded"
    for one in told:
        if one.head.match.start not in coded:
            why = ("undated_background" if one.head.reality.background else "unlikely") if relevant else examined.coded.reason
            yield from (Drop(draft.match, why) for draft in one.drafts)
