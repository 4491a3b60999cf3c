"""Who teaches and who learns, where the words of a lesson tell it: Clause → Sides."""

from __future__ import annotations

from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, NEAR, Clause, Sides, pair, split, without
from builder.parsers.scene.slots import Group

# A space and an article.
_ARTICLE = 4


def lesson(clause: Clause) -> Sides | None:
    """Who teaches and who learns; None where neither is told so."""
    told = _crew(clause) if clause.has("pupils_behind") else _instructors(clause) if clause.has("instructors") else None
    if told is not None:
        return told
    # "A team from the UK arrived in Nigeria to train Nigerian officers": who is taught does not teach
    own_people = next((g.parties for g in clause.after if g.start < clause.match.end and clause.has("bare_object")), ())
    before = clause.first(reversed(clause.before), ("", "by"), own_people) or clause.first(reversed(clause.before), ("", "by"))
    doer = clause.first(clause.after, ("by",)) or before
    if clause.has("course"):
        # «برنامج التدريب الأميركي»: whose programme it is stands right after.
        doer = next((g for g in clause.after if g.adjective and g.start - clause.match.end <= BESIDE), doer)
    if doer is not None and (own := _own_pupils(clause, doer)) is not None:
        return own
    taken = doer.parties if doer else ()
    # "training a Georgian battalion for Afghan duty": who is named right behind the words is taught
    right = [g for g in clause.after if clause.has("bare_object") and 0 <= g.start - clause.match.end <= _ARTICLE]
    taught = clause.first(right, ("",), taken) or clause.first(clause.after, ("to", ""), taken)
    if clause.has("cases"):  # «подготовят грузинских военных для службы в Ираке»: whose people they are stands inside the words
        taught = clause.first([g for g in clause.after if g.start < clause.match.end], ("", "to"), taken) or taught
    if taught is None and doer is not None and clause.has("course"):
        taught = clause.first(reversed(clause.before), ("", "from", "to"), doer.parties)
    if clause.verb_first and doer is None:
        # «تدرب ألمانيا عناصر من الحرس التونسي»: the subject follows its verb, and whom it trains follows the subject.
        doer = spoken_of(clause) or clause.first(clause.after, ("",))
        taught = clause.first(clause.after, ("", "to"), doer.parties) if doer is not None else None
    if clause.has("of_is_from") and taught is None:  # «forme des garde-côtes mauritaniens»: "des" is no "of"
        taught = next((g for g in clause.after if g.start < clause.match.end and without(g.parties, doer.parties if doer else ())), None)
    if clause.has("genitive_chain") and clause.trigger.form == "noun" and doer is None and taught is not None:
        doer, taught = _said_inside(clause, taught)
    if clause.has("genitive_chain") and (doer is None or taught is None):
        doer, taught = _taught_from(clause, doer, taught)
    if clause.has("told_by_place") and doer is None and taught is not None:
        doer = clause.first((*clause.before, *clause.after), ("in",), taught.parties)  # «курс подготовки украинских военных в Эстонии»
    if clause.has("told_by_place") and doer is None and taught is not None and taught.adjective and taught.start < clause.match.end:
        return Sides((), taught.parties, (taught,))  # «Операция обучила 44 тысячи украинских солдат»
    if clause.has("genitive_chain") and doer is None and taught is not None and taught.marker == "from":
        doer = clause.first(clause.after, ("",), taught.parties)  # «تدريب عناصر من خفر السواحل الليبي ضمن العملية الأوروبية»
        return pair(doer, taught) if doer is not None else Sides((), taught.parties, (taught,))
    if taught is not None and (doer is not None or _right_after(clause, taught)):
        return pair(doer, taught)  # "will train and equip Iraqi forces": they learn, whoever it is that teaches
    return None


def _crew(clause: Clause) -> Sides | None:
    """«former des militaires ukrainiens au Royaume-Uni»: whose people they are is told right after them."""
    reach = NEAR if clause.has("genitive_chain") else BESIDE
    beside = (g for g in clause.after if g.start - clause.match.end <= reach and g.end >= clause.match.end)
    pupils = next((g for g in beside if g.adjective or g.acts or g.marker == "from"), None)
    if pupils is None or pupils.matter:
        return None
    teacher = clause.first(clause.after, ("by",), pupils.parties) or clause.first(reversed(clause.before), ("", "by"), pupils.parties)
    if teacher is None and clause.verb_first:
        teacher = clause.first((g for g in clause.after if g.start < clause.match.end), ("",), pupils.parties)
    return pair(teacher, pupils)


def _instructors(clause: Clause) -> Sides | None:
    """«Le Burkina accueille des instructeurs russes»: whose instructors they are is told right after them."""
    right_behind = (g for g in clause.after if 0 <= g.start - clause.match.end <= BESIDE)
    own = ("from", "") if clause.has("cases") else ("from",)  # «инструкторы бундесвера»
    # «Итальянские инструкторы обучат ливийских пограничников»
    beside = (g for g in reversed(clause.before) if g.adjective and clause.match.start - g.end <= 1)
    named = next(beside, None) if clause.has("cases") else None
    teacher = named or next((g for g in right_behind if g.adjective or g.marker in own), None)
    if teacher is None:
        return None
    ways = ("to", "", "in") if teacher is named else ("to", "in", "")
    return pair(teacher, clause.first((*clause.after, *reversed(clause.before)), ways, teacher.parties))


def _own_pupils(clause: Clause, doer: Group) -> Sides | None:
    """«يوافق مجلس الوزراء السعودي على تدريب حرس الحدود السعودي مع ألمانيا»: those of one's own are taught by the other."""
    pupils = next((g for g in clause.after if g is not doer and g.start - clause.match.end <= NEAR), None)
    if pupils is None or pupils.parties != doer.parties or pupils.marker:
        return None
    teacher = clause.first([g for g in clause.after if g is not pupils], ("by", "partner", "from", "in"), doer.parties)
    return pair(teacher, pupils) if teacher is not None else None


def drilled_together(trigger: Trigger, sides: Sides) -> Sides | None:
    """«تدرب جنود ماليزيا وسنغافورة»: pupils of two states without anybody who teaches them drill together."""
    both = sides.groups[0] if len(sides.groups) == 1 else None
    learn = trigger.event_type == "training" and trigger.has("pupils") and both is not None
    return split(both) if learn and both is not None and {*both.parties} == {*sides.source, *sides.target} and sides.target else None


def spoken_of(clause: Clause) -> Group | None:
    """«أعلنت إيطاليا أنها دربت»: who speaks of himself is the Arabic verb's doer."""
    return clause.antecedent if clause.verb_first else None


def taught_by(clause: Clause) -> Sides | None:
    """«Des marins camerounais suivent une formation dispensée par des instructeurs français»: whose they are follows "par"."""
    forces = clause.has("genitive_chain")  # «دورة أشرفت عليها القوات الأمريكية»
    near = (g for g in clause.after if 0 <= g.start - clause.match.end <= NEAR)
    # «دورة نظمتها تركيا»: the subject of the verb that ends the words
    teacher = next((g for g in near if g.adjective or (forces and (g.acts or (not g.marker and g.start - clause.match.end <= 1)))), None)
    if teacher is None:
        return None
    pupils = clause.first((*reversed(clause.before), *clause.after), ("", "to", "from"), teacher.parties)
    return pair(teacher, pupils) if pupils is not None else None


def _right_after(clause: Clause, group: Group) -> bool:
    """Whether the group is the object of an English verb: inside its words or right after them."""
    verb = clause.has("bare_object") and clause.trigger.form == "verb"
    return verb and not group.matter and group.marker in ("", "to") and group.start - clause.match.end <= NEAR


def _said_inside(clause: Clause, taught: Group) -> tuple[Group | None, Group]:
    """«مددت لندن مهمة تدريب القوات الأوكرانية»: who prolongs stands inside the words, whose forces they are right behind them."""
    behind = next((g for g in clause.after if g.adjective and 0 <= g.start - clause.match.end <= BESIDE), None)
    inside = taught.start < clause.match.end and not taught.marker and not taught.adjective
    return (taught, behind) if behind is not None and inside and without(behind.parties, taught.parties) else (None, taught)


def _taught_from(clause: Clause, doer: Group | None, taught: Group | None) -> tuple[Group | None, Group | None]:
    """«درب خبراء أمريكيون ضباطا من الجيش الأردني»: whose officers they are is told by من."""
    teacher = doer or next((g for g in clause.after if g.start < clause.match.end and g.adjective and not g.matter), None)
    pupils = clause.first(clause.after, ("from",), teacher.parties if teacher else ())
    return (teacher, pupils) if pupils is not None and (pupils.acts or not pupils.matter) else (doer, taught)
