"""The words that govern others: ``heads`` of a language's frames → Heads."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Literal, get_args

Hangs = Literal["planned", "decided", "agreed", "fact", "none", "refused"]


@dataclass(frozen=True, slots=True)
class Heads:
    """Nouns and verbs on which an event's words hang, by what they make of it.

    ``planned``: it is to come; ``decided``: it is approved or ordered; ``agreed``: it is agreed on; ``fact``: it is done;
    ``none``: it is only spoken of;
    ``refused``: likewise, but a refusal to hand over is an event. ``due``: words whose infinitive ought to be done, of visits and
    talks is due. ``achieved``: verbs whose infinitive is a fact.
    """

    planned: re.Pattern[str]
    decided: re.Pattern[str]
    agreed: re.Pattern[str]
    fact: re.Pattern[str]
    none: re.Pattern[str]
    refused: re.Pattern[str]
    due: re.Pattern[str]
    achieved: re.Pattern[str]

    @property
    def beside(self) -> tuple[tuple[Hangs, re.Pattern[str]], ...]:
        """What each kind of word standing right before an event's words says of it."""
        return tuple((kind, getattr(self, kind)) for kind in get_args(Hangs))


HEADS = tuple(field.name for field in fields(Heads))
