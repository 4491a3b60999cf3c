"""Who only reports or reacts: "The Brazilian ministry said that Egypt and Sudan had signed" → the groups of the sentence without him.

He is left out where the rest of the sentence names the sides by itself and does not point back to him ("said that he had met …"):
who says it, who condemns or welcomes it ("China protested against the sale of U.S. missiles to Taiwan"), whose source is cited behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group
from builder.parsers.sides.alone import alone
from builder.parsers.sides.arguments import side

_OPENS, _NAMED, _TWO = 60, 5, 2


# Schemes of people who come together or speak.
_TOGETHER = frozenset(("mutual", "caller", "host_guest", "received", "traveller"))
# What who reacts is to what he reacts to, where the rest tells one side only: "Taiwan hailed the sale of missiles to its army".
_CONCERNED = {"giver": "to", "deal": "to", "sender": "in", "affected": "from"}


def without_speaker(scene: Scene, trigger: Trigger, match: Match, groups: Sequence[Group]) -> list[Group] | None:
    """The groups of what is said, where they tell both sides; None where nobody speaks or what he says needs him."""
    kept = list(groups)
    reacting = [] if _attends(trigger, match, groups) else [*_reacting(scene, match, groups)]
    cited = [*_sources(scene, match, groups)]
    for onlooker, opened in (*cited, *_speakers(scene, match, groups), *reacting):
        others = [group for group in kept if group is not onlooker]
        if len(others) == len(kept):
            continue
        found = side(trigger, match, others, scene.text.folded, scene.frames)
        if not _points_back(scene, match, opened, onlooker, others):
            told = found.complete or (bool(found.source) and alone(scene, trigger, found))
            # "Turkey said that Putin had called Erdogan": what is said names its own two, whoever of them says it.
            inside = trigger.scheme in _TOGETHER and all(g.start >= opened for g in found.groups)
            apart = inside or (onlooker, opened) in cited or not {*onlooker.parties} & {*found.source, *found.target}
            whole = told and apart and _has_doer(found)
            if whole or _names_two(scene, match, opened, onlooker, others):
                kept = others
                continue
        concerned = _CONCERNED.get(trigger.scheme) if (onlooker, opened) in reacting else None
        if concerned is not None and found.source and not found.complete and opened <= match.start:
            kept = [onlooker._replace(marker=concerned), *others]
    return kept if kept != list(groups) else None


def _attends(trigger: Trigger, match: Match, groups: Sequence[Group]) -> bool:
    """ "Blasts his allies at the NATO summit": who reacts at a gathering is there himself."""
    return trigger.scheme == "many" and any(g.marker == "in" and g.start <= match.start <= g.end + 1 for g in groups)


def _has_doer(sides: Sides) -> bool:
    """«أكد ترامب، بعد اتصال هاتفي بالرئيس»: whom only "with" marks does nothing by himself; then the speaker does."""
    return any(g.marker not in ("partner", "to") for g in sides.groups if {*g.parties} & {*sides.source})


def _sources(scene: Scene, match: Match, groups: Sequence[Group]) -> Iterator[tuple[Group, int]]:
    """ "…, sources in Brazil said", "…, according to a report published in Brazil"."""
    folded, sentence = scene.text.folded, scene.text.sentences[match.sentence]
    for cited in scene.frames.syntax.cited_behind.finditer(folded, match.end, sentence.end):
        for group in groups:
            if cited.start() <= group.start < cited.end():
                yield group, sentence.end


def _speakers(scene: Scene, match: Match, groups: Sequence[Group]) -> Iterator[tuple[Group, int]]:
    folded, sentence = scene.text.folded, scene.text.sentences[match.sentence]
    for said in scene.frames.syntax.says.finditer(folded, sentence.start, match.start):
        opened = _content(scene, match, said, groups)
        speaker = _speaker(scene, said, opened, groups) if opened is not None else None
        if speaker is not None and opened is not None:
            yield speaker, opened


def _reacting(scene: Scene, match: Match, groups: Sequence[Group]) -> Iterator[tuple[Group, int]]:
    """ "Russia criticised Finland's decision to", «نددت الصين ببيع»: who reacts stands beside the verb."""
    folded, sentence = scene.text.folded, scene.text.sentences[match.sentence]
    for verb in scene.frames.syntax.reacts.finditer(folded, sentence.start, match.start):
        bare = [group for group in groups if group.marker in ("", "attribution")]
        if scene.has("verb_first"):
            who = next((g for g in bare if 0 <= g.start - verb.end() <= _OPENS), None)
        else:
            who = next((g for g in reversed(bare) if 0 <= verb.start() - g.end <= _OPENS), None)
        if who is not None:
            yield who, max(verb.end(), who.end)


def _content(scene: Scene, match: Match, said: re.Match[str], groups: Sequence[Group]) -> int | None:
    """Where what is said begins: at "that", or at a party named right behind the verb ("said Egypt and Sudan had signed")."""
    folded = scene.text.folded
    that = scene.frames.syntax.says_that.search(folded, said.end(), min(match.start, said.end() + _OPENS))
    if that is not None:
        return that.start()
    behind = (group.start for group in groups if 0 < group.start - said.end() <= _NAMED and group.start <= match.start)
    return next((start for start in behind if scene.frames.syntax.reports_that.search(folded, said.start() - 2, start)), None)


def _speaker(scene: Scene, said: re.Match[str], opened: int, groups: Sequence[Group]) -> Group | None:
    """The subject of the verb of saying: behind it where verbs come first, else the last before it."""
    bare = [group for group in groups if group.marker in ("", "attribution")]
    if scene.has("verb_first"):
        return next((group for group in bare if said.end() <= group.start < opened), None)
    return next((group for group in reversed(bare) if group.end <= said.start()), None)


def _points_back(scene: Scene, match: Match, opened: int, speaker: Group, others: Sequence[Group]) -> bool:
    """Whether what is said points to who says it; "his" is of whoever is named last: "said that the Turkish minister, on his trip to"."""
    folded, syntax = scene.text.folded, scene.frames.syntax
    for pointer in syntax.points_to_speaker.finditer(folded, opened, max(opened, match.end)):
        before = (g for g in others if opened <= g.start < pointer.start() and g.marker in ("", "from", "attribution"))
        named = {p for g in before for p in g.parties} - {*speaker.parties}
        last = bool(named) and syntax.points_to_last.fullmatch(pointer[0])
        if not (last or (len(named) >= _TWO and syntax.points_to_both.fullmatch(pointer[0]))):
            return True
    return False


def _names_two(scene: Scene, match: Match, opened: int, speaker: Group, others: Sequence[Group]) -> bool:
    """Whether what is said names two states besides, one of them by a place of it: «вывела миротворцев из Карабаха»."""
    start, end = (opened, match.end) if opened < match.start else (scene.text.sentences[match.sentence].start, match.end)
    sentence = scene.text.sentences[match.sentence]
    doer = {p for g in others if start <= g.start < end and g.marker not in ("about", "against", "attribution") for p in g.parties}
    places = {m.party or m.code for m in scene.within(match.sentence) if m.kind == "place" and start <= m.start < sentence.end}
    here = {p for g in others if start <= g.start and g.marker not in ("about", "against", "attribution") for p in g.parties}
    return bool(doer) and len((here | places) - {*speaker.parties, None, ""}) >= _TWO
