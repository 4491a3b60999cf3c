"""A trigger where it stands: the folded text, its sentence and the words of its language."""

from __future__ import annotations

from typing import NamedTuple

from builder.model import Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger


class Spot(NamedTuple):
    """A trigger found in a sentence; all offsets are those of the folded text."""

    folded: str
    sentence: Sentence
    match: Match
    frames: Frames

    @property
    def trigger(self) -> Trigger:
        """The trigger found."""
        return self.frames.triggers[self.match.pattern]

    @property
    def event_type(self) -> str:
        """The type of event that the trigger tells."""
        return self.trigger.event_type

    @property
    def words(self) -> str:
        """The trigger's own words."""
        return self.folded[self.match.start : self.match.end]
