"""Stage 5, first half: matches of triggers in an article → drafts of events, one a trigger, with what each value stands on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from builder.parsers.events.drops import NOT_REAL, Drop
from builder.parsers.events.headlines import headed_for, headlined
from builder.parsers.events.next_rounds import of_the_last_talks
from builder.parsers.events.one_by_one import one_by_one
from builder.parsers.events.onward import go_on
from builder.parsers.events.outermost import outermost
from builder.parsers.events.retold import adopt, awaited_again, by_initiative, by_telephone, with_attendants, with_participants
from builder.parsers.events.secure import beside, of_other_matters, security, told_by_forces
from builder.parsers.events.shown import shown
from builder.parsers.events.unmeant import UNMEANT, further_on, no_journey
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.reality.doubted import doubted
from builder.parsers.reality.modal_names import without_modal_names
from builder.parsers.reality.status import read_reality
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
    with_host,
    with_speaker,
)
from builder.parsers.sides.courts import court
from builder.parsers.sides.delivered import delivered_to
from builder.parsers.sides.lessons import drilled_together
from builder.parsers.sides.missions import on_mission
from builder.parsers.sides.named_exercises import exercise_named
from builder.parsers.sides.reductions import left_behind
from builder.parsers.sides.told_of import without_told_of
from builder.parsers.sides.told_sides import told_sides
from builder.parsers.when.event_dates import is_announcement
from builder.parsers.when.told_days import looked_ahead_to, told_day
from builder.parsers.where.ground import location
from builder.parsers.where.hosts import hosted
from builder.parsers.where.journeys import to_destination
from builder.parsers.where.whereabouts import in_person
from builder.text.clitics import TO

_TWO, _SECURE = 2, 0.5


def draft_events(scene: Scene, drops: list[Drop]) -> list[Draft]:
    """All triggers of the article that tell of something real between two parties about security; ``drops`` takes the others."""
    found: list[Draft] = []
    for match in outermost(scene, drops):
        draft = _draft(scene, match, of_the_last_talks(scene, match, found))
        if isinstance(draft, str):
            other = _read_otherwise(scene, match)
            if other is None:
                drops.append(Drop(match, draft))
                continue
            draft = other
        found.extend(one_by_one(scene, draft))
    found = go_on(scene, found)
    full = [adopt(draft, found, scene.text.folded, scene.frames.syntax) for draft in found]
    settled = [by_initiative(scene, with_participants(scene, by_telephone(scene, draft))) for draft in full]
    drops.extend(Drop(draft.match, "sides_guessed") for draft in settled if _guessed(draft))
    settled = [awaited_again(scene, draft, settled) for draft in settled if not _guessed(draft)]
    return headlined(scene, headed_for(scene, with_attendants(scene, settled)))


def _read_otherwise(scene: Scene, match: Match) -> Draft | None:
    """«ستدرب عناصر الشرطة»: words of which one trigger cannot tell the sides, as another of their type reads the same or a part of them."""
    trigger = scene.frames.triggers[match.pattern]
    others = [] if trigger.event_type == "visit" else [m for m in _inside(scene, match) if m.pattern != match.pattern]
    if not others or any(unmeant(scene, match) for unmeant in UNMEANT):
        return None
    sides, _ = told_sides(scene, trigger, match)
    if sides.source and sides.target:
        return None
    drafts = (_draft(scene, m) for m in others if not further_on(scene, m))
    return next((draft for draft in drafts if not isinstance(draft, str)), None)


def _inside(scene: Scene, match: Match) -> Iterator[Match]:
    """The matches of the trigger's type that its words hold, its own among them."""
    kind = scene.frames.triggers[match.pattern].event_type
    inside = (m for m in scene.triggers if m.sentence == match.sentence and match.start <= m.start and m.end <= match.end)
    return (m for m in inside if scene.frames.triggers[m.pattern].event_type == kind)


# Types whose sides cannot be told from who is mostly spoken of.
_DIRECTED = frozenset(("visit", "arms_transfer", "aid", "training", "presence", "intelligence"))


def _guessed(draft: Draft) -> bool:
    """Whether the words around a directed trigger name neither side and nothing else in the article does."""
    return draft.told == ("",) and draft.trigger.event_type in _DIRECTED and not draft.sides.groups


def _inherent_within(scene: Scene, match: Match) -> bool:
    """Whether a longer phrase holds one of its type that is security by itself: «نفذ الجيشان تمرينا بحريا»."""
    return any(scene.frames.triggers[m.pattern].inherent for m in _inside(scene, match))


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


def _draft(scene: Scene, match: Match, again: Sides | None = None) -> Draft | str:
    """The event that a trigger tells, or the reason why it tells none."""
    trigger = scene.frames.triggers[match.pattern]
    secure = _security(scene, trigger, match)
    if isinstance(secure, str):
        return secure
    acting = _acting(scene, trigger, match, again)
    if isinstance(acting, str):
        return acting
    trigger, sides, told, completed = acting
    sentence, day = scene.text.sentences[match.sentence], told_day(scene, trigger, match)
    reality = read_reality(scene.at(match)._replace(folded=without_modal_names(scene)), day, scene.published)
    if reality is None or (again is not None and reality.status != "planned"):
        return NOT_REAL
    if day is not None and reality.status == "planned" and is_announcement(day, scene.published):
        day = looked_ahead_to(scene, match, day)
        if day is not None and scene.published is not None and day.date_start is not None and day.date_start > scene.published:
            reality = replace(reality, background=False)  # what is still to come is not recalled
    trigger = in_person(scene, trigger, match)
    where, place = location(scene, trigger, match, sides, reality)
    if _meets_nobody(scene, trigger, match, sides, where):
        return "meets_nobody"
    trigger = _of_two_or_more(scene, trigger, match, sides)
    score = _score(scene, trigger, match, completed, secure, len(sides.target) > 0)
    named = exercise_named(scene, match) if trigger.event_type == "exercise" else None
    purpose = trigger.form == "verb" and scene.has("clitics") and scene.text.folded[match.start] == TO
    return Draft(
        trigger, match, sides, reality, day, where, place, score, completed, told, sentence.part,
        shown(trigger, match, sides, day, place), purpose, named.id if named is not None else None,
    )  # fmt: skip


def _security(scene: Scene, trigger: Trigger, match: Match) -> float | str:
    """How much around a trigger is about security, or why it tells nothing of it."""
    if trigger.has("only_again"):
        return "next_round"
    if (why := next((unmeant.__name__ for unmeant in UNMEANT if unmeant(scene, match)), None)) is not None:
        return why
    secure = security(scene, match.sentence)
    if told_by_forces(scene, trigger, match):
        secure += _SECURE  # drills of armed forces are theirs, and so is what they are given or taught
    if trigger.inherent:
        return secure
    if of_other_matters(scene, trigger.event_type, match.sentence):
        return "other_matters"
    about = secure + beside(scene, match.sentence, trigger.event_type) >= _SECURE or _inherent_within(scene, match)
    return secure if about else "no_security"


def _acting(scene: Scene, trigger: Trigger, match: Match, again: Sides | None) -> tuple[Trigger, Sides, tuple[str, ...], bool] | str:
    """Who acts and on whom, as what; what of it the context told, and whether it had to be asked; or why nobody does."""
    sides, told = (again, ()) if again is not None else told_sides(scene, trigger, match)
    completed = bool(told)
    if (together := drilled_together(trigger, sides)) is not None:
        sides, trigger = together, replace(trigger, event_type="exercise", place="told")
    if trigger.event_type == "judicial" and trigger.scheme != "mutual":
        sides = court(scene, match, sides, completed and sides.source not in [g.parties for g in sides.groups])
    sides = on_mission(scene, trigger, match, left_behind(scene, match, hosted(scene, trigger, match, sides)))
    sides = delivered_to(scene, trigger, match, sides, completed)
    if (arrived := to_destination(scene, trigger, match, sides)) is None:
        return "no_destination"
    if arrived is not sides and set(arrived.source) <= set(told):
        completed = False  # "on a visit to Baghdad": the place tells the other side
    gathered = hosted_for(scene, match, held_where(scene, match, of_two_there(scene, match, without_told_of(scene, match, arrived))))
    sides = with_attendee(scene, match, with_speaker(scene, match, by_itself(scene, match, gathered)))
    if (chaired := with_chair(scene, match, with_host(scene, match, sides))) is not sides:
        sides, trigger = chaired, replace(trigger, event_type="conference")
    if not sides.source or not (sides.target or alone(scene, trigger, sides)):
        return "side_missing"
    if doubted(scene, match):
        return "doubted"
    if no_journey(scene, match, sides):
        return "no_journey"
    if trigger.has("next_round") and again is None and sides.target:
        return "next_round"  # nobody met before
    told_at = ("title", "lead") if trigger.has("of_organisation") else ("title",)
    if trigger.event_type == "operation" and not sides.target and scene.text.sentences[match.sentence].part not in told_at:
        return "strikes_in_report"  # A coalition's strikes in a report of fighting are that, not the news of an operation.
    return trigger, sides, told, completed


def _meets_nobody(scene: Scene, trigger: Trigger, match: Match, sides: Sides, where: str | None) -> bool:
    """One state by itself meets nobody unless it hosts; "the summit in Singapore", told in passing, names a place only."""
    if trigger.event_type != "conference" or sides.target or sides.source[0] in scene.igos:
        return False
    if _invites(scene, match, sides):
        return False
    passing = scene.text.sentences[match.sentence].part == "body" and all(group.marker == "in" for group in sides.groups)
    return sides.source[0] not in (where, sides.host) or passing


# "at the invitation of the United States"
_AT_INVITATION = 24


def _invites(scene: Scene, match: Match, sides: Sides) -> bool:
    """«se sont réunis en Allemagne, à l'invitation des Etats-Unis»: who invites others to a gathering convenes it, wherever it is held."""
    said, start = scene.frames.reality["invited"], scene.text.sentences[match.sentence].start
    own = (g for g in sides.groups if g.marker == "from" and g.parties == sides.source)
    return any(said.search(scene.text.folded, max(start, g.start - _AT_INVITATION), g.start) for g in own)


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
