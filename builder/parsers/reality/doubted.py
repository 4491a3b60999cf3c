"""What is not told as fact: a trigger in the content of a denial, a fear, a hope, a question → bool.

"The ministry denied reports that the two armies had held drills": whatever the distance, all that follows hangs on "denied reports that".
"""

from __future__ import annotations

import re

from builder.parsers.grammar.patterns import Match
from builder.parsers.reality.around import ASKED
from builder.parsers.reality.governors import OCCASIONS
from builder.parsers.scene.doubts import Of
from builder.parsers.scene.laid_out import Scene

_OF_PEOPLE = frozenset(("meeting", "visit", "conference", "call"))
_NOTHING, _ARTICLE = re.compile(" "), re.compile(r" (?:\w{1,5} )?")


def doubted(scene: Scene, match: Match) -> bool:
    """Whether the trigger stands where nothing is told as fact; an occasion named there took place all the same ("at their meeting")."""
    trigger = scene.frames.triggers[match.pattern]
    within = (doubt for doubt in scene.doubts().get(match.sentence, ()) if doubt.start <= match.start < doubt.end)
    if not _asked(scene, match) and all(_spared(trigger.event_type, doubt.of) for doubt in within):
        return False
    if trigger.form == "verb" or trigger.event_type not in OCCASIONS:
        return True
    before = scene.text.folded[scene.text.sentences[match.sentence].start : match.start]
    # "at the summit", but «في ميونيخ مؤتمر»
    between = _NOTHING if scene.has("genitive_chain") else _ARTICLE
    return not any(between.fullmatch(before, found.end()) for found in scene.frames.reality["occasion"].finditer(before))


def _asked(scene: Scene, match: Match) -> bool:
    """ "Did the general meet the prince?": what a whole sentence asks is not told."""
    sentence = scene.text.sentences[match.sentence]
    return scene.has("questions_tell_nothing") and scene.text.folded[match.end : sentence.end].rstrip(" \n\"'»)").endswith(("?", "؟"))


def _spared(event_type: str, of: Of) -> bool:
    """Whether such a doubt leaves events of the type as they are told."""
    if of == "games":
        return event_type not in _OF_PEOPLE  # "troops guarded the semi-final together"
    return (of != "all" and event_type in ASKED) or (of == "deeds" and event_type in OCCASIONS)
