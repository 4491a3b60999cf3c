"""What one organisation does by itself: a trigger with its sides → whether no other party is needed."""

from __future__ import annotations

from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.sides.conferences import sent_by_members

# Organisations whose every decision is not an accord of their members.
_OF_ALL = frozenset(("UNO", "EU"))


def alone(scene: Scene, trigger: Trigger, sides: Sides) -> bool:
    """One organisation by itself: its summit, or a coalition's operation (coding guide, ruling 10)."""
    if trigger.event_type == "operation":
        organised = trigger.has("of_organisation") and sides.source[0] in scene.igos
        # «استعادت قوات الشرعية، بدعم من التحالف»: who backs fighters whom the words give no state does not act by itself.
        return (sides.source[0].startswith("COALITION") and not trigger.has("backed")) or organised
    if trigger.event_type == "conference":
        # A summit has others by its name; a state's own forum or council has not.
        if trigger.has("session"):
            return sides.source[0] in scene.igos and sides.source[0] != "UNO"  # its Security Council sits every week
        return trigger.has("summit") or sides.source[0] in scene.igos
    if trigger.event_type == "reduction" and trigger.has("of_organisation"):
        return sides.source[0] in scene.igos  # «la réunion des ministres de l'Union a été reportée»
    if trigger.has("decides_alone"):
        return sides.source[0] in scene.igos
    if trigger.event_type == "exercise" and scene.has("body_drills_alone"):
        return sides.source[0] in scene.igos and bool(sides.groups)
    if trigger.event_type == "agreement" and sides.source[0] in scene.igos and sent_by_members(scene, sides.groups[:1]):
        return True  # «توصل زعماء الاتحاد إلى اتفاق»: with each other
    if trigger.event_type == "agreement" and scene.has("body_agrees_alone"):
        return sides.source[0] in scene.igos - _OF_ALL and bool(sides.groups) and not sides.groups[0].marker  # what its members adopt
    if trigger.event_type == "mechanism":
        told = scene.has("body_sets_up_alone") or (scene.has("body_alone_in_story") and len(scene.salience) == 1)
        told = told or (scene.has("of_is_from") and bool(sides.groups) and sides.groups[0].marker == "by")
        return told and sides.source[0] in scene.igos and bool(sides.groups)
    if trigger.has("treaty"):
        return bool(sides.groups)  # who leaves an accord leaves partners whom nobody need name
    # Its official alone meets someone: only the organisation itself meets by itself.
    itself = sides.groups and not sides.groups[0].acts
    return bool(trigger.event_type == "meeting" and len(sides.source) == 1 and sides.source[0] in scene.igos and itself)
