"""Exercises that bear a listed name: a trigger with its sentence → the exercise named there, and the sides that its name completes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.knowledge.exercises import Exercise
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides, without
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.parties import counted
from builder.parsers.scene.slots import Group
from builder.parsers.where.ground import place_for

# How far from the words the name may stand.
_BESIDE = 60
_LOOKS_ON = 36


def exercise_named(scene: Scene, match: Match) -> Exercise | None:
    """The listed exercise whose name stands inside the words or nearest to them in their sentence."""
    named = [(max(m.start - match.end, match.start - m.end, 0), m.code) for m in scene.within(match.sentence) if m.kind == "exercise"]
    apart, code = min(named, default=(_BESIDE, None))
    return scene.exercises.get(code) if code is not None and apart < _BESIDE else None


def not_by_name(scene: Scene, match: Match) -> bool:
    """ "The flintlock of a musket": words that can be an exercise's name and are none there, or whose sentence tells of it without them."""
    triggers = scene.frames.triggers
    if not triggers[match.pattern].has("by_name"):
        return False
    beside = (triggers[m.pattern] for m in scene.triggers if m.sentence == match.sentence)
    if any(t.event_type == "exercise" and not t.has("by_name") for t in beside):
        return True
    return not any(m.kind == "exercise" and m.start < match.end and match.start < m.end for m in scene.within(match.sentence))


def only_looks_on(scene: Scene, group: Group) -> bool:
    """ "With Thailand attending as observers": the words stand right behind the list or, "observers from", before it."""
    folded, words, sentence = scene.text.folded, scene.frames.syntax.observers, scene.text.sentences[group.sentence]
    if words.search(folded, group.end, min(sentence.end, group.end + _LOOKS_ON)) is not None:
        return True
    return words.search(folded, max(sentence.start, group.start - _LOOKS_ON), group.start) is not None


def by_its_name(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """ "Indian troops leave for Yudh Abhyas": whom a sentence with one party or none leaves out its name tells."""
    if trigger.event_type != "exercise" or sides.complete or (named := exercise_named(scene, match)) is None:
        return sides
    known = (*sides.source, *sides.target)
    if named.closed:
        if not {*known} & {*named.members}:  # "Pyongyang denounces Foal Eagle": it has no part in it
            return Sides(named.members[:1], named.members[1:], ())
        return replace(sides, source=known, target=without(named.members, known))
    ground = _ground(scene, match) if not known else None
    if ground is not None and ground not in named.leads:  # «L'exercice Obangame Express a été lancé à Dakar»
        return Sides((ground,), named.leads[:1], (), ground)
    if not known:
        return sides if _others_told(scene, match, named.members) else Sides(named.members[:1], named.members[1:], ())
    others = without(named.leads, known) or without(named.hosts, known)
    if {*known} <= scene.igos or (others and others[0] not in scene.salience and _others_told(scene, match, known)):
        return sides  # an organisation's, or "drills with NATO and Georgia", then "Noble Partner will be held"
    return replace(sides, source=known, target=others[:1])


def _others_told(scene: Scene, match: Match, known: Sequence[str]) -> bool:
    """Whether the headline or the sentence after it names somebody else."""
    opening = [n for n, s in enumerate(scene.text.sentences) if s.part != "body" and n != match.sentence]
    return any(without(group.parties, known) for n in opening for group in counted(scene.groups[n]))


def _ground(scene: Scene, match: Match) -> str | None:
    place = place_for(scene, match)
    return None if place is None else place.code if place.kind == "country" else place.party


def home_of_named(scene: Scene, told: Told) -> str | None:
    """«التحضيرات لتمرين الأسد المتأهب»: an exercise that is always held in one country is held there, where nothing tells another."""
    named = (scene.exercises[d.exercise] for d in told.drafts if d.exercise is not None)
    hosts = {host for exercise in named for host in exercise.hosts}
    return hosts.pop() if len(hosts) == 1 else None
