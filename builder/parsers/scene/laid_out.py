"""An article laid out for coding: Text + Mentions + DateRanges → Scene; and the early look that tells whether it is worth it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from builder.model import DateRange, Mention, Text
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.scene.markers import marker_before
from builder.parsers.scene.slots import Group, clause_breaks, groups_of, party_mentions, towns

_DATELINE_WORDS = 12
_BESIDE, _NEXT, _NEAR = 60, 14, 12


Dates = Callable[[], Sequence[DateRange]]


@dataclass(frozen=True, slots=True)
class Scene:
    """An article laid out for coding: mentions by sentence, groups by sentence, security words, parties by weight.

    Its dates are read when first asked for: most articles tell of no two parties and need none.
    """

    text: Text
    frames: Frames
    published: date | None
    mentions: tuple[Mention, ...]
    read_dates: Dates
    groups: tuple[tuple[Group, ...], ...]
    breaks: tuple[tuple[int, ...], ...]
    security: tuple[int, ...]
    others: frozenset[int]
    salience: dict[str, float]
    ranking: tuple[str, ...]
    triggers: tuple[Match, ...]
    other_matters: float
    igos: frozenset[str]
    written_in: Mention | None
    by_sentence: tuple[tuple[Mention, ...], ...]
    seats: Mapping[str, str]

    @property
    def dates(self) -> Sequence[DateRange]:
        """The dates of the story, that of its date line left out."""
        return self.read_dates()

    def within(self, number: int) -> tuple[Mention, ...]:
        """Mentions of one sentence."""
        return self.by_sentence[number]


_DATELINE_MARK = re.compile(r"[(/]|\d|^\w+(?:\s\w+)?(?:,\s\w+(?:\s\w+)?)?\s*--?\s")
_AGENCY_MARK = re.compile(r"[(/]")


def dateline(text: Text, syntax: Syntax) -> tuple[int, int]:
    """Start and end of the date line, before the first sentence or, after a standfirst, the second; empty where there is none."""
    opening = [s.start for s in text.sentences if s.part != "title"][:2]
    for start, mark in zip(opening, (_DATELINE_MARK, _AGENCY_MARK), strict=False):
        found = syntax.dateline.match(text.folded, start)
        if found is not None and mark.search(found[0]) and len(found[0].split()) <= _DATELINE_WORDS:
            return start, found.end()
    return (opening[0],) * 2 if opening else (text.body_start,) * 2


@dataclass(frozen=True, slots=True)
class Sighting:
    """The triggers and security words of an article, found before anything else is looked for."""

    triggers: tuple[Match, ...]
    security: tuple[Match, ...]


def sight(text: Text, frames: Frames) -> Sighting | None:
    """What could make events of an article; None where there is no trigger, or none that the article puts into security matters."""
    triggers = tuple(frames.patterns.find(text.folded, text.sentences))
    if not triggers:
        return None
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
    seats: Mapping[str, str] = MappingProxyType({}),
) -> Scene:
    """The scene of an article."""
    outer = party_mentions([m for m in mentions if not _stationed(text, m, mentions, frames.syntax)])
    line = dateline(text, frames.syntax)
    # A network's own desk is where its reporters always write: "Washington (CNN)".
    desk = frames.syntax.desk.match(text.folded[line[0] : line[1]]) is not None
    written_in = None if desk else next((m for m in mentions if m.kind in ("place", "country") and line[0] <= m.start < line[1]), None)
    outer = [m for m in outer if not (line[0] <= m.start and m.end <= line[1])]
    told = cache(lambda: [d for d in dates() if not line[0] <= d.start < line[1]])
    groups = []
    in_towns = towns(text.folded, mentions)
    telling = {match.sentence for match in sighting.triggers}
    breaks = tuple(clause_breaks(text.folded, s, frames) if n in telling else () for n, s in enumerate(text.sentences))
    members: list[list[Mention]] = [[] for _ in text.sentences]
    starts = [sentence.start for sentence in text.sentences]
    for mention in outer:
        members[bisect_right(starts, mention.start) - 1].append(mention)
    for number, sentence in enumerate(text.sentences):
        found = groups_of(text.folded, sentence, number, members[number], frames, in_towns) if members[number] else ()
        groups.append(tuple(found))
    name_two(text, frames, groups)
    security = [0] * len(text.sentences)
    # «وزير الدفاع» on a courtesy call brings no security matter by his title alone.
    titled = [(m.start, m.end) for m in outer if m.kind in ("person", "office", "institution")]
    # Nor does a word that another matter's phrase holds: «80-летие Победы в Великой Отечественной войне».
    elsewhere = frames.other_matters.find(text.folded, text.sentences)
    titled += [(match.start, match.end) for match in elsewhere]
    covered = bytearray(len(text.folded))
    for start, end in titled:
        covered[start:end] = b"\1" * (end - start)
    for match in sighting.security:
        security[match.sentence] += not covered[match.start]
    weights = {"title": 3.0, "lead": 2.0, "body": 1.0}
    salience: dict[str, float] = {}
    for number, sentence in enumerate(text.sentences):
        for group in groups[number]:
            jointly = group.marker == "attribution" and len(group.parties) > 1  # «أعلنت النيجر ومالي تشكيل قوة مشتركة»
            if jointly or group.marker not in ("attribution", "against", "about", "accord"):
                for party in group.parties:
                    salience[party] = salience.get(party, 0.0) + weights[sentence.part]
    point_back(text, frames, groups, salience)
    ranking = tuple(sorted(salience, key=lambda party: (-salience[party], party)))
    igos = frozenset(m.code for m in mentions if m.kind == "igo")
    other = len(elsewhere) / max(1, len(text.sentences))
    return Scene(
        text, frames, published, tuple(mentions), told, tuple(groups), breaks, tuple(security),
        frozenset(match.sentence for match in elsewhere), salience, ranking, sighting.triggers,
        other, igos, written_in, _by_sentence(text, mentions), seats,
    )  # fmt: skip


def _by_sentence(text: Text, mentions: Sequence[Mention]) -> tuple[tuple[Mention, ...], ...]:
    starts = [sentence.start for sentence in text.sentences]
    members: list[list[Mention]] = [[] for _ in starts]
    for mention in mentions:
        place = bisect_right(starts, mention.start) - 1
        if place >= 0 and mention.start < text.sentences[place].end:
            members[place].append(mention)
    return tuple(map(tuple, members))


def name_two(text: Text, frames: Frames, groups: list[tuple[Group, ...]]) -> None:
    """Words that name two parties at once ("the two Koreas") stand as a group of both."""
    found = frames.together_words.find(text.folded, text.sentences)
    told = {party for own in groups for group in own for party in group.parties}
    another = any(len(frames.together[match.pattern]) > 1 for match in found)
    for match in found:
        if another and match.pattern in frames.implied and not told.issuperset(frames.together[match.pattern]):
            continue
        if not frames.beside[match.pattern] <= told:
            continue
        marker = marker_before(text.folded, text.sentences[match.sentence].start, match.start, frames)
        # «من الاتفاق النووي»: the words bring their own marker
        marker = marker or frames.markers.get(text.folded[match.start : match.end].split()[0], "")
        both = Group(frames.together[match.pattern], (), match.start, match.end, marker, match.sentence)
        others = groups[match.sentence]
        before = next((g for g in others if g.end <= match.start and frames.syntax.joined.match(text.folded[g.end : match.start])), None)
        if before is not None and not before.adjective:  # "in Poland and the Baltic states"
            both = before._replace(parties=tuple(dict.fromkeys((*before.parties, *both.parties))), end=match.end)
            others = tuple(g for g in others if g is not before)
        groups[match.sentence] = tuple(sorted((*others, both), key=lambda group: group.start))


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


def point_back(text: Text, frames: Frames, groups: list[tuple[Group, ...]], salience: dict[str, float]) -> None:
    """ "The two sides" in sentences that name fewer than two parties: the two that the article speaks of most, where these stand out."""
    ranked = sorted(salience, key=lambda party: (-salience[party], party))
    if len(ranked) < 2 or (len(ranked) > 2 and salience[ranked[2]] >= salience[ranked[1]]):
        return
    pair = tuple(sorted(ranked[:2], key=ranked.index))
    for match in frames.pairs.find(text.folded, text.sentences):
        own = groups[match.sentence]
        told = [group for group in own if group.marker not in ("attribution", "against", "about")]
        if text.language == "ar":
            told = [group for group in told if group.acts or group.marker == ""]  # «استعرض الوزيران الأوضاع في سوريا»
        named = {party for group in told for party in group.parties}
        here = tuple(dict.fromkeys(p for group in told for p in group.parties)) if text.language == "ru" and len(named) == 2 else ()
        if here and not any(len(group.parties) > 1 for group in told) and max(group.end for group in told) < match.start:
            # «В ходе визита министра Венгрии в Сербию главы ведомств обеих стран подписали план»
            back = Group(here, (), match.start, match.end, "", match.sentence)
            groups[match.sentence] = tuple(sorted((*own, back), key=lambda group: group.start))
        elif len(named) < 2 and named <= set(pair) and not any(group.mentions == () for group in own):
            marker = marker_before(text.folded, text.sentences[match.sentence].start, match.start, frames)
            marker = "between" if marker == "between" else ""
            back = Group(pair, (), match.start, match.end, marker, match.sentence)
            groups[match.sentence] = tuple(sorted((*own, back), key=lambda group: group.start))


def with_unnamed(scene: Scene, match: Match) -> bool:
    """ "Met with allied ministers": states that the sentence does not name are not those that the article names elsewhere."""
    sentence = scene.text.sentences[match.sentence]
    start, end = max(sentence.start, match.start - _BESIDE), min(sentence.end, match.end + _BESIDE)
    return sentence.part != "title" and scene.frames.unnamed.search(scene.text.folded, start, end) is not None


def with_insiders(scene: Scene, match: Match) -> bool:
    """ "Met with his national security team": people of one's own, whom no list holds, stand right beside the trigger."""
    sentence = scene.text.sentences[match.sentence]
    if scene.frames.insiders.search(scene.text.folded, max(sentence.start, match.start - _NEXT), match.start):
        return True  # "in a cabinet meeting"
    found = scene.frames.insiders.search(scene.text.folded, match.end, min(sentence.end, match.end + _BESIDE))
    return found is not None and not any(match.end <= g.start < found.end() for g in scene.groups[match.sentence])
