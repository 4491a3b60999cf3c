"""The sides of a trigger: those its clause or sentence tells, else completed from what the article tells elsewhere → Sides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, NEAR, Sides
from builder.parsers.scene.laid_out import Scene, with_insiders, with_unnamed
from builder.parsers.scene.markers import WORDS
from builder.parsers.scene.slots import Group, nouns_beside
from builder.parsers.sides.alone import alone
from builder.parsers.sides.arguments import side
from builder.parsers.sides.at_home import at_home
from builder.parsers.sides.by_ground import told_by_ground
from builder.parsers.sides.clauses import opening_participle
from builder.parsers.sides.completed_sides import BETWEEN_STATES, completed, supplied
from builder.parsers.sides.envoys import accredited
from builder.parsers.sides.informed import informed
from builder.parsers.sides.named_exercises import by_its_name, only_looks_on
from builder.parsers.sides.pronouns import pronoun_party
from builder.parsers.sides.received_again import received_again
from builder.parsers.sides.reported import without_speaker
from builder.parsers.sides.taken_between import with_towns
from builder.parsers.sides.threes import all_allies, all_three
from builder.parsers.when.belonging import of_another
from builder.text.clitics import AND

_OF_WHOM, _ABOUT = 3, 40
_IN_HOST = 16
_PHRASE = 8
# Schemes whose second side the context cannot supply.
_TOLD_WHOLE = frozenset(("many", "host_guest", "guest", "received", "sender"))
# Schemes whose doer a pronoun can stand for.
_BY_PRONOUN = frozenset(("mutual", "caller", "traveller", "received", "giver", "speaker"))


def told_sides(scene: Scene, trigger: Trigger, match: Match) -> tuple[Sides, tuple[str, ...]]:
    """Sides told by the sentence, else completed from the sentence before, the title or the article's main parties.

    The second value is empty where the sentence tells both sides, else what little it tells (("",) for nothing).
    """
    groups = [_object(scene, match, g) for g in scene.groups[match.sentence] if not _of_relative(scene, trigger, match, g)]
    groups = informed(scene, trigger, match, with_towns(scene, trigger, match, groups))
    if trigger.scheme == "traveller" and _told_anew(scene, trigger, match, groups):
        groups = [g for g in groups if g.start >= match.start]
    if trigger.scheme == "many":  # «في مؤتمر أمني قبل قمة مقررة بين ترامب وكيم»: who meets at another gathering is not at this one
        groups = [g for g in groups if not of_another(scene, match, g.start)]
    if trigger.scheme == "exercise":
        groups = [g for g in groups if not only_looks_on(scene, g) and not _answered(scene, match, g)]
    said = without_speaker(scene, trigger, match, groups) or groups
    apart = {p for g in groups for p in g.parties} - {p for g in said for p in g.parties}
    groups = said
    frames = scene.frames
    opening = opening_participle(match, groups, scene.text.folded, frames.syntax)  # "After meeting both presidents, the secretary said"
    clause = [g for g in groups if g is opening or same_clause(scene, match, g.start)]
    sides = side(trigger, match, clause, scene.text.folded, frames)
    later = bisect_right(scene.breaks[match.sentence], match.start) > 0
    # "threatens war as the U.S. begins drills", but not "shows strength amid drills with South Korea"
    drilling = later and trigger.scheme == "exercise" and any(g.marker != "partner" for g in sides.groups)
    broken_off = trigger.scheme == "affected" and bool(sides.source)  # "cuts off hotline as A and B begin drills"
    headline = (trigger.sides == "told" or broken_off) and scene.text.sentences[match.sentence].part == "title"
    session = trigger.event_type in ("conference", "meeting", "mechanism") and _by_itself(scene, trigger, match, sides)
    whole = len(clause) == len(groups) or (session and frames.has("clauses_apart"))
    if not sides.complete and not whole and not (frames.has("clauses_apart") and (drilling or headline or _journey(trigger, match, sides))):
        # «Alors que les relations gréco-turques se tendent, la France entame des manœuvres»: a matter of another clause is none of theirs
        acting = trigger.event_type == "judicial"  # "a U.S. request": there adjectives tell who asks
        wider = [g for g in groups if not in_aside(scene, match, g.start)]
        wider = [g for g in wider if g in clause or acting or not (g.adjective and g.matter)]
        sides = side(trigger, match, wider, scene.text.folded, frames)
    if _among_ones_own(scene, trigger, match, sides) or at_home(scene, trigger, match, groups):
        return Sides((), (), ()), ()
    if trigger.scheme == "traveller" and (
        not sides.official or _forces(scene, trigger, match, sides, groups) or _private(scene, trigger, match, sides, groups)
    ):
        return Sides((), (), ()), ()
    if trigger.scheme == "traveller" and _by_others(scene, match, groups):
        return Sides((), (), ()), ()
    if (guest := _guest(scene, trigger, match)) is not None:
        return guest, ()
    if trigger.event_type == "aid" and trigger.form == "noun" and sides.complete:
        return supplied(trigger, sides), ()
    ahead = trigger.form == "verb" and not any(g.start < match.start for g in sides.groups)
    if (ahead or not sides.complete) and trigger.scheme in _BY_PRONOUN and (who := pronoun_party(scene, match)) is not None:
        met = (*sides.source, *sides.target) or _met_beside(trigger, match, groups)
        others = tuple(p for p in met if p != who)
        if others and trigger.scheme == "received":
            return Sides(others, (who,), sides.groups, others[0]), ()  # «Il a été accueilli par son homologue»: he is the guest
        if others or trigger.scheme == "traveller":
            return replace(sides, source=(who,), target=others), ()
    sides = all_allies(scene, trigger, all_three(scene, trigger, match, accredited(scene, trigger, match, sides)))
    sides = received_again(scene, trigger, match, _still_to_gather(scene, trigger, match, sides))
    sides = by_its_name(scene, trigger, match, told_by_ground(scene, trigger, match, sides))
    if _told_in_full(scene, trigger, match, sides, groups):
        return sides, ()
    return completed(scene, trigger, match, sides, groups, apart)


def _met_beside(trigger: Trigger, match: Match, groups: Sequence[Group]) -> tuple[str, ...]:
    """ "He spoke after holding talks with U.N. envoy Staffan de Mistura": with whom, though his name stands for him again."""
    if trigger.scheme not in BETWEEN_STATES:
        return ()
    return next((g.parties for g in groups if g.marker == "partner" and 0 <= g.start - match.end <= BESIDE), ())


def _among_ones_own(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> bool:
    """ "Met his cabinet"; but "the cabinet approved the accord with Thailand"."""
    settled = trigger.event_type == "operation" or (trigger.event_type == "agreement" and sides.complete)
    return trigger.scheme in BETWEEN_STATES and not settled and with_insiders(scene, match)


def _told_anew(scene: Scene, trigger: Trigger, match: Match, groups: Sequence[Group]) -> bool:
    """«تستعد مصر لإرسال قوات ضمن بعثة الاتحاد، وزار وفد مصري مقديشو»: a verb after "and" whose own subject follows it."""
    joined = trigger.form == "verb" and scene.has("clitics") and scene.text.folded[match.start] == AND
    behind = next((g for g in groups if 0 <= g.start - match.end <= 2 * _PHRASE), None) if joined else None
    return behind is not None and behind.marker == "" and (behind.acts or (behind.adjective and not behind.matter))


def _by_itself(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> bool:
    """ "NATO held an emergency meeting after Turkey shot down a jet": an organisation meets, whoever another clause names."""
    body = bool(sides.source) and not sides.target and sides.source[0] in scene.igos and alone(scene, trigger, sides)
    return body and (trigger.event_type == "conference" or sides.groups[0].end <= match.start)


def _still_to_gather(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """ "The call came a day before the NATO summit began": who acts before it is no guest of the organisation."""
    if trigger.event_type != "conference" or not sides.complete or sides.source[0] not in scene.igos:
        return sides
    start = min(match.start, sides.groups[0].start)
    ahead = scene.frames.syntax.ahead.search(scene.text.folded, scene.text.sentences[match.sentence].start, start)
    return Sides(sides.source, (), sides.groups[:1]) if ahead else sides


def _guest(scene: Scene, trigger: Trigger, match: Match) -> Sides | None:
    """«يستقبل الرئيس نظيره الفرنسي الاثنين في زيارة»: who is received there is the visitor."""
    if trigger.event_type != "visit":
        return None
    # «провел встречу с находящейся с визитом в стране делегацией»
    at_home = scene.frames.syntax.in_host.search(scene.text.folded, match.start, match.end + _IN_HOST) is not None
    if not at_home and scene.frames.syntax.on_visit.match(scene.text.folded, match.start) is None:
        return None
    schemes = ("host_guest", "mutual") if at_home else ("host_guest",)
    for earlier in scene.triggers:
        receives = scene.frames.triggers[earlier.pattern]
        if earlier.sentence == match.sentence and earlier.end <= match.start and receives.scheme in schemes:
            found = side(receives, earlier, _in_clause(scene, earlier), scene.text.folded, scene.frames)
            if found.complete and same_clause(scene, match, earlier.start):
                return Sides(found.target, found.source, found.groups, found.source[0])
    return None


def _told_in_full(scene: Scene, trigger: Trigger, match: Match, sides: Sides, groups: Sequence[Group]) -> bool:
    """Whether what the sentence tells of the sides is all: the rest of the article cannot complete it."""
    if (
        sides.complete
        or trigger.sides == "told"
        or trigger.scheme in _TOLD_WHOLE
        or trigger.has("spoke_to")
        or (trigger.has("on_behalf") and not sides.groups)
        or (sides.source and alone(scene, trigger, sides))
    ):
        return True
    # "Met with American pastor, freed by a court in Turkey": who did something else to one of them is not there.
    met = trigger.event_type == "meeting" and trigger.scheme != "received"
    there = [g for g in _in_clause(scene, match) if not (met and g.marker == "by")]
    own = trigger.scheme in BETWEEN_STATES and _own_people(scene, there, sides, match)
    if own or (trigger.scheme in (*BETWEEN_STATES, "affected") and with_unnamed(scene, match)):
        return True
    if trigger.has("settled") and scene.text.sentences[match.sentence].part != "title":
        return True  # ministers of one government may agree
    if trigger.has("told_together"):
        return True  # who strikes together is told together; who else is named may be the one struck
    if trigger.scheme != "traveller" or trigger.form != "verb":
        return False
    if scene.has("cases") and not any(g.acts for g in groups):
        return True  # what arrives there is named by no list: «первые комплексы прибыли»
    # A journey whose end the sentence does not name as a state stays in the country.
    return bool(sides.source) and scene.text.sentences[match.sentence].part != "title" and not scene.has("whole_headlines")


def _forces(scene: Scene, trigger: Trigger, match: Match, sides: Sides, groups: Sequence[Group]) -> bool:
    """Troops that arrive are no visitors: "four hundred British soldiers arrived in Estonia"; their chief, named before them, is."""
    doer = sides.groups[0].mentions if sides.groups and sides.source and not sides.groups[0].sent else ()
    beside = nouns_beside(scene.text.folded, doer, scene.frames) if doer else []
    if doer and not sides.groups[0].adjective:
        beside = beside[:1] if scene.has("owner_before_noun") else []  # "U.S. troops"
    if doer and scene.has("owner_before_noun") and doer[0].kind == "country":
        beside += WORDS.findall(scene.text.folded[max(0, doer[0].start - NEAR) : doer[0].start])[-_OF_WHOM:]  # "personnel from the UK"
    if doer and scene.has("cases"):  # «прибыли курсанты из Чада»
        beside += WORDS.findall(scene.text.folded[match.end : max(match.end, doer[0].start)])[:1]
    if any(scene.frames.syntax.on_duty.fullmatch(noun) for noun in beside):
        return True
    if scene.has("verb_first") or not doer or not all(m.kind == "institution" and m.role == "MIL" for m in doer):
        return False
    if trigger.has("delegation"):
        return False
    if scene.has("cases") and scene.frames.syntax.office_holders.search(scene.text.folded, max(0, doer[0].start - _ABOUT), doer[0].start):
        return False  # «начальник китайского Генштаба прибыл»
    people = (m for g in groups if g.start < doer[0].start and g.parties == sides.source for m in g.mentions)
    return not any(m.kind in ("person", "office") for m in people)


def _by_others(scene: Scene, match: Match, groups: Sequence[Group]) -> bool:
    """ "Facilitate a visit by chemical weapons inspectors": visitors whom no list holds."""
    told = scene.frames.syntax.by_whom.match(scene.text.folded, match.end) is not None
    near = (g for g in groups if match.end <= g.start <= match.end + 2 * NEAR)
    return told and all("," in scene.text.folded[match.end : g.start] for g in near)


def _journey(trigger: Trigger, match: Match, sides: Sides) -> bool:
    """ "Is due to travel to the Gulf, while his deputy will visit Turkey": where the traveller goes is told in the verb's own clause."""
    verb = trigger.scheme == "traveller" and trigger.form == "verb"
    return verb and bool(sides.source and sides.groups) and sides.groups[0].end <= match.start


def _private(scene: Scene, trigger: Trigger, match: Match, sides: Sides, groups: Sequence[Group]) -> bool:
    """Whether the nationality of private people stands where the traveller does: "dozens of Belgian students have travelled"."""
    doer = sides.groups[0].start if sides.groups and sides.source else 0
    if doer and scene.frames.syntax.private_people.search(scene.text.folded, max(0, doer - _ABOUT), doer) is not None:
        return True
    before = [g for g in groups if 0 <= match.start - g.end <= 2 * NEAR]
    ahead = trigger.form == "verb" and trigger.has("verb_first") and not before
    after = [g for g in groups if ahead and 0 <= g.start - match.end <= 2 * NEAR]
    if after and after[0].adjective and after[0].matter and not after[0].marker:
        return True  # «وصل إلى شرم الشيخ مئات السياح الروس»
    return trigger.form == "verb" and bool(before) and before[-1].adjective and before[-1].matter


def _own_people(scene: Scene, groups: Sequence[Group], sides: Sides, match: Match) -> bool:
    """Whether the sentence tells of talks among officials of one state: "the minister told the president at a meeting"."""
    acting = [g for g in groups if g.acts and g.marker not in ("against", "about")]
    beside = next((g for g in acting if g.marker == "partner" and 0 <= g.start - match.end <= BESIDE), None)
    if beside is not None and any(g.marker == "" and g.parties == beside.parties for g in acting):
        return True  # "the senator, in a phone call with the secretary of state, warned of …": whom else the sentence names has no part
    met = [
        g for g in groups if g.marker == "partner" or (not scene.has("verb_first") and g.marker == "" and 0 <= g.start - match.end <= NEAR)
    ]
    parties = {p for g in (*acting, *met) for p in g.parties} | {*sides.source, *sides.target}
    people = {m.code or m.start for g in acting for m in g.mentions if m.kind == "person"}
    # "Met with freed American pastor": one of the state's own, whom no list holds.
    return len(parties) == 1 and (len(people) > 1 or (bool(met) and any(g.marker == "" and g not in met for g in acting)))


def _in_clause(scene: Scene, match: Match) -> list[Group]:
    return [_object(scene, match, g) for g in scene.groups[match.sentence] if same_clause(scene, match, g.start)]


def _object(scene: Scene, match: Match, group: Group) -> Group:
    """ "A conversation with the crown prince of Arabia": "with" marks the whole phrase, also where only its end names a state."""
    origin = group.marker == "from" and scene.has("cases")  # «с коллегами из Турции»
    if (group.marker != "" and not origin) or group.start <= match.end:
        return group
    earlier = max((g.end for g in scene.groups[match.sentence] if g.end <= group.start), default=0)
    between = scene.text.folded[max(match.end, earlier) : group.start].split()
    last = scene.text.folded[match.start : match.end].rpartition(" ")[2]
    of_them = scene.has("clitics") or scene.has("cases")
    if of_them and earlier <= match.end and len(between) <= _OF_WHOM and scene.frames.markers.get(last) == "partner":
        return group._replace(marker="partner")  # «بالتعاون مع وكالة الشرطة الأوروبية يوروبول», «учения с моряками Нигерии»
    with_whom = between[:1]
    if scene.has("of_is_from"):  # «a conféré avec son collègue»: the words of the trigger may hold it
        with_whom += scene.text.folded[match.start : match.end].split()[-_OF_WHOM:]
    partner = 0 < len(between) <= _PHRASE and any(scene.frames.markers.get(word) == "partner" for word in with_whom)
    return group._replace(marker="partner") if partner else group


def same_clause(scene: Scene, match: Match, start: int) -> bool:
    """Whether a place in the sentence stands in the trigger's own clause."""
    breaks = scene.breaks[match.sentence]
    return bisect_right(breaks, match.start) == bisect_right(breaks, start) and not in_aside(scene, match, start)


# Schemes of one who does something to another, where an unmarked state further on would be taken for the other.
_ONE_TO_ANOTHER = frozenset(("giver", "receiver", "handover", "sender", "affected", "speaker"))


def _of_relative(scene: Scene, trigger: Trigger, match: Match, group: Group) -> bool:
    """«vendre des canons, un rapprochement qui irrite l'Azerbaïdjan»: what a relative clause behind the words acts on."""
    if group.start <= match.end or group.marker or trigger.scheme not in _ONE_TO_ANOTHER:
        return False
    return scene.frames.syntax.behind_relative.search(scene.text.folded, match.end, group.start) is not None


def _answered(scene: Scene, match: Match, group: Group) -> bool:
    """«أجرى الجيش تدريبا ردا على التنسيق الأميركي الياباني»: whom drills answer, named far behind, takes no part in them."""
    behind = group.start >= match.end and not group.marker
    return behind and scene.frames.syntax.answered.search(scene.text.folded, match.start, group.start) is not None


def in_aside(scene: Scene, match: Match, start: int) -> bool:
    """«Le ministre, dont le pays présidera l'UE en juillet, est arrivé»: what a relative clause between commas tells of somebody beside."""
    sentence, syntax = scene.text.sentences[match.sentence], scene.frames.syntax
    if start >= match.start:
        asides = syntax.whose_aside.finditer(scene.text.folded, match.end, sentence.end) if start > match.end else iter(())
    else:
        asides = syntax.aside.finditer(scene.text.folded, sentence.start, match.start if start < match.start else match.end)
    return any(aside.start() <= start < aside.end() for aside in asides)
