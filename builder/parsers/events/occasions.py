"""Articles whose only events are occasions: journeys and gatherings that tell when something else happened, Scene + events → bool."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene

_OCCASIONS = frozenset(("visit", "conference"))


def only_occasions(scene: Scene, news: Sequence[Told]) -> bool:
    """ "The call comes as the president sets off for China", "said at the end of a visit": in a story of something else, no event."""
    return all(t.head.trigger.event_type in _OCCASIONS and all(_tells_when(scene, d) for d in t.drafts) for t in news)


def _tells_when(scene: Scene, draft: Draft) -> bool:
    sentence = scene.text.sentences[draft.match.sentence]
    if sentence.part == "title":
        return False
    return scene.frames.syntax.tells_when.search(scene.text.folded[sentence.start : draft.match.start]) is not None
