"""Where a mission's forces serve: sides that name the organisation alone → the country that its mission is sent to."""

from __future__ import annotations

from dataclasses import replace

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

_FORCES = frozenset(("presence", "reduction"))


def on_mission(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """«les contingents sénégalais de la Minusma»: a state sends its soldiers to the land of the mission, and takes them from there."""
    if trigger.event_type not in _FORCES or not sides.source or (trigger.event_type == "presence" and _leaves(scene, match)):
        return sides
    if not sides.target and trigger.event_type == "presence" and {*sides.source} <= scene.igos:
        return _headlines_ground(scene, sides)
    near = (match.sentence,) if sides.target else (match.sentence, match.sentence - 1, match.sentence + 1)
    for number in near:
        mission = _mission(scene, number) if 0 <= number < len(scene.by_sentence) else None
        if mission is None or mission.code is None or not (number == match.sentence or _peacekeepers(scene, match.sentence)):
            continue
        ground = scene.bodies.seats[mission.code]
        if sides.target in ((), (mission.party,)) and not {mission.party, ground} & {*sides.source}:
            there = Group((ground,), (mission._replace(party=ground),), mission.start, mission.end, "in", number)
            return replace(sides, target=(ground,), groups=(*sides.groups, there), host=ground)
    return sides


def _headlines_ground(scene: Scene, sides: Sides) -> Sides:
    """«نشر قوات لحفظ السلام بجنوب السودان», then "the UN will send 150 peacekeepers": on the one ground that the headline names."""
    title = [n for n, sentence in enumerate(scene.text.sentences) if sentence.part == "title"]
    there = [g for n in title for g in scene.groups[n] if not g.acts and not g.adjective and not {*g.parties} & scene.igos]
    if len({party for group in there for party in group.parties}) != 1:
        return sides
    ground = there[0]
    return replace(sides, target=ground.parties, groups=(*sides.groups, ground), host=ground.parties[0])


def _mission(scene: Scene, number: int) -> Mention | None:
    """The mission that a sentence names; none where it names several."""
    missions = [m for m in scene.within(number) if m.kind == "institution" and m.code is not None and m.code in scene.bodies.seats]
    return missions[0] if len({m.code for m in missions}) == 1 else None


def _leaves(scene: Scene, match: Match) -> bool:
    """ "The contingent serving with the mission left the country": the same words tell that it is withdrawn."""
    kinds = (scene.frames.triggers[m.pattern].event_type for m in scene.triggers if m.sentence == match.sentence and m.start < match.end)
    return "reduction" in kinds


def _peacekeepers(scene: Scene, number: int) -> bool:
    return any(m.kind == "institution" and m.role == "IGO" for m in scene.within(number))
