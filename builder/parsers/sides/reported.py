"""Who only reports: "The Brazilian ministry said that Egypt and Sudan had signed" → the groups of the sentence without the speaker.

The speaker is left out where what is said names the sides by itself and does not point back to him ("said that he had met …").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group
from builder.parsers.sides.arguments import side

_OPENS, _NAMED = 60, 5


def without_speaker(scene: Scene, trigger: Trigger, match: Match, groups: Sequence[Group]) -> list[Group] | None:
    """The groups of what is said, where they tell both sides; None where nobody speaks or what he says needs him."""
    folded, sentence, syntax = scene.text.folded, scene.text.sentences[match.sentence], scene.frames.syntax
    for said in syntax.says.finditer(folded, sentence.start, match.start):
        opened = _content(scene, match, said, groups)
        if opened is None or syntax.points_to_speaker.search(folded, opened, match.end) is not None:
            continue
        speaker = _speaker(scene, said, opened, groups)
        if speaker is None:
            continue
        others = [group for group in groups if group is not speaker]
        found = side(trigger, match, others, folded, scene.frames)
        if found.complete and not {*speaker.parties} & {*found.source, *found.target}:
            return others
    return None


def _content(scene: Scene, match: Match, said: re.Match[str], groups: Sequence[Group]) -> int | None:
    """Where what is said begins: at "that", or at a party named right behind the verb ("said Egypt and Sudan had signed")."""
    folded = scene.text.folded
    that = scene.frames.syntax.says_that.search(folded, said.end(), min(match.start, said.end() + _OPENS))
    if that is not None:
        return that.start()
    behind = (group.start for group in groups if 0 < group.start - said.end() <= _NAMED and group.start <= match.start)
    return next((start for start in behind if scene.frames.syntax.reports_that.search(folded, said.start() - 2, start)), None)


def _speaker(scene: Scene, said: re.Match[str], opened: int, groups: Sequence[Group]) -> Group | None:
    """The subject of the verb of saying: behind it where verbs come first, else the last before it."""
    bare = [group for group in groups if group.marker in ("", "attribution")]
    if scene.has("verb_first"):
        return next((group for group in bare if said.end() <= group.start < opened), None)
    return next((group for group in reversed(bare) if group.end <= said.start()), None)
