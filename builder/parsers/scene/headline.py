"""What a headline says by its build alone: a scene → the country that it opens with, before a colon."""

from __future__ import annotations

from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group


def headline_topic(scene: Scene) -> Group | None:
    """«Tunisie : escale d'un navire-école italien»: the country that a French headline opens with, before a colon, is where it happens."""
    sentence = scene.text.sentences[0]
    first = next(iter(scene.groups[0]), None) if scene.frames.has("headline_topic") and sentence.part == "title" else None
    if first is None or first.marker != "attribution" or len(first.parties) != 1 or first.start != sentence.start:
        return None
    return first if first.mentions[0].kind == "country" and first.mentions[0].form != "capital" else None
