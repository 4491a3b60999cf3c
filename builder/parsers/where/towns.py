"""A town that no list knows, told with the land or province it lies in: "in Helena, Montana", «à Kati, Mali» → how it is marked."""

from __future__ import annotations

import re

from builder.model import Mention
from builder.parsers.actors.name_tokens import capital
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.markers import marker_before

_LONGEST = 5
_WORD = re.compile(r"[\w'’.&-]+$")
# What may follow the land: the sentence goes on with when, from where, or not at all.
_BEHIND = re.compile(r"\s*(?:[,.;)\n]|$|\s(?:on|from|during|where|after|to|until|through|between|and|last|this|le|du|où|в|с|на)\s)")


def marker_of_town(scene: Scene, number: int, mention: Mention) -> str:
    """What marks the town before a land or province, or "" where no unknown town stands there."""
    folded, left = scene.text.folded, scene.text.sentences[number].start
    if scene.has("plain_script") or mention.form == "adjective" or not folded.endswith((", ", " ("), left, mention.start):
        return ""
    if _BEHIND.match(folded, mention.end) is None:
        return ""
    start, end = mention.start - 2, mention.start - 2
    for _ in range(_LONGEST):
        word = _WORD.search(folded, left, start)
        if word is None or not capital(scene.text, word.start()) or not folded[word.start()].isalpha():
            break
        start = word.start()
        if folded[start - 1 : start] != " " or start <= left:
            break
        start -= 1
    start += folded[start : start + 1] == " "
    named = any(m.start < end and start < m.end for m in scene.within(number)) or any(d.start < end and start < d.end for d in scene.dates)
    return "" if start >= end or named else marker_before(folded, left, start, scene.frames)
