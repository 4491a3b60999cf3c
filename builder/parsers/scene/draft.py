"""An event in the making: one trigger read as an event (Draft), and the drafts that tell the same one (Told)."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model import DateRange, Evidence, Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides


@dataclass(frozen=True, slots=True)
class Reality:
    """Status and background of one trigger, and the words that show them."""

    status: str
    background: bool
    shown: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """One trigger read as an event; ``score`` weighs how prominent and how sure it is, ``exercise`` is the listed one named with it."""

    trigger: Trigger
    match: Match
    sides: Sides
    reality: Reality
    date: DateRange | None
    location: str | None
    place: Mention | None
    score: float
    completed: bool
    told: tuple[str, ...]
    part: str
    evidence: tuple[Evidence, ...]
    purpose: bool = False
    exercise: str | None = None

    @property
    def parties(self) -> frozenset[str]:
        """All parties of both sides."""
        return frozenset((*self.sides.source, *self.sides.target))


@dataclass(frozen=True, slots=True)
class Told:
    """One event of the article and the drafts that tell it, the most prominent first."""

    drafts: tuple[Draft, ...]

    @property
    def head(self) -> Draft:
        """The draft whose sides and trigger stand for the event."""
        return self.drafts[0]

    @property
    def score(self) -> float:
        """Prominence: that of the head, and a little for each sentence that tells it again."""
        return self.head.score + 0.3 * min(3, len({d.match.sentence for d in self.drafts}) - 1)
