"""A name that is a verb elsewhere: the text of a scene → the same text with such names blotted out."""

from __future__ import annotations

from builder.parsers.scene.laid_out import Scene


def without_modal_names(scene: Scene) -> str:
    """ "Theresa May signed the accord": her name looks ahead to nothing."""
    folded, modal = scene.text.folded, scene.frames.syntax.modal_name
    for person in scene.mentions:
        for found in modal.finditer(folded, person.start, person.end) if person.kind == "person" else ():
            folded = f"{folded[: found.start()]}{'_' * (found.end() - found.start())}{folded[found.end() :]}"
    return folded
