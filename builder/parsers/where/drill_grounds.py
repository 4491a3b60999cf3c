"""Where drills are held that their own words place nowhere: Scene + Told → the country and place that a sentence about them marks.

"The exercise, which runs until Friday, is held in Termez", «المناورات التي تجري جنوبي أوزبكستان», «учения пройдут на полигонах Сербии».
"""

from __future__ import annotations

from builder.model import Mention
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.where.ground import place_in
from builder.parsers.where.whereabouts import at_sea

_REACHED = 8
# How far behind the words of being held the place may stand.
_BEHIND = 100


def held_there(scene: Scene, told: Told) -> tuple[str | None, Mention | None]:
    """The ground of one of those who take part, in the first sentence that says where the drills are held."""
    if any(at_sea(scene, d.match.sentence) for d in told.drafts):
        return None, None
    parties = told.head.parties - scene.igos
    first = told.head.match.sentence
    for number in range(first, min(first + _REACHED, len(scene.text.sentences))):
        sentence = scene.text.sentences[number]
        for held in scene.frames.syntax.drills_held.finditer(scene.text.folded, sentence.start, sentence.end):
            place = place_in(scene, number, held.end(), None)
            country = None if place is None else place.code if place.kind == "country" else place.party
            if place is not None and 0 <= place.start - held.end() <= _BEHIND and country in parties and _theirs(scene, told, number):
                return country, place
    return None, None


def _theirs(scene: Scene, told: Told, number: int) -> bool:
    """Whether the sentence names nobody who takes part in other drills."""
    named = {p for g in scene.groups[number] if g.marker in ("partner", "between", "by") for p in g.parties}
    return named <= told.head.parties
