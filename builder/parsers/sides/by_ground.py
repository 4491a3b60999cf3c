"""Sides that the ground tells: a trigger with its sentence's place → whose drills it is on whose ground, who teaches pupils abroad."""

from __future__ import annotations

import re
from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import NEAR, Sides, without
from builder.parsers.scene.laid_out import Scene
from builder.parsers.where.ground import place_for
from builder.parsers.where.hosts import land

# What is given or taught is so to those of the place where it is done.
_GIVES = frozenset(("aid", "arms_transfer", "training"))
_BEHIND = 60
_BREAKS = re.compile("[,;:]")


def told_by_ground(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """Whose ground it is on: of those who drill it is the host, of pupils abroad it is who teaches."""
    if trigger.event_type in _GIVES and trigger.scheme == "giver" and sides.source and not sides.target:
        return _given_there(scene, match, sides)
    if trigger.event_type == "training" and trigger.scheme == "receiver" and sides.target and not sides.source:
        teacher = land(scene, match)
        return sides if teacher is None or teacher in (*sides.target, *scene.igos) else replace(sides, source=(teacher,))
    if trigger.event_type == "intelligence" and trigger.has("tip") and sides.source and not sides.target and _gives(match, sides):
        there = land(scene, match)  # «по наводке казахских спецслужб в Бишкеке задержан»: those who acted on it are of the place
        return sides if there is None or there in (*sides.source, *scene.igos) else replace(sides, target=(there,))
    if trigger.scheme != "exercise" or not sides.source or any(g.marker == "by" for g in sides.groups):
        return sides
    host, parties = land(scene, match), (*sides.source, *sides.target)
    if (
        host is None
        or scene.igos & {host, sides.source[0]}
        or host == sides.source[0]
        or (host not in parties and not _comes(scene, trigger, match))
    ):
        return sides
    return Sides((host,), without(parties, (host,)), sides.groups, host)


def _given_there(scene: Scene, match: Match, sides: Sides) -> Sides:
    """ "Handed 50 vehicles to the police in Harare": forces of no nationality are those of the town behind the words."""
    folded, place = scene.text.folded, place_for(scene, match)
    if place is None or place.kind != "place" or place.party is None or place.party in (*sides.source, *scene.igos):
        return sides
    between = folded[match.end : place.start]
    told = scene.frames.actors.search(folded, match.start, place.start) is not None and 0 <= place.start - match.end <= _BEHIND
    if not told or _BREAKS.search(between) or scene.frames.syntax.says.search(between):
        return sides
    return replace(sides, target=(place.party,))


def _gives(match: Match, sides: Sides) -> bool:
    """ "A Moroccan tip led to the arrest", but «بلاغ يفيد بوجود إرهابي تونسي»: a nationality further off is a suspect's."""
    return sides.official or any(abs(g.start - match.start) <= NEAR for g in sides.groups)


def _comes(scene: Scene, trigger: Trigger, match: Match) -> bool:
    """ "Canadian soldiers will join drills in Ukraine": who only takes part is a guest."""
    sentence = scene.text.sentences[match.sentence]
    words = sentence._replace(start=max(sentence.start, match.start - NEAR), end=match.end)
    return trigger.has("come_to_join") or trigger.has("joins") or bool(scene.frames.participation.find(scene.text.folded, (words,)))
