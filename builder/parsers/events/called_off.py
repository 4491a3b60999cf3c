"""What is called off, cut or broken off is no event beside that: merged events → whether one of them is named in another's end."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.events.gatherings import only_discussed
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.draft import Told

# What can be called off before it takes place, and what is broken off as a whole.
_CALLED_OFF, _BROKEN_OFF = (
    frozenset(("visit", "meeting", "conference", "exercise")),
    frozenset(("exercise", "agreement", "training", "intelligence")),
)


_DELIVERED = frozenset(("arms_transfer", "aid"))


def _earlier(one: Match, other: Match) -> bool:
    return one.sentence == other.sentence and one.start < other.start


def called_off(told: Told, others: Sequence[Told]) -> bool:
    """What is called off, cut or broken off is, where it is named again, no event beside that (coding guide, rulings 4 and 18)."""
    kind = told.head.trigger.event_type
    off = [t.head for t in others if t.head.trigger.event_type == "reduction" and t.head.parties == told.head.parties]
    off = [head for head in off if not head.reality.background]
    if told.head.reality.status == "ongoing" and told.head.part == "title" and not any(head.part == "title" for head in off):
        return False  # "as the allies begin drills" in the headline: they go on, whatever is told of others further on
    undated = not any(d.date is not None and d.date.date_start for d in told.drafts)
    talked_of = only_discussed(told)  # «la visite est écourtée», of which the talks on its programme are told with the day first set
    if (
        kind in _CALLED_OFF
        and (undated or talked_of)
        and (told.head.reality.status == "planned" or any(head.part == "title" for head in off))
    ):
        return bool(off)
    if kind in _DELIVERED:  # "halts all arms sales, including supplies already approved": what is named in the sentence of their end
        ended = [head.match for head in off]
        return all(d.trigger.form == "noun" and any(_earlier(end, d.match) for end in ended) for d in told.drafts)
    return kind in _BROKEN_OFF and bool(off) and (undated or all(d.trigger.form == "noun" for d in told.drafts))
