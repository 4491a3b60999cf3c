"""The sides of a trigger: those its clause or sentence tells, else completed from what the article tells elsewhere → Sides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.arguments import side
from builder.parsers.at_talks import of_the_talks
from builder.parsers.clause import BESIDE, NEAR, Sides
from builder.parsers.envoys import accredited, said_there
from builder.parsers.frames import Trigger
from builder.parsers.markers import WORDS
from builder.parsers.patterns import Match
from builder.parsers.pronouns import pronoun_party
from builder.parsers.scene import Scene, with_insiders, with_unnamed
from builder.parsers.slots import Group, nouns_beside
from builder.parsers.suppliers import supplier
from builder.parsers.threes import all_allies, all_three

_SHORT, _OF_WHOM = 3, 3
_PARTS = 4
_PHRASE = 8
_CITED = ("attribution", "against", "about")
# Schemes whose second side the context cannot supply.
_TOLD_WHOLE = frozenset(("many", "host_guest", "guest", "received", "sender"))
# Schemes whose doer a pronoun can stand for.
_BY_PRONOUN = frozenset(("mutual", "caller", "traveller", "received", "giver", "speaker"))
# What flows from the larger supplier unless the words themselves tell otherwise.
_GIVEN = frozenset(("aid", "arms_transfer", "training"))
# Organisations whose every decision is not an accord of their members.
_OF_ALL = frozenset(("UNO", "EU"))
# Schemes of people who come together.
_BETWEEN_STATES = frozenset(("mutual", "caller", "host_guest", "received"))


def alone(scene: Scene, trigger: Trigger, sides: Sides) -> bool:
    """One organisation by itself: its summit, or a coalition's operation (coding guide, ruling 10)."""
    if trigger.event_type == "operation":
        return sides.source[0].startswith("COALITION")
    if trigger.event_type == "conference":
        # A summit has others by its name; a state's own forum or council has not.
        if trigger.id.endswith(".session"):
            return sides.source[0] in scene.igos and sides.source[0] != "UNO"  # its Security Council sits every week
        return trigger.id.endswith(".summit") or sides.source[0] in scene.igos
    if trigger.event_type == "exercise" and scene.text.language == "fr":
        return sides.source[0] in scene.igos and bool(sides.groups)
    if trigger.event_type == "agreement" and scene.text.language == "ru":
        return sides.source[0] in scene.igos - _OF_ALL and bool(sides.groups) and not sides.groups[0].marker  # what its members adopt
    if trigger.event_type == "mechanism":
        told = scene.text.language == "en" or (scene.text.language in ("fr", "ru") and len(scene.salience) == 1)
        told = told or (scene.text.language == "fr" and bool(sides.groups) and sides.groups[0].marker == "by")
        return told and sides.source[0] in scene.igos and bool(sides.groups)
    if trigger.id.endswith(".treaty"):
        return bool(sides.groups)  # who leaves an accord leaves partners whom nobody need name
    # Its official alone meets someone: only the organisation itself meets by itself.
    itself = sides.groups and not sides.groups[0].acts
    return bool(trigger.event_type == "meeting" and len(sides.source) == 1 and sides.source[0] in scene.igos and itself)


def told_sides(scene: Scene, trigger: Trigger, match: Match) -> tuple[Sides, tuple[str, ...]]:
    """Sides told by the sentence, else completed from the sentence before, the title or the article's main parties.

    The second value is empty where the sentence tells both sides, else what little it tells (("",) for nothing).
    """
    groups = [_object(scene, match, g) for g in scene.groups[match.sentence]]
    clause = [g for g in groups if same_clause(scene, match, g.start)]
    frames = scene.frames
    sides = side(trigger, match, clause, scene.text.folded, frames)
    later = bisect_right(scene.breaks[match.sentence], match.start) > 0
    drilling = later and trigger.scheme == "exercise" and bool(sides.source)  # "threatens war as the U.S. begins drills"
    whole = len(clause) == len(groups)
    if not sides.complete and not whole and not (frames.language == "en" and (drilling or _journey(trigger, match, sides))):
        sides = side(trigger, match, groups, scene.text.folded, frames)
    if trigger.scheme in _BETWEEN_STATES and trigger.event_type != "operation" and with_insiders(scene, match):
        return Sides((), (), ()), ()
    if trigger.scheme == "traveller" and (
        not sides.official or (frames.language != "ar" and _forces(scene, sides, groups)) or _private(trigger, match, groups)
    ):
        return Sides((), (), ()), ()
    if (guest := _guest(scene, trigger, match)) is not None:
        return guest, ()
    if trigger.event_type == "aid" and trigger.form == "noun" and sides.complete:
        return _supplied(trigger, sides), ()
    ahead = trigger.form == "verb" and not any(g.start < match.start for g in sides.groups)
    if (ahead or not sides.complete) and trigger.scheme in _BY_PRONOUN and (who := pronoun_party(scene, match)) is not None:
        others = tuple(p for p in (*sides.source, *sides.target) if p != who)
        if others and trigger.scheme == "received":
            return Sides(others, (who,), sides.groups, others[0]), ()  # «Il a été accueilli par son homologue»: he is the guest
        if others or trigger.scheme == "traveller":
            return replace(sides, source=(who,), target=others), ()
    sides = all_allies(scene, trigger, all_three(scene, trigger, match, accredited(scene, trigger, match, sides)))
    if _told_in_full(scene, trigger, match, sides, groups):
        return sides, ()
    return _completed(scene, trigger, match, sides, groups)


def _guest(scene: Scene, trigger: Trigger, match: Match) -> Sides | None:
    """«يستقبل الرئيس نظيره الفرنسي الاثنين في زيارة»: who is received there is the visitor."""
    if trigger.event_type != "visit" or scene.frames.syntax.on_visit.match(scene.text.folded, match.start) is None:
        return None
    for earlier in scene.triggers:
        receives = scene.frames.triggers[earlier.pattern]
        if earlier.sentence == match.sentence and earlier.end <= match.start and receives.scheme == "host_guest":
            found = side(receives, earlier, _in_clause(scene, earlier), scene.text.folded, scene.frames)
            if found.complete and same_clause(scene, match, earlier.start):
                return Sides(found.target, found.source, found.groups, found.source[0])
    return None


def _told_in_full(scene: Scene, trigger: Trigger, match: Match, sides: Sides, groups: Sequence[Group]) -> bool:
    """Whether what the sentence tells of the sides is all: the rest of the article cannot complete it."""
    language = scene.frames.language
    if (
        sides.complete
        or trigger.sides == "told"
        or trigger.scheme in _TOLD_WHOLE
        or trigger.id.endswith(".spoke")
        or (sides.source and alone(scene, trigger, sides))
    ):
        return True
    own = trigger.scheme in _BETWEEN_STATES and _own_people(_in_clause(scene, match), sides, match, language)
    if own or (trigger.scheme in _BETWEEN_STATES and with_unnamed(scene, match)):
        return True
    if trigger.id == "ar.meeting.agreed.discussed" and scene.text.sentences[match.sentence].part != "title":
        return True  # ministers of one government may agree
    if trigger.id.endswith((".led", ".pair")):
        return True  # who strikes together is told together; who else is named may be the one struck
    if trigger.scheme != "traveller" or trigger.form != "verb":
        return False
    if language == "ru" and not any(g.acts for g in groups):
        return True  # what arrives there is named by no list: «первые комплексы прибыли»
    # A journey whose end the sentence does not name as a state stays in the country.
    return bool(sides.source) and scene.text.sentences[match.sentence].part != "title" and language != "ar"


def _completed(scene: Scene, trigger: Trigger, match: Match, sides: Sides, groups: Sequence[Group]) -> tuple[Sides, tuple[str, ...]]:
    """The sides with what the title, the lead or the article's main parties add, and what the sentence told."""
    sentence, frames = scene.text.sentences[match.sentence], scene.frames
    if sentence.part == "title":
        # A headline leaves out what its other part or the lead says in full.
        opening = [n for n, s in enumerate(scene.text.sentences[:_PARTS]) if s.part != "body" and n != match.sentence]
        candidates = list(dict.fromkeys(p for n in opening for g in _named(scene, trigger, n) for p in g.parties))
    else:
        candidates = [p for p, _ in sorted(scene.salience.items(), key=lambda item: -item[1])][:_SHORT]
    if trigger.event_type == "meeting" and frames.language == "fr" and (post := _post(scene, match, sides)) is not None:
        return replace(sides, source=(post,), target=sides.source or sides.target), ()
    if trigger.scheme in _BETWEEN_STATES and frames.language == "ar":
        matters = {p for g in groups for p in g.parties if g.marker in (*_CITED[1:], "accord") and not g.acts}
        if matters and trigger.id == "ar.meeting.discussed" and sentence.part != "title":
            return sides, ()
        candidates = [p for p in candidates if p not in matters]  # «يبحث الوضع في سوريا» is no talk with it
    if trigger.event_type == "judicial":
        candidates = [p for p in candidates if p != "INTERPOL"]  # it passes on what a state asks
    if trigger.id.endswith(".meeting.discussed") and frames.language != "ar":
        matters = {p for g in groups if g.start > match.end and g.marker != "partner" and not g.acts for p in g.parties}
        candidates = [p for p in candidates if p not in matters]  # «discutera du conflit dans le pays voisin»
    if trigger.scheme in _BETWEEN_STATES or trigger.event_type == "arms_transfer":
        candidates = sorted(candidates, key=scene.igos.__contains__)  # people of states meet before organisations do
    if trigger.scheme == "exercise" and frames.language == "en" and _own_exercise(scene, match, sides):
        return sides, ()
    if trigger.scheme == "exercise":
        if frames.language in ("fr", "ar") and not _joint(scene, match):
            return sides, ()
        # Parties that the sentence names and does not join are not joined by the rest of the article.
        apart = {p for g in groups for p in g.parties}
        candidates = [p for p in candidates if p not in apart]
    if trigger.sides == "sentence":
        named = {p for g in groups if g.marker not in _CITED for p in g.parties}
        candidates = [p for p in candidates if p in named]
    known = (*sides.source, *sides.target)
    if trigger.event_type == "arms_transfer" and frames.language == "ar" and sides.target and not sides.source:
        candidates = [p for p in candidates if supplier((*sides.target, p)) == p]  # who is not named sells arms
    other = next((p for p in candidates if p not in known), None)
    if other is None:
        return sides, ()
    if (both := of_the_talks(scene, trigger, match, sides)) is not None:
        return both, ()
    if not known and sentence.part == "body":
        return said_there(scene, trigger, match, sides), ()
    if not known:
        second = next((p for p in candidates if p != other), None)
        return (_supplied(trigger, Sides((other,), (second,), ())), ("",)) if second else (sides, ())
    if sides.source:
        whole = replace(sides, target=(other,))
        return whole if _gives(scene, trigger, match) else _supplied(trigger, whole), known
    found = replace(sides, source=(other,))
    if _gives(scene, trigger, match):
        return found, known
    found = _supplied(trigger, found)
    if trigger.event_type in _GIVEN and supplier((*found.source, *found.target)) in found.target:
        return sides, ()  # "support to the U.S. military": a guess makes no small state the one that helps
    return found, known


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


def _gives(scene: Scene, trigger: Trigger, match: Match) -> bool:
    """«La Norvège enverra des obusiers», «L'Ukraine recevra»: such a French verb tells who of the two its subject is."""
    finite = trigger.form == "verb" or scene.frames.syntax.future.match(scene.text.folded, match.start) is not None
    return scene.text.language == "fr" and trigger.scheme in ("giver", "receiver") and finite


def _forces(scene: Scene, sides: Sides, groups: Sequence[Group]) -> bool:
    """Troops that arrive are no visitors: "four hundred British soldiers arrived in Estonia"; their chief, named before them, is."""
    doer = sides.groups[0].mentions if sides.groups and sides.source else ()
    beside = nouns_beside(scene.text.folded, doer, scene.frames) if doer else []
    if doer and not sides.groups[0].adjective:
        beside = beside[:1] if scene.text.language == "en" else []  # "U.S. troops"
    if doer and scene.text.language == "en" and doer[0].kind == "country":
        beside += WORDS.findall(scene.text.folded[max(0, doer[0].start - NEAR) : doer[0].start])[-_OF_WHOM:]  # "personnel from the UK"
    if any(scene.frames.syntax.on_duty.fullmatch(noun) for noun in beside):
        return True
    if not doer or not all(m.kind == "institution" and m.role == "MIL" for m in doer):
        return False
    people = (m for g in groups if g.start < doer[0].start and g.parties == sides.source for m in g.mentions)
    return not any(m.kind in ("person", "office") for m in people)


def _journey(trigger: Trigger, match: Match, sides: Sides) -> bool:
    """ "Is due to travel to the Gulf, while his deputy will visit Turkey": where the traveller goes is told in the verb's own clause."""
    verb = trigger.scheme == "traveller" and trigger.form == "verb"
    return verb and bool(sides.source and sides.groups) and sides.groups[0].end <= match.start


def _own_exercise(scene: Scene, match: Match, sides: Sides) -> bool:
    """ "Russian war games": one nation's, where no word says that they are joint."""
    owner = sides.groups[0] if sides.groups else None
    beside = owner is not None and owner.adjective and len(owner.parties) == 1 and 0 <= match.start - owner.end <= 4
    return beside and "joint" not in scene.text.folded[match.start : match.end]


_ABOUT_IT = 40


def _joint(scene: Scene, match: Match) -> bool:
    """An exercise in French or Arabic is one's own unless its words or others of the article tell of partners."""
    sentence = scene.text.sentences[match.sentence]
    beside = max(sentence.start, match.start - _ABOUT_IT), min(sentence.end, match.end + _ABOUT_IT)
    if scene.frames.syntax.jointly.search(scene.text.folded, *beside) is not None:
        return True
    return scene.text.language == "fr" and bool(scene.frames.participation.find(scene.text.folded, scene.text.sentences))


def _private(trigger: Trigger, match: Match, groups: Sequence[Group]) -> bool:
    """Whether the nationality of private people stands where the traveller does: "dozens of Belgian students have travelled"."""
    before = [g for g in groups if 0 <= match.start - g.end <= NEAR]
    return trigger.form == "verb" and bool(before) and before[-1].adjective and before[-1].matter


def _supplied(trigger: Trigger, sides: Sides) -> Sides:
    """Aid and arms come from the larger supplier where the words name one side and not its part: "the military aid to be released"."""
    first = supplier((*sides.source, *sides.target)) if trigger.event_type in ("aid", "arms_transfer") else None
    if first is None or first not in sides.target or len(sides.target) > 1 or any(g.marker for g in sides.groups):
        return sides
    return replace(sides, source=sides.target, target=sides.source)


def _named(scene: Scene, trigger: Trigger, number: int) -> list[Group]:
    """Groups of a sentence that can complete a headline; a suspect's nationality cannot where a state is named."""
    told = [g for g in scene.groups[number] if g.marker not in _CITED]
    states = [g for g in told if not g.adjective]
    return states if states and trigger.event_type == "judicial" else told


def _own_people(groups: Sequence[Group], sides: Sides, match: Match, language: str) -> bool:
    """Whether the sentence tells of talks among officials of one state: "the minister told the president at a meeting"."""
    acting = [g for g in groups if g.acts and g.marker not in ("against", "about")]
    beside = next((g for g in acting if g.marker == "partner" and 0 <= g.start - match.end <= BESIDE), None)
    if beside is not None and any(g.marker == "" and g.parties == beside.parties for g in acting):
        return True  # "the senator, in a phone call with the secretary of state, warned of …": whom else the sentence names has no part
    met = [g for g in groups if g.marker == "partner" or (language != "ar" and g.marker == "" and 0 <= g.start - match.end <= NEAR)]
    parties = {p for g in (*acting, *met) for p in g.parties} | {*sides.source, *sides.target}
    people = {m.code or m.start for g in acting for m in g.mentions if m.kind == "person"}
    # "Met with freed American pastor": one of the state's own, whom no list holds.
    return len(parties) == 1 and (len(people) > 1 or (bool(met) and any(g.marker == "" and g not in met for g in acting)))


def _in_clause(scene: Scene, match: Match) -> list[Group]:
    return [_object(scene, match, g) for g in scene.groups[match.sentence] if same_clause(scene, match, g.start)]


def _object(scene: Scene, match: Match, group: Group) -> Group:
    """ "A conversation with the crown prince of Arabia": "with" marks the whole phrase, also where only its end names a state."""
    origin = group.marker == "from" and scene.frames.language == "ru"  # «с коллегами из Турции»
    if (group.marker != "" and not origin) or group.start <= match.end:
        return group
    earlier = max((g.end for g in scene.groups[match.sentence] if g.end <= group.start), default=0)
    between = scene.text.folded[max(match.end, earlier) : group.start].split()
    partner = 0 < len(between) <= _PHRASE and scene.frames.markers.get(between[0]) == "partner"
    return group._replace(marker="partner") if partner else group


def same_clause(scene: Scene, match: Match, start: int) -> bool:
    """Whether a place in the sentence stands in the trigger's own clause."""
    breaks = scene.breaks[match.sentence]
    return bisect_right(breaks, match.start) == bisect_right(breaks, start)
