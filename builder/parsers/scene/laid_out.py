"""An article laid out for coding: Text + Mentions + DateRanges → Scene; and the early look that tells whether it is worth it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from builder.knowledge.bodies import NO_BODIES, Bodies
from builder.knowledge.exercises import Exercise
from builder.model import DateRange, Mention, Text
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.scene.doubts import Spans, doubts
from builder.parsers.scene.endings import ended
from builder.parsers.scene.parties import Groups, Prominence, counted, name_two, point_back, prominence
from builder.parsers.scene.party_mentions import party_mentions, towns
from builder.parsers.scene.slots import Group, clause_breaks
from builder.parsers.scene.spot import Spot

_DATELINE_WORDS = 12
_DATELINE = 30
_BESIDE, _NEXT, _NEAR, _TITLE = 60, 14, 12, 3


Dates = Callable[[], Sequence[DateRange]]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article laid out for coding: mentions by sentence, groups by sentence, security words, parties by weight.

    Its dates, groups and weights are read when first asked for: most articles tell of no two parties and need none.
    """

    text: Text
    frames: Frames
    published: date | None
    mentions: tuple[Mention, ...]
    read_dates: Dates
    groups: Sequence[tuple[Group, ...]]
    breaks: tuple[tuple[int, ...], ...]
    security: tuple[int, ...]
    others: frozenset[int]
    weigh_parties: Callable[[], Prominence]
    doubts: Callable[[], Spans]
    triggers: tuple[Match, ...]
    other_matters: float
    igos: frozenset[str]
    written_in: Mention | None
    by_sentence: tuple[tuple[Mention, ...], ...]
    bodies: Bodies
    exercises: Mapping[str, Exercise]

    @property
    def dates(self) -> Sequence[DateRange]:
        """The dates of the story, that of its date line left out."""
        return self.read_dates()

    @property
    def names_parties(self) -> bool:
        """Whether it speaks of any party, or of an exercise whose name tells all that take part."""
        if any(group.parties for groups in self.groups for group in counted(groups)):
            return True
        if any(len({m.party for m in self.within(n) if m.kind == "place"} - {None}) > 1 for n in self._handovers()):
            return True  # "arrested in Dubai, he was extradited to Paris"
        if any(m.kind == "place" and m.party for n in self._of_many() for m in self.within(n)):
            return True  # "60 nations attended a conference in Manama"
        return any(m.kind == "exercise" and m.code in self.exercises and self.exercises[m.code].closed for m in self.mentions)

    def _of_many(self) -> set[int]:
        return {m.sentence for m in self.triggers if self.frames.triggers[m.pattern].has("of_many")}

    def _handovers(self) -> set[int]:
        return {m.sentence for m in self.triggers if self.frames.triggers[m.pattern].event_type == "judicial"}

    @property
    def salience(self) -> Mapping[str, float]:
        """How much the article speaks of each party."""
        return self.weigh_parties().salience

    @property
    def ranking(self) -> tuple[str, ...]:
        """The parties, those it speaks of most first."""
        return self.weigh_parties().ranking

    def has(self, trait: str) -> bool:
        """Whether the article's language has the trait (``languages/traits.yml``)."""
        return self.frames.has(trait)

    def at(self, match: Match) -> Spot:
        """A trigger where it stands."""
        return Spot(self.text.folded, self.text.sentences[match.sentence], match, self.frames)

    def within(self, number: int) -> tuple[Mention, ...]:
        """Mentions of one sentence."""
        return self.by_sentence[number]


_DATELINE_MARK = re.compile(r"[(/]|\d|^[\w']+(?:\s\w+)?(?:,\s\w+(?:\s\w+)?)?\s*--?\s")
_AGENCY_MARK = re.compile(r"[(/]")
# "ISLAMABAD: The army chiefs …"
_IN_CAPITALS = re.compile(r"[A-ZÀ-ÝА-Я][A-ZÀ-ÝА-Я' -]{2,24}:\s")


def dateline(text: Text, syntax: Syntax) -> tuple[int, int]:
    """Start and end of the date line, before the first sentence or, after a standfirst, the second; empty where there is none."""
    opening = [s.start for s in text.sentences if s.part != "title"][:2]
    for start, mark in zip(opening, (_DATELINE_MARK, _AGENCY_MARK), strict=False):
        found = syntax.dateline.match(text.folded, start)
        if found is not None and mark.search(found[0]) and len(found[0].split()) <= _DATELINE_WORDS:
            return start, found.end()
    if opening and _IN_CAPITALS.match(text.words(opening[0], min(opening[0] + _DATELINE, len(text.folded)))):
        return opening[0], text.folded.index(":", opening[0]) + 1
    return (opening[0],) * 2 if opening else (text.body_start,) * 2


def _town_before_colon(text: Text, mentions: Sequence[Mention], line: tuple[int, int]) -> tuple[int, int]:
    """ "KUALA LUMPUR: The minister …": a place alone before the story's first colon, as papers of Asia and the Gulf date their lines."""
    start = line[0]
    town = next((m for m in mentions if m.start == start and m.kind in ("place", "country") and m.form != "adjective"), None)
    return (start, town.end + 2) if town is not None and text.folded.startswith(": ", town.end) else line


@dataclass(frozen=True, slots=True)
class Sighting:
    """The triggers and security words of an article, found before anything else is looked for."""

    triggers: tuple[Match, ...]
    security: tuple[Match, ...]


def sight(text: Text, frames: Frames) -> Sighting | None:
    """What could make events of an article; None where there is no trigger, or none that the article puts into security matters."""
    found = frames.patterns.find(text.folded, text.sentences)
    if not found:
        return None
    triggers = ended(text, frames, found)
    security = tuple(frames.security.find(text.folded, text.sentences))
    if not security and not any(frames.triggers[match.pattern].inherent for match in triggers):
        return None
    return Sighting(triggers, security)


def lay_out(
    text: Text,
    frames: Frames,
    published: date | None,
    mentions: Sequence[Mention],
    dates: Dates,
    sighting: Sighting,
    bodies: Bodies = NO_BODIES,
    exercises: Mapping[str, Exercise] = MappingProxyType({}),
) -> Scene:
    """The scene of an article."""
    outer = party_mentions([m for m in mentions if not _stationed(text, m, mentions, frames.syntax)])
    outer = [m for m in outer if frames.syntax.based.match(text.folded, m.end) is None]
    money, border = frames.syntax.of_money, frames.syntax.near_border
    outer = [m for m in outer if border.search(text.folded, max(0, m.start - _BESIDE), m.start) is None]
    outer = [m for m in outer if m.form != "adjective" or money.search(text.folded, max(0, m.start - _NEAR), m.start) is None]
    line = dateline(text, frames.syntax)
    line = line if line[0] < line[1] else _town_before_colon(text, mentions, line)
    # A network's own desk is where its reporters always write: "Washington (CNN)".
    desk = frames.syntax.desk.match(text.folded[line[0] : line[1]]) is not None
    written_in = None if desk else next((m for m in mentions if m.kind in ("place", "country") and line[0] <= m.start < line[1]), None)
    outer = [m for m in outer if not (line[0] <= m.start and m.end <= line[1])]
    told = cache(lambda: [d for d in dates() if not line[0] <= d.start < line[1]])
    groups = Groups(text, frames, outer, towns(text.folded, mentions))
    name_two(text, frames, groups)
    weighed = cache(lambda: prominence(text, groups))
    point_back(text, frames, groups, weighed)
    telling = {match.sentence for match in sighting.triggers}
    breaks = tuple(clause_breaks(text.folded, s, frames) if n in telling else () for n, s in enumerate(text.sentences))
    security = [0] * len(text.sentences)
    # «وزير الدفاع» on a courtesy call brings no security matter by his title alone.
    titled = [(m.start, m.end) for m in outer if m.kind in ("person", "office", "institution")]
    # Nor does a word that another matter's phrase holds: «80-летие Победы в Великой Отечественной войне».
    elsewhere = frames.other_matters.find(text.folded, text.sentences)
    titled += [(match.start, match.end) for match in elsewhere]
    titled += [found.span() for found in frames.syntax.held_aside.finditer(text.folded)]
    covered = bytearray(len(text.folded))
    for start, end in titled:
        covered[start:end] = b"\1" * (end - start)
    # But what a trigger's own words name is its matter: «le retrait des troupes espagnoles».
    for match in sighting.triggers:
        if not any(m.start < match.end and match.start < m.end for m in outer if m.kind in ("person", "office")):
            covered[match.start : match.end] = bytes(match.end - match.start)
    for match in sighting.security:
        security[match.sentence] += not covered[match.start]
    igos = frozenset(m.code for m in mentions if m.kind == "igo")
    other = len(elsewhere) / max(1, len(text.sentences))
    return Scene(
        text, frames, published, tuple(mentions), told, groups, breaks, tuple(security),
        frozenset(match.sentence for match in elsewhere), weighed, cache(lambda: doubts(text, frames)), sighting.triggers,
        other, igos, written_in, _by_sentence(text, mentions), bodies, exercises,
    )  # fmt: skip


def _by_sentence(text: Text, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], ...]:
    starts = [sentence.start for sentence in text.sentences]
    members: list[list[Mention]] = [[] for _ in starts]
    for mention in mentions:
        place = bisect_right(starts, mention.start) - 1
        if place >= 0 and mention.start < text.sentences[place].end:
            members[place].append(mention)
    return tuple(map(tuple, members))


def _stationed(text: Text, mention: Mention, mentions: Sequence[Mention], syntax: Syntax) -> bool:
    """«le retrait des troupes du Mali»: forces whose country says where they are, not whose."""
    if mention.kind != "institution":
        return False
    if syntax.own_forces.match(text.folded, mention.start):
        return syntax.own.search(text.folded, max(0, mention.start - _NEAR), mention.start) is not None
    if syntax.stationed.match(text.folded, mention.start) is None:
        return False
    inside = [m for m in mentions if m.kind == "country" and mention.start <= m.start and m.end <= mention.end]
    return bool(inside) and all(m.form != "adjective" for m in inside)


def _of_states(scene: Scene, match: Match, insiders: int) -> bool:
    """ "The Russian and Turkish national security advisers met": a nationality right before them says whose they are, and who meets."""
    whose = (g for g in scene.groups[match.sentence] if g.end <= insiders and g.adjective)
    verb = scene.frames.triggers[match.pattern].form == "verb"
    return verb and any(len(scene.text.folded[g.end : insiders].split()) <= _TITLE for g in whose)


def with_unnamed(scene: Scene, match: Match) -> bool:
    """ "Met with allied ministers": states that the sentence does not name are not those that the article names elsewhere."""
    sentence = scene.text.sentences[match.sentence]
    start, end = max(sentence.start, match.start - _BESIDE), min(sentence.end, match.end + _BESIDE)
    return sentence.part != "title" and scene.frames.unnamed.search(scene.text.folded, start, end) is not None


def with_insiders(scene: Scene, match: Match) -> bool:
    """ "Met with his national security team": people of one's own, whom no list holds, stand right beside the trigger."""
    sentence = scene.text.sentences[match.sentence]
    before = scene.frames.insiders.search(scene.text.folded, max(sentence.start, match.start - _NEXT), match.start)
    if before is not None and not _of_states(scene, match, before.start()):
        return True  # "in a cabinet meeting"
    found = scene.frames.insiders.search(scene.text.folded, match.end, min(sentence.end, match.end + _BESIDE))
    if found is None or scene.frames.syntax.says.search(scene.text.folded, match.end, found.start()) is not None:
        return False  # "met on Sunday, a spokesman told reporters"
    named = {p for g in scene.groups[match.sentence] if g.end <= match.start for p in g.parties}
    # «учения с моряками Нигерии»: another state's people are none of one's own
    whose = found.end() + 2 if scene.has("cases") else found.end()
    groups = [g for g in scene.groups[match.sentence] if match.end <= g.start < whose]
    return not any(g.start < found.end() or not named.issuperset(g.parties) for g in groups)
