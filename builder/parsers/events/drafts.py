"""Stage 5, first half: matches of triggers in an article → drafts of events, one a trigger, with what each value stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.circumstances.doubted import doubted
from builder.parsers.circumstances.event_dates import is_announcement
from builder.parsers.circumstances.governors import OCCASIONS
from builder.parsers.circumstances.ground import location
from builder.parsers.circumstances.hosts import hosted
from builder.parsers.circumstances.journeys import to_destination
from builder.parsers.circumstances.modal_names import without_modal_names
from builder.parsers.circumstances.reality import read_reality
from builder.parsers.circumstances.told_days import looked_ahead_to, told_day
from builder.parsers.circumstances.unreal import BEFORE
from builder.parsers.circumstances.whereabouts import in_person
from builder.parsers.events.headlines import headed_for, headlined
from builder.parsers.events.next_rounds import of_the_last_talks
from builder.parsers.events.one_by_one import one_by_one
from builder.parsers.events.onward import go_on
from builder.parsers.events.retold import adopt, awaited_again, by_initiative, by_telephone, with_attendants, with_participants
from builder.parsers.events.secure import beside, of_other_matters, security, told_by_forces
from builder.parsers.events.shown import shown
from builder.parsers.events.unmeant import (
    UNMEANT,
    further_on,
    in_title_of_office,
    no_journey,
    only_information,
    only_qualifies,
    told_by_phone,
)
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.draft import Draft
from builder.parsers.scene.laid_out import Scene
from builder.parsers.sides.alone import alone
from builder.parsers.sides.conferences import (
    by_itself,
    held_where,
    hosted_for,
    of_members,
    of_two_there,
    with_attendee,
    with_chair,
    with_speaker,
)
from builder.parsers.sides.courts import court
from builder.parsers.sides.delivered import delivered_to
from builder.parsers.sides.lessons import drilled_together
from builder.parsers.sides.missions import on_mission
from builder.parsers.sides.named_exercises import exercise_named
from builder.parsers.sides.reductions import left_behind
from builder.parsers.sides.told_sides import told_sides
from builder.text.clitics import TO

_TWO, _SECURE = 2, 0.5


def draft_events(scene: Scene) -> list[Draft]:
    """All triggers of the article that tell of something real between two parties about security."""
    found: list[Draft] = []
    for match in _outermost(scene):
        draft = _draft(scene, match, of_the_last_talks(scene, match, found)) or _read_otherwise(scene, match)
        found.extend(one_by_one(scene, draft) if draft is not None else ())
    found = go_on(scene, found)
    full = [adopt(draft, found, scene.text.folded, scene.frames.syntax) for draft in found]
    settled = [by_initiative(scene, with_participants(scene, by_telephone(scene, draft))) for draft in full]
    settled = [awaited_again(scene, draft, settled) for draft in settled if not _guessed(draft)]
    return headlined(scene, headed_for(scene, with_attendants(scene, settled)))


def _read_otherwise(scene: Scene, match: Match) -> Draft | None:
    """«ستدرب عناصر الشرطة»: words of which one trigger cannot tell the sides, as another of their type reads the same or a part of them."""
    trigger = scene.frames.triggers[match.pattern]
    sides, _ = told_sides(scene, trigger, match)
    if trigger.event_type == "visit" or (sides.source and sides.target) or any(unmeant(scene, match) for unmeant in UNMEANT):
        return None
    inside = (m for m in scene.triggers if m.sentence == match.sentence and match.start <= m.start and m.end <= match.end)
    others = (m for m in inside if m.pattern != match.pattern and scene.frames.triggers[m.pattern].event_type == trigger.event_type)
    return next((draft for m in others if not further_on(scene, m) and (draft := _draft(scene, m)) is not None), None)


# Types whose sides cannot be told from who is mostly spoken of.
_DIRECTED = frozenset(("visit", "arms_transfer", "aid", "training", "presence", "intelligence"))


def _guessed(draft: Draft) -> bool:
    """Whether the words around a directed trigger name neither side and nothing else in the article does."""
    return draft.told == ("",) and draft.trigger.event_type in _DIRECTED and not draft.sides.groups


def _outermost(scene: Scene) -> list[Match]:
    """Matches that no longer match of another type covers; one a span and type."""
    kept: list[Match] = []
    for match in scene.triggers:
        own = scene.frames.triggers[match.pattern]
        if further_on(scene, match) or only_information(scene, match):
            continue
        kind = own.event_type
        if kind == "call":
            kept = [k for k in kept if not told_by_phone(scene, k, match)]
        covering = [k for k in kept if k.start <= match.start < k.end and not (kind in OCCASIONS and _keeps(scene, k, own))]
        over = [(k, scene.frames.triggers[k.pattern]) for k in covering]
        if any(_covers(other.event_type, kind, k, match) for k, other in over if match.end <= k.end or other.id == own.id):
            continue
        if kind != "reduction" and _cut_off(scene, kept, match):
            continue
        if kind == "reduction":  # "joint naval drills were cancelled": the drills' words reach into those of their end
            kept = [k for k in kept if not k.start < match.start < k.end or scene.frames.triggers[k.pattern].event_type == kind]
        if in_title_of_office(scene, match, kind) or only_qualifies(scene, match):
            continue
        if own.scheme == "sender" or own.event_type == "arms_transfer":
            kept = [k for k in kept if not _troops_arrive(scene, k, match)]
        kept.append(match)
    return kept


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


def _inherent_within(scene: Scene, match: Match) -> bool:
    """Whether a longer phrase holds one of its type that is security by itself: «نفذ الجيشان تمرينا بحريا»."""
    kind = scene.frames.triggers[match.pattern].event_type
    return any(
        match.start <= m.start and m.end <= match.end and scene.frames.triggers[m.pattern].inherent
        for m in scene.triggers
        if m.sentence == match.sentence and scene.frames.triggers[m.pattern].event_type == kind
    )


def _of_two_or_more(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Trigger:
    """A summit of two is their meeting, talks of three are a conference (coding guide, section 3)."""
    members = trigger.event_type in ("meeting", "conference") and of_members(scene, match, sides)
    if (
        not members
        and trigger.event_type == "conference"
        and not trigger.has("of_many")
        and len(both := {*sides.source, *sides.target}) == _TWO
        and (not scene.igos & both or any(both <= {*group.parties} for group in sides.groups))
    ):
        return replace(trigger, event_type="meeting")
    if trigger.event_type == "meeting" and (len({*sides.source, *sides.target}) > _TWO or members):
        return replace(trigger, event_type="conference")
    return trigger


def _draft(scene: Scene, match: Match, again: Sides | None = None) -> Draft | None:
    trigger = scene.frames.triggers[match.pattern]
    if trigger.has("only_again") or any(unmeant(scene, match) for unmeant in UNMEANT):
        return None
    secure = security(scene, match.sentence)
    if told_by_forces(scene, trigger, match):
        secure += _SECURE  # drills of armed forces are theirs, and so is what they are given or taught
    if not trigger.inherent and of_other_matters(scene, trigger.event_type, match.sentence):
        return None
    if not trigger.inherent and secure + beside(scene, match.sentence, trigger.event_type) < _SECURE and not _inherent_within(scene, match):
        return None
    sides, told = (again, ()) if again is not None else told_sides(scene, trigger, match)
    completed = bool(told)
    if (together := drilled_together(trigger, sides)) is not None:
        sides, trigger = together, replace(trigger, event_type="exercise", place="told")
    if trigger.event_type == "judicial" and trigger.scheme != "mutual":
        sides = court(scene, match, sides, completed and sides.source not in [g.parties for g in sides.groups])
    sides = on_mission(scene, trigger, match, left_behind(scene, match, hosted(scene, trigger, match, sides)))
    sides = delivered_to(scene, trigger, match, sides, completed)
    if (arrived := to_destination(scene, trigger, match, sides)) is None:
        return None
    if arrived is not sides and set(arrived.source) <= set(told):
        completed = False  # "on a visit to Baghdad": the place tells the other side
    gathered = hosted_for(scene, match, held_where(scene, match, of_two_there(scene, match, arrived)))
    sides = with_attendee(scene, match, with_speaker(scene, match, by_itself(scene, match, gathered)))
    if (chaired := with_chair(scene, match, sides)) is not sides:
        sides, trigger = chaired, replace(trigger, event_type="conference")
    if not sides.source or not (sides.target or alone(scene, trigger, sides)) or doubted(scene, match) or no_journey(scene, match, sides):
        return None
    if trigger.has("next_round") and again is None and sides.target:
        return None  # nobody met before
    told_at = ("title", "lead") if trigger.has("of_organisation") else ("title",)
    if trigger.event_type == "operation" and not sides.target and scene.text.sentences[match.sentence].part not in told_at:
        return None  # A coalition's strikes in a report of fighting are that, not the news of an operation.
    sentence, day = scene.text.sentences[match.sentence], told_day(scene, trigger, match)
    reality = read_reality(without_modal_names(scene), sentence, match, scene.frames, day, scene.published)
    if reality is None or (again is not None and reality.status != "planned"):
        return None
    if day is not None and reality.status == "planned" and is_announcement(day, scene.published):
        day = looked_ahead_to(scene, match, day)
        if day is not None and scene.published is not None and day.date_start is not None and day.date_start > scene.published:
            reality = replace(reality, background=False)  # what is still to come is not recalled
    trigger = in_person(scene, trigger, match)
    where, place = location(scene, trigger, match, sides, reality)
    if trigger.event_type == "conference" and not sides.target and sides.source[0] not in scene.igos:
        # One state by itself meets nobody unless it hosts; "the summit in Singapore", told in passing, names a place only.
        passing = scene.text.sentences[match.sentence].part == "body" and all(group.marker == "in" for group in sides.groups)
        if sides.source[0] not in (where, sides.host) or passing:
            return None
    trigger = _of_two_or_more(scene, trigger, match, sides)
    score = _score(scene, trigger, match, completed, secure, len(sides.target) > 0)
    named = exercise_named(scene, match) if trigger.event_type == "exercise" else None
    purpose = trigger.form == "verb" and scene.has("clitics") and scene.text.folded[match.start] == TO
    return Draft(
        trigger, match, sides, reality, day, where, place, score, completed, told, sentence.part,
        shown(trigger, match, sides, day, place), purpose, named.id if named is not None else None,
    )  # fmt: skip


# A headline with talks and what they came to is about the latter, which is told after them.
_SPECIFIC = frozenset(("reduction", "mechanism", "agreement", "exercise", "arms_transfer", "judicial", "call", "conference"))
_CONCLUDED = 0.9
# «Alors que le ministre était en visite à N'Djamena, …»: what only tells when.
_CIRCUMSTANCE = 1.0


def _in_opening_clause(scene: Scene, match: Match) -> bool:
    breaks, sentence = scene.breaks[match.sentence], scene.text.sentences[match.sentence]
    opens = scene.has("circumstance_opens") and len(breaks) > 1 and not scene.text.folded[sentence.start : breaks[0]].strip(" \"'«")
    return opens and match.start < breaks[1]


def _score(scene: Scene, trigger: Trigger, match: Match, completed: bool, secure: float, two_sided: bool) -> float:
    sentence = scene.text.sentences[match.sentence]
    aside = _CIRCUMSTANCE if _in_opening_clause(scene, match) else 0.0
    score = -aside + {"title": 3.0, "lead": 2.0}.get(sentence.part, max(0.0, 1.2 - 0.1 * match.sentence))
    if trigger.event_type == "statement":
        score -= 1.0
    if trigger.event_type in _SPECIFIC or trigger.has("after_talks"):
        score += _CONCLUDED if sentence.part == "body" and trigger.has("after_talks") else 0.3
    return (
        score
        + (-0.6 if completed and sentence.part == "body" else 0.0 if completed else 0.8)
        + (0.6 if trigger.inherent else 0.0)
        + 0.3 * secure
        + (0.4 if two_sided else 0.0)
    )
