"""Several who have not come together: whom one meets or calls one by one (Draft → Drafts), who agree by telephone (Told → bool)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.events.merging import kind_of
from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene

_WITHIN = 2
_ONE_TO_EACH = frozenset(("meeting", "call"))


def one_by_one(scene: Scene, draft: Draft) -> list[Draft]:
    """ "Held separate meetings with his Greek and Maltese counterparts": with each of them, and no conference."""
    own, sides = scene.frames.triggers[draft.match.pattern], draft.sides
    many = own.event_type in _ONE_TO_EACH and len(sides.source) == 1 and len(sides.target) > 1
    if not many or own.has("talks") or not any({*sides.target} <= {*group.parties} for group in sides.groups):
        return [draft]
    last = min(draft.match.sentence + _WITHIN, len(scene.text.sentences) - 1)
    start, end = scene.text.sentences[draft.match.sentence].start, scene.text.sentences[last].end
    if scene.frames.syntax.one_by_one.search(scene.text.folded, start, end) is None:
        return [draft]
    return [replace(draft, trigger=own, sides=replace(sides, target=(party,))) for party in sides.target]


def agreed_by_telephone(told: Told, others: Sequence[Told]) -> bool:
    """ "The ministers of A, B and C agreed in phone talks": three who agree by telephone have not come together."""
    if kind_of(told.head) != "conference":
        return False
    sentences = {d.match.sentence for d in told.drafts}
    calls = (t for t in others if t.head.trigger.event_type == "call" and t.head.parties == told.head.parties)
    return any(sentences <= {d.match.sentence for d in t.drafts} for t in calls)
