"""Which state hands a suspect over: the place where he is judged or held in the article → the sides of an extradition."""

from __future__ import annotations

from dataclasses import replace

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.where.ground import place_in


def court(scene: Scene, match: Match, sides: Sides, guessed: bool) -> Sides:
    """A suspect's nationality is no party: the state where he is held or judged hands over (coding guide, ruling 21).

    ``guessed``: who hands over was only supplied from elsewhere in the article.
    """
    if (handed := _from_town(scene, match, sides)) is not None:
        return handed
    place = place_in(scene, match.sentence, match.end, None)
    country = _country(place) if place is not None else None
    if (guessed or not sides.source) and (country is None or country in sides.target):  # «арестован в Праге для экстрадиции в США»
        country = _in_custody(scene, match)
    if country is None or country in sides.target or country in sides.source:
        return sides
    if any(g.marker == "between" for g in sides.groups):
        return sides  # "an exchange of prisoners between A and B in C"
    if sides.source and not guessed and any(g.acts or (g.adjective and not g.matter) for g in sides.groups):
        return sides
    if sides.complete and not guessed and not _held(scene, match, place):
        return sides  # «تسليم بلجيكا إلى ألمانيا متهما بالتخطيط لهجوم في فرنسا»
    if sides.source and not sides.target and _held(scene, match, place) and not any(g.adjective and g.matter for g in sides.groups):
        return replace(sides, source=(country,), target=sides.source)  # "Italy won the extradition of a boss arrested in Dubai"
    return replace(sides, source=(country,))


_WORDS_BEFORE = 60


def _from_town(scene: Scene, match: Match, sides: Sides) -> Sides | None:
    """«extradé depuis Dubaï», "will be extradited to the U.S. from Peru": a town or state told so hands over."""
    for town in scene.within(match.sentence):
        before = max(scene.text.sentences[match.sentence].start, town.start - _WORDS_BEFORE)
        held = town.kind == "place" or (town.kind == "country" and scene.has("from_hands_over"))
        if held and town.party and scene.frames.syntax.handed_from.search(scene.text.folded, before, town.start):
            if sides.source == (town.party,) and sides.target:
                return sides
            others = tuple(p for p in (*sides.target, *sides.source) if p != town.party)
            return replace(sides, source=(town.party,), target=others[:1])
    return None


def _held(scene: Scene, match: Match, place: Mention | None) -> bool:
    """Whether the place is where a court sits or the suspect was arrested, not where he did what he is accused of."""
    if place is None or place.start < match.end:
        return True
    return scene.frames.syntax.custody.search(scene.text.folded, max(match.start, place.start - _BEHIND), place.start) is not None


def _country(place: Mention) -> str | None:
    return place.code if place.kind == "country" else place.party


_OPENING = 12
_BEHIND = 60


def _in_custody(scene: Scene, match: Match) -> str | None:
    """Where the article says that the suspect was arrested or is held: that state hands over."""
    sentences = scene.text.sentences
    for number in sorted(range(min(len(sentences), _OPENING)), key=lambda number: abs(number - match.sentence)):
        for found in scene.frames.syntax.custody.finditer(scene.text.folded, sentences[number].start, sentences[number].end):
            place = place_in(scene, number, found.end(), None)
            if place is not None and 0 < place.start - found.end() <= _BEHIND:
                return _country(place)
    return None
