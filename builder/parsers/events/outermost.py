"""Of the triggers that an article holds, those that tell something by themselves; each of the others is dropped with its reason."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.events.drops import COVERED, Drop
from builder.parsers.events.unmeant import further_on, in_title_of_office, only_information, only_qualifies, told_by_phone
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.reality.around import BEFORE
from builder.parsers.reality.governors import OCCASIONS
from builder.parsers.scene.laid_out import Scene


def outermost(scene: Scene, drops: list[Drop]) -> list[Match]:
    """Matches that no longer match of another type covers, one a span and type."""
    kept: list[Match] = []
    for match in scene.triggers:
        own = scene.frames.triggers[match.pattern]
        kind = own.event_type
        if (why := _of_itself(scene, match)) is not None:
            drops.append(Drop(match, why))
            continue
        if kind == "call":
            kept = _without(kept, [k for k in kept if told_by_phone(scene, k, match)], "told_by_phone", drops)
        if (why := _beside(scene, kept, match)) is not None:
            drops.append(Drop(match, why))
            continue
        if kind == "reduction":  # "joint naval drills were cancelled": the drills' words reach into those of their end
            kept = _without(kept, [k for k in kept if _reaches_into(scene, k, match)], "broken_off", drops)
        if (why := _says_who(scene, match, kind)) is not None:
            drops.append(Drop(match, why))
            continue
        if own.scheme == "sender" or kind == "arms_transfer":
            kept = _without(kept, [k for k in kept if _troops_arrive(scene, k, match)], "troops_arrive", drops)
        kept.append(match)
    return kept


def _of_itself(scene: Scene, match: Match) -> str | None:
    if further_on(scene, match):
        return "further_on"
    return "only_information" if only_information(scene, match) else None


def _says_who(scene: Scene, match: Match, kind: str) -> str | None:
    if in_title_of_office(scene, match, kind):
        return "in_title_of_office"
    return "only_qualifies" if only_qualifies(scene, match) else None


def _beside(scene: Scene, kept: Sequence[Match], match: Match) -> str | None:
    """Why a match tells nothing beside those kept so far."""
    own = scene.frames.triggers[match.pattern]
    kind = own.event_type
    covering = [k for k in kept if k.start <= match.start < k.end and not (kind in OCCASIONS and _keeps(scene, k, own))]
    over = [(k, scene.frames.triggers[k.pattern]) for k in covering]
    if any(_covers(other.event_type, kind, k, match) for k, other in over if match.end <= k.end or other.id == own.id):
        return COVERED
    return "broken_off" if kind != "reduction" and _cut_off(scene, kept, match) else None


def _without(kept: list[Match], gone: Sequence[Match], why: str, drops: list[Drop]) -> list[Match]:
    drops.extend(Drop(match, why) for match in gone)
    return [match for match in kept if match not in gone] if gone else kept


def _reaches_into(scene: Scene, match: Match, end: Match) -> bool:
    return match.start < end.start < match.end and scene.frames.triggers[match.pattern].event_type != "reduction"


def _cut_off(scene: Scene, kept: Sequence[Match], match: Match) -> bool:
    """What is broken off is no event beside its breaking off: "suspended its arms sales" (coding guide, ruling 4).

    Nor is anybody handed over by the verb of a delivery: «hélicoptères livrés au Mali».
    """
    inner = scene.frames.triggers[match.pattern].event_type
    cutting = ("reduction", *_DELIVERIES) if inner == "judicial" else ("reduction",)
    over = [k for k in kept if k.start < match.start < k.end and k.sentence == match.sentence]
    cut = (k for k in over if not (inner in OCCASIONS and _not_cut(scene, k)))
    return any(scene.frames.triggers[k.pattern].event_type in cutting for k in cut)


def _keeps(scene: Scene, match: Match, inner: Trigger) -> bool:
    """Whether the occasion inside the words is an event beside what they tell."""
    named = scene.frames.triggers[match.pattern].has("names_occasion") and inner.event_type in _GATHERED
    return named or _not_cut(scene, match)


_GATHERED = frozenset(("meeting", "visit", "conference"))


def _not_cut(scene: Scene, match: Match) -> bool:
    """ "No plans to cancel the drills": they are not."""
    left = max(scene.text.sentences[match.sentence].start, match.start - BEFORE)
    reduction = scene.frames.triggers[match.pattern].event_type == "reduction"
    return reduction and scene.frames.reality["denied"].search(scene.text.folded, left, match.start) is not None


_DELIVERIES = ("arms_transfer", "aid")


def _troops_arrive(scene: Scene, visit: Match, troops: Match) -> bool:
    """«в Польшу прибудет батальон»: whom the words after the verb tell to be forces are no visitors."""
    trigger = scene.frames.triggers[visit.pattern]
    return trigger.scheme == "traveller" and scene.has("cases") and visit.start < troops.start < visit.end


# What is signed or held is more than the will to do so.
_FIRM = frozenset(("agreement", "mechanism", "exercise"))


def _covers(outer: str, inner: str, long: Match, short: Match) -> bool:
    if outer == "visit" and inner in ("meeting", "conference"):
        return False  # "welcomed the king for a state visit" tells of both
    return (
        outer == inner
        or outer == "reduction"
        or (outer != "statement" or inner not in _FIRM)
        and (long.end - long.start) > (short.end - short.start)
    )
