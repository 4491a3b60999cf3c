"""Where an event took place: Scene + Told + its status and date → country and place, from its own words first, then from those beside."""

from __future__ import annotations

from builder.model import DateRange, Mention
from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.when.told_again import place_again
from builder.parsers.where.drill_grounds import held_there
from builder.parsers.where.ground import headed
from builder.parsers.where.houses import at_seat, hosted_by, where_envoy_serves
from builder.parsers.where.named_places import named_for_city, on_their_visit, struck, told_here
from builder.parsers.where.whereabouts import (
    grounded,
    in_the_opening,
    in_their_town,
    on_both_grounds,
    told_beside,
    told_on_their_ground,
)

_HEADED = frozenset(("operation", "exercise", "presence", "training"))
_ON_GROUND = frozenset(("meeting", "agreement", "exercise", "conference"))
_SESSIONS = frozenset(("meeting", "conference", "agreement"))
# What places an event that no words of place do.
_NAMED = {
    "meeting": (named_for_city, told_here),
    "conference": (named_for_city, told_here),
    "agreement": (named_for_city, told_here, on_their_visit),
    "operation": (struck,),
}
_GATHERED = frozenset(("meeting", "conference", "exercise", "training"))
_IN_TOWNS = frozenset(("aid", "arms_transfer", "intelligence", "mechanism"))
_GIVEN = frozenset(("aid", "training"))


def event_place(scene: Scene, told: Told, status: str, date: DateRange) -> tuple[str | None, Mention | None]:
    """Country of the event and the place named for it: those that its own sentences tell, else what is told beside them."""
    head = told.head
    kind, placed = head.trigger.event_type, _placed(told, status)
    if kind == "operation" and (len({d.location for d in placed}) > 1 or on_both_grounds(scene, told)):
        return None, None  # strikes in several countries are not in one place (coding guide, ruling 8)
    location, place = (placed[0].location, placed[0].place) if placed else (None, None)
    if kind == "visit" and scene.has("comes_home") and location in head.sides.source:
        location, place = None, None  # «استقبل مطار القاهرة الوزير قادما من …»: where he comes home
    if kind == "judicial" and scene.has("in_leads_to") and location in head.sides.target and len(head.sides.source) == 1:
        location, place = head.sides.source[0], None  # «transféré en France»: where the suspect goes
    if location is None and kind in _HEADED:
        location, place = headed(scene, kind)
    if location is None and kind == "operation" and not head.reality.background:
        location, place = in_the_opening(scene, told)
    if location is None and kind in _GATHERED:
        location, place = hosted_by(scene, told)
    if location is None and kind == "exercise" and not head.reality.background:
        location, place = held_there(scene, told)
    if location is None and kind in _GIVEN:
        location, place = where_envoy_serves(scene, told)
    if location is None and kind in _ON_GROUND:
        location, place = told_beside(scene, told, status, date)
    if location is None and kind in _GATHERED and status == "planned" and not head.reality.background:
        location, place = grounded(scene, place_again(scene, told, date))
    for told_by in _NAMED.get(kind, ()) if location is None and not head.reality.background else ():
        location, place = told_by(scene, told)
        if location is not None:
            break
    if location is None and kind in _SESSIONS:
        location, place = at_seat(scene, told)
    if location is None and kind == "statement":
        location, place = told_on_their_ground(scene, told)
    if location is None and kind in _IN_TOWNS and status != "planned" and not head.reality.background:
        location, place = in_their_town(scene, told)
    if location is None and kind == "visit" and len(head.sides.target) == 1 and head.sides.target[0] not in scene.igos:
        location = head.sides.target[0]  # who is visited is at home
    return location, place


def _placed(told: Told, status: str) -> list[Draft]:
    """The drafts whose own words tell where it was, the clearest first."""
    head = told.head
    kind = head.trigger.event_type
    placed = [d for d in told.drafts if d.location and (kind != "judicial" or d.sides.source == head.sides.source)]
    if not head.reality.background:
        placed = [d for d in placed if not d.reality.background]  # where they met before
    if kind == "visit":  # where the visitor left or came back to is not where he was
        placed = [d for d in placed if d.location not in head.sides.source or d.location in head.sides.target]
    if kind == "visit" and len(head.sides.target) > 1:
        # a journey to several countries is in none of them, unless one stop is told by itself (coding guide, ruling 8)
        placed = [d for d in placed if len(d.sides.target) == 1]
    if status == "planned" and kind != "presence":
        placed = [d for d in placed if d.place is not None or d.trigger.place != "receiver"]  # what is to come has no ground unless told
    if head.trigger.place == "receiver":
        placed = sorted(placed, key=lambda d: d.place is None)  # a place told is better than the receiver's ground
    return placed
