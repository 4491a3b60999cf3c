"""Who receives further guests without being named again: Scene + Match → Sides, the host first."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import NEAR, Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group
from builder.parsers.sides.arguments import side

_BACK = 2


def received_again(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """«استقبل قائد الجيش السفير. كما استقبل الملحق الفرنسي»: who received in the sentence before receives the next guest too."""
    if trigger.scheme != "host_guest" or sides.complete:
        return sides
    if (known := _the_guest(scene, match, sides)) is not None:
        return known
    if not _goes_on(scene, match):
        return sides
    host = _host_before(scene, match)
    if host is None:
        return sides
    guests = (g for g in scene.groups[match.sentence] if (g.acts or g.sent) and 0 <= g.start - match.end <= 2 * NEAR)
    guest = next(guests, None)
    if guest is None or set(guest.parties) & set(host.parties):
        return sides
    return Sides(host.parties[:1], guest.parties, (host, guest), host.parties[0])


def _the_guest(scene: Scene, match: Match, sides: Sides) -> Sides | None:
    """«Делегацию принял замминистра»: the visitor of whom the sentences before tell, and whose host this is."""
    left = scene.text.sentences[match.sentence].start
    if sides.target or not sides.source or scene.frames.syntax.the_guest.search(scene.text.folded, left, match.start) is None:
        return None
    for earlier in reversed(scene.triggers):
        travels = scene.frames.triggers[earlier.pattern]
        if travels.event_type != "visit" or not 0 < match.sentence - earlier.sentence <= _BACK:
            continue
        groups: Sequence[Group] = scene.groups[earlier.sentence]
        found = side(travels, earlier, groups, scene.text.folded, scene.frames)
        towns = (m.party for m in scene.within(earlier.sentence) if m.kind == "place" and not found.target)
        if len(found.source) == 1 and sides.source[0] in (*found.target, *towns) and found.source != sides.source:
            return Sides(sides.source, found.source, (*sides.groups, *found.groups), sides.source[0])
    return None


def _goes_on(scene: Scene, match: Match) -> bool:
    """Whether nothing but a word of going on stands before the verb in its sentence."""
    start = scene.text.sentences[match.sentence].start
    return scene.frames.syntax.also.fullmatch(scene.text.folded, start, match.start) is not None


def _host_before(scene: Scene, match: Match) -> Group | None:
    """Who received somebody, by the nearest sentence that tells host and guest."""
    for earlier in reversed(scene.triggers):
        receives = scene.frames.triggers[earlier.pattern]
        if not 0 < match.sentence - earlier.sentence <= _BACK or receives.scheme != "host_guest":
            continue
        groups: Sequence[Group] = scene.groups[earlier.sentence]
        found = side(receives, earlier, groups, scene.text.folded, scene.frames)
        if found.complete:
            return next((g for g in found.groups if set(g.parties) >= set(found.source)), None)
    return None
