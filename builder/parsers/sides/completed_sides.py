"""A side that a sentence leaves out: a trigger with what its sentence tells → the sides as the rest of the article completes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.headline import headline_topic
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.markers import marker_before
from builder.parsers.scene.slots import Group
from builder.parsers.sides.at_talks import of_the_talks
from builder.parsers.sides.envoys import said_there
from builder.parsers.sides.makers import made_by
from builder.parsers.sides.suppliers import supplier

# Schemes of people who come together.
BETWEEN_STATES = frozenset(("mutual", "caller", "host_guest", "received"))
_SHORT = 3
_PARTS = 4
_PHRASE = 8
_ABOUT_IT = 40
_CITED = ("attribution", "against", "about")
# What flows from the larger supplier unless the words themselves tell otherwise.
_SUPPLIED, _BEHIND = frozenset(("aid", "arms_transfer")), 12
_GIVEN = frozenset(("aid", "arms_transfer", "training"))


def completed(
    scene: Scene, trigger: Trigger, match: Match, sides: Sides, groups: Sequence[Group], apart: Collection[str] = ()
) -> tuple[Sides, tuple[str, ...]]:
    """The sides with what the title, the lead or the article's main parties add, and what the sentence told; none of those ``apart``."""
    sentence, frames = scene.text.sentences[match.sentence], scene.frames
    if trigger.event_type == "meeting" and frames.has("envoy_at_post") and (post := _post(scene, match, sides)) is not None:
        return replace(sides, source=(post,), target=sides.source or sides.target), ()
    if trigger.event_type in _SUPPLIED and sides.source and not sides.target and (there := _sent_to(scene, match, sides)) is not None:
        return replace(sides, target=(there,)), ()
    if trigger.scheme == "handover" and (there := _taken(scene, match, sides, "to")) is not None:
        return replace(sides, source=(*sides.source, *sides.target), target=(there,)), ()
    if trigger.scheme == "handover" and trigger.has("obtained") and (there := _taken(scene, match, sides, "from")) is not None:
        return replace(sides, source=(there,), target=(*sides.source, *sides.target)), ()
    known = (*sides.source, *sides.target)
    if not sides.source and _somebody_unlisted(scene, trigger, match):
        return sides, ()
    if not known and sentence.part == "body":
        told = of_the_talks(scene, trigger, match, sides) or said_there(scene, trigger, match, sides)
        return told if told is not sides and _candidates(scene, trigger, match, sides, groups) else sides, ()
    candidates = [p for p in _candidates(scene, trigger, match, sides, groups) if p not in apart]
    other = next((p for p in candidates if p not in known), None)
    if other is None:
        return made_by(scene, trigger, match, _at_home(scene, trigger, match, sides))
    if (both := of_the_talks(scene, trigger, match, sides)) is not None:
        return both, ()
    if not known:
        second = next((p for p in candidates if p != other), None)
        return (supplied(trigger, Sides((other,), (second,), ())), ("",)) if second else (sides, ())
    if sides.source:
        whole = replace(sides, target=(other,))
        return whole if _gives(scene, trigger, match, sides) else supplied(trigger, whole), known
    found = replace(sides, source=(other,))
    if _gives(scene, trigger, match, sides):
        return found, known
    found = supplied(trigger, found)
    if trigger.event_type in _GIVEN and supplier((*found.source, *found.target)) in found.target:
        return sides, ()  # "support to the U.S. military": a guess makes no small state the one that helps
    return found, known


def _at_home(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """«В Оше состоялась встреча милиционеров с коллегами из Китая»: nobody else named, those who met them are of the town before."""
    guests = (*sides.source, *sides.target)
    behind = len(guests) == 1 and all(g.start > match.end for g in sides.groups)
    if trigger.event_type != "meeting" or not behind or not scene.has("told_by_place") or scene.has("verb_first"):
        return sides
    towns = (m for m in scene.within(match.sentence) if m.kind == "place" and m.end <= match.start and m.party not in (None, *guests))
    home = next((m.party for m in towns if m.party is not None), None)
    return replace(sides, source=(home,), target=guests) if home is not None else sides


def _candidates(scene: Scene, trigger: Trigger, match: Match, sides: Sides, groups: Sequence[Group]) -> list[str]:
    """Who may be the side that the sentence leaves out, the likeliest first."""
    sentence, frames = scene.text.sentences[match.sentence], scene.frames
    if sentence.part == "title":
        # A headline leaves out what its other part or the lead says in full.
        opening = [n for n, s in enumerate(scene.text.sentences[:_PARTS]) if s.part != "body" and n != match.sentence]
        candidates = list(dict.fromkeys(p for n in opening for g in _named(scene, trigger, n) for p in g.parties))
        if not candidates and (sides.source or sides.target):
            candidates = _mostly_named(scene)  # "Taliban talks cancelled", over a lead that names nobody
    else:
        candidates = _mostly_named(scene)
    if trigger.scheme in BETWEEN_STATES and frames.has("matters_marked"):
        matters = {p for g in groups for p in g.parties if g.marker in (*_CITED[1:], "accord") and not g.acts}
        if matters and trigger.has("discussed") and sentence.part != "title":
            return []
        candidates = [p for p in candidates if p not in matters]  # «يبحث الوضع في سوريا» is no talk with it
    if trigger.scheme == "request":  # "the arrest of a Chinese executive": whose citizen the suspect is holds him not
        suspects = {p for g in groups for p in g.parties if g.matter and match.start < g.start < match.end}
        candidates = [p for p in candidates if p not in suspects]
    if trigger.event_type == "judicial":
        candidates = [p for p in candidates if p != "INTERPOL"]  # it passes on what a state asks
    if trigger.has("discussed") and not frames.has("partner_by_and"):
        matters = {p for g in groups if g.start > match.end and g.marker != "partner" and not g.acts for p in g.parties}
        candidates = [p for p in candidates if p not in matters]  # «discutera du conflit dans le pays voisin»
    if trigger.scheme in BETWEEN_STATES and scene.igos & {*sides.source} and (topic := headline_topic(scene)) is not None:
        candidates = [p for p in candidates if p not in topic.parties]  # «Niger : la Cédéao tient une réunion»
    if trigger.scheme in BETWEEN_STATES or trigger.event_type == "arms_transfer":
        candidates = sorted(candidates, key=scene.igos.__contains__)  # people of states meet before organisations do
    if trigger.scheme == "exercise" and frames.has("owner_before_noun") and _own_exercise(scene, match, sides):
        return []
    if trigger.scheme == "exercise":
        if frames.has("drills_of_ones_own") and not _joint(scene, match):
            return []
        # Parties that the sentence names and does not join are not joined by the rest of the article.
        apart = {p for g in groups for p in g.parties}
        candidates = [p for p in candidates if p not in apart]
    if trigger.event_type == "agreement" and trigger.form == "verb" and sides.source:
        # "signed an accord against piracy off Benin": where its matter lies is no partner
        places = {p for g in groups for p in g.parties if g.start >= match.end and g.marker in ("in", "against") and not g.acts}
        candidates = [p for p in candidates if p not in places]
    if trigger.sides == "sentence":
        named = {p for g in groups if g.marker not in _CITED for p in g.parties}
        candidates = [p for p in candidates if p in named]
    if trigger.event_type == "arms_transfer" and frames.has("unnamed_seller") and sides.target and not sides.source:
        candidates = [p for p in candidates if supplier((*sides.target, p)) == p]  # who is not named sells arms
    return candidates


# "Mitt Romney will travel", "Mitt Romney's trip": a name in capitals right before the words.
_NAME = re.compile(r"(?:^|[^.\w])[A-Z][\w-]+\s(?:[A-Z]\.\s)?(?P<last>[A-Z][\w-]+)(?:['’]s)?\s(?:(?:will|would|has|had|is|was)\s)?$")
# "On cusp of Romney visit": one name alone, where not all words of the headline are in capitals.
_SURNAME = re.compile(r"[a-z]\s(?P<last>[A-Z][\w-]+)(?:['’]s)?\s$")
_SMALL, _IN_SMALL = re.compile(r"(?<!\w)[a-z]{4,}"), 3


def _somebody_unlisted(scene: Scene, trigger: Trigger, match: Match) -> bool:
    """ "Mitt Romney travels to Israel": a person whom no list holds is no state's official, whoever else the article names."""
    if not (trigger.form == "verb" or trigger.scheme == "traveller") or not scene.has("bare_object"):
        return False
    sentence = scene.text.sentences[match.sentence]
    left = max(sentence.start, match.start - _ABOUT_IT)
    before = scene.text.words(left, match.start)
    if sentence.part == "title" and len(_SMALL.findall(scene.text.words(sentence.start, sentence.end))) < _IN_SMALL:
        return False  # A Headline in Capitals Tells No Names
    name = _NAME.search(before) or (_SURNAME.search(before) if trigger.scheme == "traveller" else None)
    return name is not None and not any(m.start < match.start and m.end > left + name.start("last") for m in scene.within(match.sentence))


def _mostly_named(scene: Scene) -> list[str]:
    return [p for p, _ in sorted(scene.salience.items(), key=lambda item: -item[1])][:_SHORT]


def _sent_to(scene: Scene, match: Match, sides: Sides) -> str | None:
    """«vendre à Erevan des canons»: a town told inside the words or right behind them is that of whoever receives."""
    if not scene.frames.has("in_leads_to"):
        return None
    start = scene.text.sentences[match.sentence].start
    towns = (m for m in scene.within(match.sentence) if m.kind == "place" and match.start < m.start <= match.end + _BEHIND and m.party)
    gone_to = (m for m in towns if marker_before(scene.text.folded, start, m.start, scene.frames) in ("to", "in"))
    return next((m.party for m in gone_to if m.party not in sides.source), None)


def _taken(scene: Scene, match: Match, sides: Sides, way: str) -> str | None:
    """«ترحيل المتهم إلى القاهرة», "brought home from Dubai": a town so marked behind the words is of the other state."""
    known = (*sides.source, *sides.target)
    if len(known) != 1 or known[0] in scene.igos or scene.has("to_tells_where"):
        return None
    start = scene.text.sentences[match.sentence].start
    towns = (
        m
        for m in scene.within(match.sentence)
        if m.kind == "place" and match.start < m.start <= match.end + _ABOUT_IT and m.party not in (None, *known)
    )
    return next((m.party for m in towns if marker_before(scene.text.folded, start, m.start, scene.frames) == way), None)


def _post(scene: Scene, match: Match, sides: Sides) -> str | None:
    """«s'est entretenu avec l'ambassadeur d'Italie au Malawi»: a minister whom no list knows is of the state where the envoy serves."""
    for group in sides.groups:
        envoy = next((m for m in group.mentions if m.role == "DIP" and m.party), None)
        if envoy is None or len(group.parties) > 1:
            continue
        reach = (m for m in scene.within(match.sentence) if envoy.start < m.start <= envoy.end + _PHRASE and m.form != "adjective")
        places = (m.code if m.kind == "country" else m.party for m in reach if m.kind in ("country", "place"))
        return next((place for place in places if place and place not in (*sides.source, *sides.target)), None)
    return None


def _gives(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> bool:
    """«La Norvège enverra des obusiers», «L'Ukraine recevra»: such a French verb tells who of the two its subject is."""
    finite = trigger.form == "verb" or scene.frames.syntax.future.match(scene.text.folded, match.start) is not None
    doer = sides.groups[0] if sides.groups and sides.groups[0].marker == "" else None
    if doer is not None and 0 <= match.start - doer.end <= _ABOUT_IT and sides.source:
        finite = finite or scene.frames.syntax.infinitive.match(scene.text.folded, match.start) is not None
    return scene.has("verb_tells_giver") and trigger.scheme in ("giver", "receiver") and finite


def _own_exercise(scene: Scene, match: Match, sides: Sides) -> bool:
    """ "Russian war games": one nation's, where no word says that they are joint."""
    owner = sides.groups[0] if sides.groups else None
    beside = owner is not None and owner.adjective and len(owner.parties) == 1 and 0 <= match.start - owner.end <= 4
    return beside and "joint" not in scene.text.folded[match.start : match.end]


def _joint(scene: Scene, match: Match) -> bool:
    """An exercise in French or Arabic is one's own unless its words or others of the article tell of partners."""
    sentence = scene.text.sentences[match.sentence]
    beside = max(sentence.start, match.start - _ABOUT_IT), min(sentence.end, match.end + _ABOUT_IT)
    if scene.frames.syntax.jointly.search(scene.text.folded, *beside) is not None:
        return True
    return scene.has("partners_told_elsewhere") and bool(scene.frames.participation.find(scene.text.folded, scene.text.sentences))


def _named(scene: Scene, trigger: Trigger, number: int) -> list[Group]:
    """Groups of a sentence that can complete a headline; a suspect's nationality cannot where a state is named."""
    told = [g for g in scene.groups[number] if g.marker not in _CITED]
    states = [g for g in told if not g.adjective]
    return states if states and trigger.event_type == "judicial" else told


def supplied(trigger: Trigger, sides: Sides) -> Sides:
    """Aid and arms come from the larger supplier where the words name one side and not its part: "the military aid to be released"."""
    first = supplier((*sides.source, *sides.target)) if trigger.event_type in ("aid", "arms_transfer") else None
    if first is None or first not in sides.target or len(sides.target) > 1 or any(g.marker for g in sides.groups):
        return sides
    if len(sides.groups) > 1 and sides.groups[0].acts and sides.groups[0].start < sides.groups[1].start:
        return sides  # «Правительство Болгарии готовит пакет помощи Финляндии»: who acts gives
    return replace(sides, source=sides.target, target=sides.source)
