"""What is not told as fact: a trigger in the content of a denial, a fear, a hope, a question → bool.

"The ministry denied reports that the two armies had held drills": whatever the distance, all that follows hangs on "denied reports that".
"""

from __future__ import annotations

import re

from builder.parsers.circumstances.unreal import OCCASIONS
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.laid_out import Scene

_NOTHING, _ARTICLE = re.compile(" "), re.compile(r" (?:\w{1,5} )?")


def doubted(scene: Scene, match: Match) -> bool:
    """Whether the trigger stands where nothing is told as fact; an occasion named there took place all the same ("at their meeting")."""
    if not any(start <= match.start < end for start, end in scene.doubts().get(match.sentence, ())):
        return False
    trigger = scene.frames.triggers[match.pattern]
    if trigger.form == "verb" or trigger.event_type not in OCCASIONS:
        return True
    before = scene.text.folded[scene.text.sentences[match.sentence].start : match.start]
    # "at the summit", but «في ميونيخ مؤتمر»
    between = _NOTHING if scene.has("genitive_chain") else _ARTICLE
    return not any(between.fullmatch(before, found.end()) for found in scene.frames.reality["occasion"].finditer(before))
