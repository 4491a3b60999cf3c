"""The words that an event's values stand on: trigger, sides, day and place → Evidence; a party told in another sentence is shown there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from builder.model import DateRange, Evidence, Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

# Evidence of a party is sided when the event is made: an exercise's host may change its side.
_PARTY = "party:"


def shown(trigger: Trigger, match: Match, sides: Sides, day: DateRange | None, place: Mention | None) -> tuple[Evidence, ...]:
    """What one sentence shows of an event."""
    found = [Evidence("event_type", match.start, match.end, trigger.id)]
    for group in sides.groups:
        found += [Evidence(_PARTY + code, start, end, rule) for code, start, end, rule in _parties(group)]
    if day is not None:
        found.append(Evidence("date_start", day.start, day.end, day.rule))
    if place is not None:
        found.append(Evidence("location_country", place.start, place.end, place.rule))
    return tuple(found)


def all_shown(scene: Scene, head: Draft, drafts: Iterable[Draft], source: Collection[str], target: Collection[str]) -> tuple[Evidence, ...]:
    """What all its sentences show of an event, and of a party that none of their arguments is, the nearest place that names it."""
    told = dict.fromkeys(one for d in drafts for e in d.evidence if (one := _sided(e, source, target)) is not None)
    named = {one.column.partition(":")[2] for one in told}
    elsewhere = (_nearest(scene, head.match, party) for party in (*source, *target) if party not in named)
    return (*told, *(one for found in elsewhere if found is not None and (one := _sided(found, source, target)) is not None))


def status_shown(told: Told, status: str, date: DateRange) -> tuple[Evidence, ...]:
    """The words by which an event is done, goes on or is to come, and those that recall it.

    They are those of its most prominent draft with that status; where no draft has it the day told gives it, else the tense of the trigger.
    """
    recalled = [e for e in told.head.reality.shown if e.column == "background" and told.head.reality.background]
    for draft in told.drafts:
        if draft.reality.status == status and draft.reality.background == told.head.reality.background:
            return (*(e for e in draft.reality.shown if e.column == "status"), *recalled)
    if date.words:
        return Evidence("status", date.start, date.end, f"status.by_day:{date.rule}"), *recalled
    return Evidence("status", told.head.match.start, told.head.match.end, told.head.trigger.id), *recalled


def _parties(group: Group) -> Iterator[tuple[str, int, int, str]]:
    """The parties of a group, each with its words and the rule that found them."""
    for mention in group.mentions:
        yield mention.party or mention.code, mention.start, mention.end, mention.rule
    listed = {mention.party or mention.code for mention in group.mentions}
    start = group.mentions[-1].end if group.mentions else group.start
    if start < group.end:  # "in Poland and the Baltic states": words that name several stand behind the names
        yield from ((code, start, group.end, "pair.pointing_back") for code in group.parties if code not in listed)


def _sided(evidence: Evidence, source: Collection[str], target: Collection[str]) -> Evidence | None:
    """Evidence of a party under the column of its side; None for a party that the event does not keep."""
    if not evidence.column.startswith(_PARTY):
        return evidence
    code = evidence.column.removeprefix(_PARTY)
    side = "source_parties" if code in source else "target_parties" if code in target else None
    return evidence._replace(column=f"{side}:{code}") if side else None


def _nearest(scene: Scene, match: Match, party: str) -> Evidence | None:
    """Where the party is named nearest before the event's words, else first after them; its rule says that it is only named."""
    told = [one for groups in scene.groups for group in groups for one in _parties(group) if one[0] == party]
    told += [(party, m.start, m.end, m.rule) for m in scene.mentions if party in (m.party, m.code)]
    if not told and party in scene.frames.makers:  # "the Rafale" shows who sells it
        told = [(party, *found.span(), f"maker.{party}") for found in scene.frames.makers[party].finditer(scene.text.folded)]
    if not told:  # "left for Yudh Abhyas" shows with whom
        named = (m for m in scene.mentions if m.kind == "exercise" and m.code in scene.exercises)
        told = [(party, m.start, m.end, m.rule) for m in named if party in scene.exercises[str(m.code)].members]
    if not told:
        return None
    _, start, end, rule = min(told, key=lambda one: (one[1] > match.start, abs(one[1] - match.start)))
    return Evidence(_PARTY + party, start, end, f"named:{rule}")
