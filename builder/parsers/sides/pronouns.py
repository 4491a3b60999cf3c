"""Who "he" and "she" are: a trigger whose clause has a pronoun for its subject + the sentences before → the party of that person.

Arabic: where a verb of saying goes on without a subject.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container

from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import CLAUSE
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

_BACK = 2
_NEXT = 4


def pronoun_party(scene: Scene, match: Match) -> str | None:
    """The party of the person whom the pronoun before a trigger stands for; None where none stands there or a name comes between."""
    sentence = scene.text.sentences[match.sentence]
    left = max(_clause_start(scene, match), sentence.start, match.start - CLAUSE)
    pronouns = list(scene.frames.syntax.pronoun.finditer(scene.text.folded, left, match.start))
    if not pronouns:
        return _of_the_office(scene, match, left)
    found = pronouns[-1]
    own = scene.groups[match.sentence]
    if any(g.marker == "" and found.end() <= g.start < match.start for g in own):
        return None
    return _antecedent(scene, match.sentence, found.start(), _goes_to(scene, match))


def _goes_to(scene: Scene, match: Match) -> Container[str | None]:
    """«Он прибыл в Минск»: the state of the place that the verb of a journey has right behind it is not his."""
    if scene.frames.triggers[match.pattern].scheme != "traveller":
        return ()
    return {m.party or m.code for m in scene.within(match.sentence) if m.kind in ("country", "place") and 0 <= m.start - match.end <= _NEXT}


def _clause_start(scene: Scene, match: Match) -> int:
    """Where the clause of a verb begins; a noun may stand in an aside of the pronoun's: "she said after talks with"."""
    if scene.frames.triggers[match.pattern].form == "noun":
        return 0
    breaks = scene.breaks[match.sentence]
    place = bisect_right(breaks, match.start)
    return breaks[place - 1] if place else 0


def _antecedent(scene: Scene, number: int, place: int, at_home: Container[str | None]) -> str | None:
    """The last person named before in the sentence, else the first one of the nearest sentence before that names any."""
    before = [g for g in scene.groups[number] if g.end <= place and _person(scene, g)]
    if before:
        return _only(before[-1])
    for earlier in range(number - 1, max(-1, number - 1 - _BACK), -1):
        people = [g for g in scene.groups[earlier] if _person(scene, g)]
        if people:
            return next((who for who in map(_only, people) if who is None or who not in at_home), None)
    return None


def _of_the_office(scene: Scene, match: Match, left: int) -> str | None:
    """ "The prime minister took part in a call": the office alone means its holder whom the story has named last."""
    found = next(scene.frames.syntax.bare_office.finditer(scene.text.folded, left, match.start), None)
    if found is None or any(m.start < found.end() and found.start() < m.end and m.party for m in scene.within(match.sentence)):
        return None
    if any(g.marker == "" and g.start < match.start for g in scene.groups[match.sentence]):
        return None
    holders = [m for m in scene.mentions if m.kind == "person" and m.end < found.start() and m.role == found.lastgroup and m.party]
    return holders[-1].party if holders and len({m.party for m in holders}) == 1 else None


_NAMED_FOR = "the "


def _person(scene: Scene, group: Group) -> bool:
    named = any(m.kind in ("person", "office") for m in group.mentions)
    folded = scene.text.folded
    if scene.has("owner_before_noun") and all(m.kind == "person" for m in group.mentions) and folded.endswith(_NAMED_FOR, 0, group.start):
        return False  # "the Putin meeting"
    told = group.marker in ("", "attribution") or (named and scene.frames.syntax.told_of.match(folded, group.end) is not None)
    return told and (named or (group.adjective and not group.matter))


def _only(group: Group) -> str | None:
    return group.parties[0] if len(group.parties) == 1 else None
