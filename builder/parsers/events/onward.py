"""A journey that goes on: drafts of visits → each with the traveller of the journey before, where its own words name none.

«التقى رئيس الوزراء الجزائري قبل أن يتوجه إلى النيجر», "will visit Montenegro and make a stop in Georgia": a host does not travel on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.scene.clause import NEAR
from builder.parsers.scene.draft import Draft
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

_BACK = 5


def go_on(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts by their place in the text, each journey with its traveller."""
    told: list[Draft] = []
    for draft in drafts:
        told.append(_goes_on(scene, draft, told))
    return told


def _goes_on(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """The draft of a visit with the traveller who called before on the state that its sentence seems to make the traveller."""
    if draft.trigger.event_type != "visit" or not draft.sides.complete or _named(scene, draft):
        return draft
    before = [d for d in drafts if d.match.start < draft.match.start and _tells_doer(d, draft)]
    called = [d for d in before if {*draft.sides.source} <= {*d.sides.target} and not draft.parties & {*d.sides.source}]
    if not called or any({*draft.sides.source} == {*d.sides.source} for d in before):
        return draft
    last = max(called, key=lambda d: d.match.start)
    return replace(draft, sides=replace(draft.sides, source=last.sides.source))


def _tells_doer(earlier: Draft, draft: Draft) -> bool:
    """A journey told shortly before, or talks told in the same sentence: who made or held them goes on."""
    away = draft.match.sentence - earlier.match.sentence
    if earlier.trigger.has("discussed") or (earlier.completed and earlier.trigger.event_type == "meeting"):
        return False  # «التقى الوزير نظيره لبحث الهجرة»: what was discussed has no subject
    reach = _BACK if earlier.trigger.event_type == "visit" else 0 if earlier.trigger.event_type == "meeting" else -1
    return away <= reach and earlier.sides.complete and not earlier.reality.background


def _named(scene: Scene, draft: Draft) -> bool:
    """Whether the traveller stands right beside the words, as the subject of their verb or the owner of their noun."""
    return any(_subject(scene, draft, g) for g in draft.sides.groups if {*g.parties} & {*draft.sides.source})


def _subject(scene: Scene, draft: Draft, group: Group) -> bool:
    match, folded = draft.match, scene.text.folded
    if group.start >= match.start:
        if draft.trigger.has("own_journey"):
            return False  # «وفي نهاية زيارته التقى رئيس الوزراء»: the pronoun travels
        return group.marker in ("", "by", "from", "to") and group.start - match.end <= NEAR
    between = folded[group.end : match.start]
    ahead = scene.frames.syntax.goes_on.search(between) is not None
    return group.acts and len(between) <= 2 * NEAR and not ahead
