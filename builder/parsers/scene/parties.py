"""Who is named where in an article, and how much it speaks of each: mentions of parties → groups by sentence, parties by weight."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple, overload

from builder.model import Mention, Text
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.markers import marker_before
from builder.parsers.scene.slots import Group, groups_of
from builder.text.clitics import AND

_WEIGHTS = {"title": 3.0, "lead": 2.0, "body": 1.0}
_SPOKEN_OF = ("against", "about", "accord")

# How far behind "the two armies" their nations may stand.
_BESIDE = 8


class Groups(Sequence[tuple[Group, ...]]):
    """The groups of each sentence, read when first asked for: nobody asks for those of most sentences."""

    def __init__(self, text: Text, frames: Frames, mentions: Sequence[Mention], in_towns: Mapping[int, int]) -> None:
        self._text, self._frames, self._in_towns = text, frames, in_towns
        self._members: list[list[Mention]] = [[] for _ in text.sentences]
        self._read: list[tuple[Group, ...] | None] = [None] * len(text.sentences)
        starts = [sentence.start for sentence in text.sentences]
        for mention in mentions:
            self._members[bisect_right(starts, mention.start) - 1].append(mention)

    def __len__(self) -> int:
        return len(self._read)

    @overload
    def __getitem__(self, place: int) -> tuple[Group, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[Group, ...]]: ...
    def __getitem__(self, place: int | slice) -> tuple[Group, ...] | Sequence[tuple[Group, ...]]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        found = self._read[place]
        if found is None:
            found = self._read[place] = self._groups(range(len(self))[place])
        return found

    def _groups(self, number: int) -> tuple[Group, ...]:
        members = self._members[number]
        text = self._text
        return tuple(groups_of(text.folded, text.sentences[number], number, members, self._frames, self._in_towns)) if members else ()

    def replace(self, number: int, groups: Sequence[Group]) -> None:
        """Let other groups stand for those of a sentence; they are put in order."""
        self._read[number] = tuple(sorted(groups, key=lambda group: group.start))


class Prominence(NamedTuple):
    """How much an article speaks of each party, and its parties, those that it speaks of most first."""

    salience: Mapping[str, float]
    ranking: tuple[str, ...]


def counted(groups: Sequence[Group]) -> Iterator[Group]:
    """The groups of those who act or are acted on, not only cited or spoken of."""
    for group in groups:
        jointly = group.marker == "attribution" and len(group.parties) > 1  # «أعلنت النيجر ومالي تشكيل قوة مشتركة»
        if jointly or (group.marker != "attribution" and group.marker not in _SPOKEN_OF):
            yield group


def prominence(text: Text, groups: Groups) -> Prominence:
    """The parties by weight: what stands in the title or lead weighs more."""
    salience: dict[str, float] = {}
    for sentence, own in zip(text.sentences, groups, strict=True):
        for group in counted(own):
            for party in group.parties:
                salience[party] = salience.get(party, 0.0) + _WEIGHTS[sentence.part]
    return Prominence(salience, tuple(sorted(salience, key=lambda party: (-salience[party], party))))


def name_two(text: Text, frames: Frames, groups: Groups) -> None:
    """Words that name two parties at once ("the two Koreas") stand as a group of both."""
    found = frames.together_words.find(text.folded, text.sentences)
    if not found:
        return
    told = {party for own in groups for group in own for party in group.parties}
    another = any(len(frames.together[match.pattern]) > 1 for match in found)
    reached = -1
    for match in found:
        if match.start < reached:
            continue  # "six world powers" holds "world powers"
        if another and match.pattern in frames.implied and not told.issuperset(frames.together[match.pattern]):
            continue
        if not frames.beside[match.pattern] <= told:
            continue
        marker = marker_before(text.folded, text.sentences[match.sentence].start, match.start, frames)
        # «من الاتفاق النووي»: the words bring their own marker
        marker = marker or frames.markers.get(text.folded[match.start : match.end].split()[0], "")
        codes = frames.together[match.pattern]
        if match.pattern in frames.only_named:  # of "world powers" those that the article names (coding guide, ruling 15)
            codes = tuple(code for code in codes if code in told)
        if not codes:
            continue
        reached = match.end
        both = Group(codes, (), match.start, match.end, marker, match.sentence)
        others = groups[match.sentence]
        before = next((g for g in others if _goes_on(text.folded, g, match, frames)), None)
        if before is not None and not before.adjective:  # "in Poland and the Baltic states"
            both = before._replace(parties=tuple(dict.fromkeys((*before.parties, *both.parties))), end=match.end)
            others = tuple(g for g in others if g is not before)
        groups.replace(match.sentence, (*others, both))


def _goes_on(folded: str, group: Group, match: Match, frames: Frames) -> bool:
    """Whether the words stand together with the group before them; «بولندا ودول البلطيق»: "and" may be written onto them."""
    between = folded[group.end : match.start]
    if group.end > match.start:
        return False
    return frames.syntax.joined.match(between) is not None or (not between.strip() and folded.startswith(AND, match.start))


# A quotation mark or a short word may stand before "the two leaders".
_FIRST = 5
_WHERE = ("in", "to", "from")


def _opens_sentence(text: Text, match: Match, own: Sequence[Group]) -> bool:
    """ "At their meeting in Paris, the two leaders discussed": nobody who acts stands before the words."""
    start = text.sentences[match.sentence].start
    if match.start - start <= _FIRST:
        return True
    before = [group for group in own if group.start < match.start]
    return text.folded[start : match.start].rstrip().endswith(",") and all(group.marker in _WHERE and not group.acts for group in before)


def _named_before(groups: Groups, number: int) -> tuple[str, ...] | None:
    """ "The French president met the Polish premier. The two leaders will …": those two whom the sentence before tells as acting."""
    acting = [g for g in groups[number - 1] if g.acts and g.marker in ("", "partner", "between")] if number else []
    parties = tuple(dict.fromkeys(party for group in acting for party in group.parties))
    return parties if len(parties) == 2 else None


def point_back(text: Text, frames: Frames, groups: Groups, weighed: Callable[[], Prominence]) -> None:
    """ "The two sides" in sentences that name fewer than two parties: the two that the article speaks of most, where these stand out."""
    found = frames.pairs.find(text.folded, text.sentences)
    if not found:
        return
    salience, ranked = weighed()
    if len(ranked) < 2 or (len(ranked) > 2 and salience[ranked[2]] >= salience[ranked[1]]):
        return
    pair = ranked[:2]
    for match in found:
        own = groups[match.sentence]
        follows = any(len(g.parties) > 1 and 0 <= g.start - match.end <= _BESIDE for g in own)  # "The two allies, Norway and Poland, …"
        if not frames.has("verb_first") and _opens_sentence(text, match, own) and not follows:
            two = _named_before(groups, match.sentence) or pair
            groups.replace(match.sentence, (*own, Group(two, (), match.start, match.end, "", match.sentence)))
            continue  # "The two leaders met …": who they are is told before, whoever else the sentence names
        told = [group for group in own if group.marker not in ("attribution", "against", "about")]
        if frames.has("matters_marked"):
            told = [group for group in told if group.acts or group.marker == ""]  # «استعرض الوزيران الأوضاع في سوريا»
        named = {party for group in told for party in group.parties}
        both = frames.has("both_named_before") and len(named) == 2
        here = tuple(dict.fromkeys(p for group in told for p in group.parties)) if both else ()
        if here and not any(len(group.parties) > 1 for group in told) and max(group.end for group in told) < match.start:
            # «В ходе визита министра Венгрии в Сербию главы ведомств обеих стран подписали план»
            back = Group(here, (), match.start, match.end, "", match.sentence)
            groups.replace(match.sentence, (*own, back))
        elif frames.has("dual") and any(set(g.parties) == set(pair) and 0 <= g.start - match.end <= _BESIDE for g in own):
            continue  # «الجيشين التونسي والجزائري»: who they are follows
        elif len(named) < 2 and named <= set(pair) and not any(group.mentions == () for group in own):
            marker = marker_before(text.folded, text.sentences[match.sentence].start, match.start, frames)
            marker = "between" if marker == "between" else ""
            back = Group(pair, (), match.start, match.end, marker, match.sentence)
            groups.replace(match.sentence, (*own, back))
