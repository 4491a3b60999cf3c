"""Who trains, arms or helps whom, and which words tell it: Clause → Sides."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.scene.clause import BESIDE, NEAR, Clause, Sides, pair, split, without
from builder.parsers.scene.slots import Group
from builder.parsers.sides.informed import on_tip
from builder.parsers.sides.lessons import lesson, spoken_of, taught_by
from builder.parsers.sides.suppliers import bought, by_rank

_BOTH = 2
# Words before the giver where the receiver is the subject: "was arrested in Spain", "are trained at academies of Russia".
_ORIGINS = {"judicial": ("from", "partner", "in"), "training": ("by", "from", "partner", "in", "")}


def giver(clause: Clause) -> Sides:
    """Who gives, teaches or supplies, and who receives."""
    if (given := _given_by(clause)) is not None:
        return given
    if (supplied := _supplied(clause)) is not None:
        return supplied
    if clause.has("of_is_from") and (passive := _given_passively(clause)) is not None:
        return passive
    if clause.has("tip_behind") and (tip := on_tip(clause)) is not None:
        return tip
    if clause.has("genitive_chain") and (named := _named_by_words(clause)) is not None:
        return named
    if clause.trigger.event_type == "training" and (taught := lesson(clause)) is not None:
        return taught
    if clause.has("doer_gives"):
        return _gift(clause)
    receiver = clause.first((*clause.after, *reversed(clause.before)), ("to", "partner"))
    taken = receiver.parties if receiver else ()
    rest = [g for g in clause.after if g is not receiver and not _leads(g, receiver)]
    near = next((g for g in rest if g.adjective and g.start - clause.match.end <= NEAR and without(g.parties, taken)), None)
    # "Arms to Ukraine will spur a response from Russia": what comes from someone stands next to the words.
    told_by = max(clause.match.end, receiver.end if receiver is not None else 0)
    rest = [g for g in rest if g.marker != "from" or g.start - told_by <= NEAR]
    # «enverra au pays des obusiers, … critiqué par Kiev»: a "par" far off is another verb's.
    rest = [g for g in rest if g.marker != "by" or g.start - clause.match.end <= 2 * NEAR]
    origin = clause.first(rest, ("from", "by"), taken)
    if clause.has("genitive_chain") and clause.trigger.form == "noun" and receiver is not None and receiver.marker == "to":
        # «الصين تحتج على بيع واشنطن أسلحة لتايوان»: whose deed the noun tells stands inside its words.
        doer = next((g for g in rest if g.start < clause.match.end and g.marker == "" and not g.adjective), None)
        if doer is not None and without(doer.parties, taken):
            return pair(doer, receiver)
    subject = spoken_of(clause) or clause.first(reversed(clause.before), ("", "by"), taken) or clause.first(rest, ("",), taken)
    near, subject = (subject, near) if clause.verb_first or _tells(clause) else (near, subject)
    gives = origin if origin is not None and clause.trigger.form == "noun" else (near or subject or origin)
    if gives is None and clause.has("told_by_place"):
        gives = clause.first(reversed(clause.before), ("in",), taken)  # «в Казахстане одобрили передачу техники Киргизии»
    if gives is not None and receiver is None:
        suspects = clause.trigger.event_type == "intelligence"  # «un terroriste germano-égyptien»
        told = [g for g in clause.after if g is not gives and not (suspects and g.adjective and g.matter)]
        receiver = clause.first(told, ("", "in"), gives.parties)
    if receiver is None and gives is not None and len(gives.parties) > 1:
        if clause.has("both_exchange") and len(gives.parties) == _BOTH:
            return by_rank(split(gives))  # "U.S. and Uruguayan forces conducted an exchange of experts"
        if clause.trigger.event_type == "intelligence":
            return split(gives)  # "the two share intelligence"
        if clause.trigger.event_type == "arms_transfer" and clause.has("verb_first") and len(gives.parties) == _BOTH:
            return by_rank(split(gives))  # «وقعت الهند وروسيا عقدا لتوريد»
    if receiver is None and gives is not None and clause.has("tip"):
        receiver = clause.first(reversed(clause.before), ("",), gives.parties)  # who acts on the tip
    if receiver is not None and gives is not None and set(receiver.parties) < set(gives.parties):
        # «وقعت السعودية وإسبانيا عقدا لبناء سفن للبحرية السعودية»
        return Sides(without(gives.parties, receiver.parties), receiver.parties, (gives, receiver))
    if clause.has("delivered"):
        return _delivered(clause, pair(gives, receiver))
    return pair(gives, receiver)


def _given_passively(clause: Clause) -> Sides | None:
    """« seront donnés par les Etats-Unis au service de garde-côtes du Costa Rica »: who is told by "par", then whose people receive."""
    if clause.trigger.event_type not in ("aid", "arms_transfer"):
        return None
    doer = next((g for g in clause.after if g.marker == "by" and g.start - clause.match.end <= BESIDE), None)
    behind = [g for g in clause.after if doer is not None and doer.end < g.start <= doer.end + NEAR and without(g.parties, doer.parties)]
    taker = next((g for g in behind if g.marker == "to"), None) or next((g for g in behind if g.marker == "from" and g.acts), None)
    return pair(doer, taker) if doer is not None and taker is not None else None


def _tells(clause: Clause) -> bool:
    """«Британская разведка навела немцев на ячейку»: who stands before the verb tells, whoever's nationality follows."""
    verb = clause.trigger.event_type == "intelligence" and clause.trigger.form == "verb"
    return verb and any(g.marker == "" for g in clause.before)


def _delivered(clause: Clause, sides: Sides) -> Sides:
    """«وصلت إلى الأراضي العراقية الدفعة الثالثة من الطائرات الروسية»: where they come to, and whose they are."""
    comes = clause.first(clause.after, ("to", "in"))
    made = next((g for g in reversed(clause.after) if comes and g.adjective and g.matter and without(g.parties, comes.parties)), None)
    return pair(made, comes) if made is not None else by_rank(sides)


def _named_by_words(clause: Clause) -> Sides | None:
    """Triggers whose words leave no doubt of who gives: a tip's source right after it, who announces a grant."""
    if clause.has("tip_provided"):
        # «بناء على معلومات وفرتها الأجهزة المغربية، تمكنت الشرطة البلجيكية»
        source = next((g for g in clause.after if g.start - clause.match.end <= NEAR and g.start >= clause.match.start), None)
        acts = clause.first(reversed(clause.before), ("",)) or clause.first([g for g in clause.after if g is not source], ("",))
        if source is not None and acts is None and source.start - clause.match.end > NEAR // 2:
            source, acts = None, source  # «وفرتها مصالحها، تمكنت الشرطة الإسبانية»: whose tip it was the sentence does not tell
        return pair(source, acts) if source is not None else Sides((), acts.parties if acts else (), (acts,) if acts else ())
    if clause.has("helped_behind"):
        return _helped(clause)
    if clause.has("announced_gift") and (announces := clause.antecedent) is not None:
        # «أعلن الوزير الإيطالي خلال لقائه قائد الجيش اللبناني عن هبة للجيش»
        return pair(announces, clause.first((*clause.after, *reversed(clause.before)), ("to", "", "partner"), announces.parties))
    return None


def _helped(clause: Clause) -> Sides | None:
    """«واصلت مصر دعم الشرطة الصومالية بشحنات»: whose forces stand inside the words or right behind them are helped."""
    near = [g for g in clause.after if clause.match.start < g.start <= clause.match.end + NEAR and g.marker in ("", "to", "in")]
    taken = next((g for g in near if g.adjective or g.marker), None) or next(iter(near), None)
    if taken is None:
        return None
    rest = [g for g in (*reversed(clause.before), *clause.after) if g is not taken]
    doer = clause.first(rest, ("", "by"), taken.parties)
    return pair(doer, taken) if doer is not None else Sides((), taken.parties, (taken,))


def _supplied(clause: Clause) -> Sides | None:
    """«وقع الوزير المصري مع نظيره الفرنسي عقدا لتزويد الجيش المصري بطائرات»: who is supplied stands last inside the words."""
    inside = [g for g in clause.after if clause.match.start < g.start < clause.match.end] if clause.has("supplied") else []
    if not inside or inside[-1].marker == "from":
        return None
    taken = inside[-1]
    others = [g for g in (*reversed(inside[:-1]), *reversed(clause.before), *clause.after) if without(g.parties, taken.parties)]
    doer = next((g for g in others if g.marker in ("", "partner", "by", "from") and g is not taken), None)
    return pair(doer, taken) if doer is not None else Sides((), taken.parties, (taken,))


def _gift(clause: Clause) -> Sides:
    """ "Japan donated boats to the coast guard of A", "trucks were handed over by Japan": the doer gives, whoever follows receives."""
    behind = clause.first([g for g in clause.after if g.start - clause.match.end <= NEAR], ("by",))
    doer = behind or clause.first(reversed(clause.before), ("",)) or clause.first(clause.after, ("by",))
    taken = doer.parties if doer is not None else ()
    return pair(doer, clause.first(clause.after, ("to", ""), taken) or clause.first(reversed(clause.before), ("to",), taken))


def _given_by(clause: Clause) -> Sides | None:
    """«L'armée tchadienne a réceptionné des véhicules offerts par les États-Unis»: who is told by "par" right after gives."""
    # «катера, подаренные Японией береговой охране»: who gives may stand inside the words
    left = clause.match.start if clause.has("cases") else clause.match.end
    given = next((g for g in clause.after if g.marker == "by" and left <= g.start <= clause.match.end + BESIDE), None)
    if given is None and clause.has("taught_by"):
        return taught_by(clause)
    if given is None:
        return None
    taken = clause.first((*clause.after, *reversed(clause.before)), ("to",), given.parties)
    taken = taken or clause.first(reversed(clause.before), ("",), given.parties)
    return pair(given, taken) if taken is not None else None


def _leads(group: Group, receiver: Group | None) -> bool:
    """«للتحالف بقيادة السعودية»: who leads a coalition that is helped is not who helps it."""
    led = receiver is not None and receiver.parties[0].startswith("COALITION")
    return led and receiver is not None and group.marker == "by" and 0 <= group.start - receiver.end <= NEAR


def purchase(clause: Clause) -> Sides:
    """«وقعت قطر مع إيطاليا عقدا لشراء مروحيات», "signed a contract with B to buy": who signs buys of the other."""
    inside = [g for g in clause.after if g.start < clause.match.end]
    signs = clause.first(inside, ("",)) if clause.has("verb_first") else None
    signs = signs or clause.first(reversed(clause.before), ("", "attribution"))
    if signs is None:
        return Sides((), (), ())
    if len(signs.parties) == _BOTH:
        return by_rank(split(signs))
    rest = [g for g in (*clause.after, *reversed(clause.before)) if g is not signs]
    other = clause.first(rest, ("partner", "from"), signs.parties) or next(
        (g for g in clause.after if g is not signs and g.adjective), None
    )
    return bought(pair(other, signs)) if other is not None else Sides((), signs.parties, (signs,))


def _origin(clause: Clause, after: Sequence[Group], rest: Sequence[Group], told: tuple[str, ...], taken: tuple[str, ...]) -> Group | None:
    """Who gives what another receives: by the marker, the make, the place right after the words."""
    # "received 12 French-made howitzers, he said after talks with": whose make they are stands inside the words
    made = next((g for g in rest if clause.has("owner_before_noun") and g.adjective and g.start < clause.match.end and g.matter), None)
    origin = clause.first(rest, ("from",), taken) if made is not None else clause.first(rest, told, taken)
    origin = origin or made or next((g for g in rest if g.adjective and without(g.parties, taken)), None)
    # «جنودا دربهم التحالف»: the doer right after a verb with an object suffix.
    origin = origin or next((g for g in after if g.start - clause.match.end <= BESIDE and without(g.parties, taken)), None)
    if origin is None and clause.trigger.event_type == "training":
        origin = clause.first(reversed(clause.before), ("by",), taken)
    if origin is None and clause.trigger.event_type == "training" and clause.has("told_by_place"):
        origin = clause.first(reversed(clause.before), ("to", "in"), taken)  # «وصلوا إلى تركيا لتلقي تدريبات»
    return origin


def _given_behind(clause: Clause) -> Sides | None:
    """«الطائرات الست التي أهدتها موسكو لبلغراد»: who gives stands right behind the words."""
    gives = next((g for g in clause.after if 0 <= g.start - clause.match.end <= NEAR), None)
    if gives is None or gives.marker not in ("", "from", "by"):
        return None
    rest = [g for g in clause.after if g is not gives]
    taken = clause.first(rest, ("to",), gives.parties) or clause.first(reversed(clause.before), ("", "to"), gives.parties)
    return pair(gives, taken or clause.first(rest, ("",), gives.parties))


def _without_interpol(clause: Clause) -> tuple[Group, ...]:
    """Interpol only passes on what a state asks, where two states are named beside it."""
    states = {p for g in (*clause.before, *clause.after) for p in g.parties} - {"INTERPOL"}
    return tuple(g for g in clause.after if len(states) <= 1 or g.parties != ("INTERPOL",))


def _pupils(clause: Clause) -> Group | None:
    """Who learns: inside or behind the verb's words, else named last before them."""
    # «تلقى طيارون عراقيون تدريبا»: the subject of an Arabic verb stands inside its words.
    inside = (g for g in clause.after if g.start < clause.match.end and g.marker == "")
    own = next(inside, None) if clause.has("verb_first") else None
    if own is None and clause.verb_first and not any(g.marker == "" for g in clause.before):
        # «أنهت دفعة من القوات الخاصة اليمنية تدريبها»
        own = next((g for g in clause.after if g.start < clause.match.end and g.marker == "from" and g.acts), None)
    if own is None and clause.has("pupils"):
        own = next((g for g in clause.after if g.marker == "" and g.start - clause.match.end <= NEAR), None)
    if clause.has("graduates"):  # «تخرجت في المعسكر التركي دفعة من الجنود الصوماليين»
        close = [g for g in clause.after if g.start <= clause.match.end + NEAR and g.marker in ("", "from")]
        behind = [g for g in close if g.start >= clause.match.end or g.marker]  # «دفعة من قوات خفر السواحل الليبي»
        own = next(iter(behind), own)
    near = reversed(clause.before)
    if not clause.has("verb_first") and clause.trigger.event_type == "training" and any(g.marker == "by" for g in clause.before):
        # «Formés par le Canada, 200 soldats ukrainiens ont reçu leur diplôme»: who teaches is told first
        near = iter([*(g for g in near if g.marker != "by"), *(g for g in clause.after if g.start < clause.match.end and g.marker == "")])
    elif clause.has("verb_first"):
        near = iter([g for g in near if g.marker not in ("to", "in")] or clause.before[-1:])
    return own or next(near, None)


def receiver(clause: Clause) -> Sides:
    """Who receives, learns or buys is the doer of the words; who gives is told beside."""
    # «المعارضة السورية التي دربتها»: who was taught is named last before the verb.
    taught = None
    if clause.has("given_behind") and (given := _given_behind(clause)) is not None:
        return given
    if clause.has("purchase_signed"):
        return purchase(clause)
    if (clause.has("tip") or clause.has("tip_behind")) and (tip := on_tip(clause)) is not None:
        return tip
    if clause.has("received_for") and not clause.before:
        taught = clause.first(clause.after, ("to",))  # «تسلمت الإدارة معدات ألمانية لتونس»
    if any(clause.has(trait) for trait in ("trained_by", "attended", "pupils")):
        taught = _pupils(clause)
        if clause.has("trained_by") and taught is not None and clause.match.start - taught.end > NEAR and not taught.adjective:
            there = clause.first(clause.before, ("in",), taught.parties)  # «تدافع الولايات المتحدة في سوريا عن القوات التي دربتها»
            return pair(taught, there) if there is not None else Sides((), (), ())
        if taught is None and clause.verb_first:
            return Sides((), (), ())  # who learns is told before or inside the words
    after = clause.after
    if clause.trigger.event_type == "judicial":
        after = _without_interpol(clause)
    if clause.has("suspect_behind"):
        after = tuple(g for g in after if not (g.adjective and g.matter))  # whose citizen the suspect is
    subject = taught or spoken_of(clause) or clause.first(reversed(clause.before), ("", "by")) or clause.first(after, ("",))
    if subject is None and clause.has("from_their_state"):
        subject = clause.first((*reversed(clause.before), *after), ("from",))  # «курсанты из Таджикистана начали обучение»
    taken = subject.parties if subject else ()
    rest = [g for g in after if g is not subject]
    if clause.trigger.event_type == "presence" and (guest := clause.first(rest, ("to",), taken)) is not None:
        return pair(guest, subject, subject.parties[0] if subject is not None else None)  # «سمحت تركيا للولايات المتحدة باستخدام قاعدة»
    told = _ORIGINS.get(clause.trigger.event_type, ("by", "from", "partner"))
    if clause.has("in_leads_to") and clause.trigger.event_type == "training":
        told = (*told[:-1], "to", told[-1])  # «une formation au Maroc»
    if clause.has("pupils") and rest and subject is not None and rest[0].marker == "" and not rest[0].matter:
        return pair(subject, rest[0])  # «تدرب قوات أمريكية جنودا عراقيين»: an object is taught
    origin = _origin(clause, after, rest, told, taken)
    if origin is None and clause.trigger.has("graduates"):
        beside = (g for g in clause.before if clause.match.start - g.end <= BESIDE)
        origin = clause.first(beside, ("",), taken)  # «أعلنت تركيا تخرج دفعة من الجنود الليبيين»
    if origin is None and subject is not None and len(taken) == _BOTH and not clause.has("from_their_state"):
        return by_rank(split(subject))  # "the two signed a letter of intent to buy"
    aside = clause.has("clitics") and clause.trigger.event_type == "judicial"  # «وافقت بالتعاون مع التحالف على استلام الإرهابيين»
    partner = None if aside else clause.first(clause.before, ("partner",), taken)
    if origin is None and partner is not None and subject is not None:
        # "A negotiates with B on the purchase of tanks" does not say who buys.
        return by_rank(Sides(subject.parties, partner.parties, (subject, partner)))
    found = pair(origin, subject)
    return Sides(without(found.source, taken), taken, found.groups)
