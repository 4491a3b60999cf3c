"""Who breaks off or withdraws, and from whom or where: the clause of a reduction → Sides."""

from __future__ import annotations

from dataclasses import replace

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, object_of, pair, split, without
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group
from builder.parsers.where.journeys import destination

# How far before a place the word may stand that tells it left.
_BEFORE_PLACE = 24
# "Withdrawing from northeastern Syria": one word may stand between.
_GROUND = 14


def affected(clause: Clause) -> Sides:
    """Who suspends, cuts or withdraws, and who goes without."""
    if clause.has("leave_themselves") and (gone := _gone(clause)) is not None:
        return gone
    if (shown_out := _shown_out(clause)) is not None:
        return shown_out
    forces = _withdrawn(clause)
    behind = [g for g in clause.after if g.start >= clause.match.end]  # «les soldats allemands de la Minusma ont quitté le Mali»
    left = clause.first(behind, ("from", "in"), forces.parties) if forces else None
    if forces is not None and left is not None:
        return pair(forces, left)
    if forces is not None and clause.has("of_is_from"):
        return pair(forces, None)  # «La Turquie profite du retrait des forces américaines»: who profits is not who is left
    if clause.has("deprived"):
        # «تحرم بموجبها تركيا من مبيعات الأسلحة»: who goes without stands inside the words.
        without_it = next((g for g in clause.after if g.start < clause.match.end), None)
        others = [g for g in (*reversed(clause.before), *clause.after) if g is not without_it]
        return pair(clause.first(others, ("", "by"), without_it.parties if without_it else ()), without_it)
    if clause.has("coalition_leaves") and (coalition := _coalition(clause)) is not None:
        return coalition
    both = next((g for g in clause.after if g.marker == "between" and len(g.parties) > 1 and g.start < clause.match.end), None)
    if clause.has("done_in_common") and both is not None:
        return split(both)  # «المناورات المشتركة بين سول وواشنطن ستكون محدودة بالنظر إلى الانفراج مع بيونغيانغ»
    subject = forces or _body(clause) or _halter(clause)
    if subject is None and (own := _of_its_own(clause)) is not None:
        return own
    subject = subject or clause.subject()
    if subject is None:  # «денонсированы соглашения с Данией»: who breaks them off is told elsewhere
        return pair(None, clause.first(clause.after, ("partner",)) if clause.has("cases") else None)
    if (
        clause.has("cases")
        and subject.marker == "by"
        and (doer := clause.first(reversed(clause.before), ("",), subject.parties)) is not None
    ):
        return pair(doer, subject)  # «отказалась участвовать в учениях под руководством США»
    if clause.has("demanded") and subject.adjective and subject.matter:
        return Sides((), (), ())  # «Les Congolais exigent le départ de la Monusco»: the people, not their state
    # "Spoke with the president about the withdrawal": with whom one speaks is not where the troops leave.
    leaving = ("from", "in") if clause.has("withdrawal") else ()
    about = ("from", "", "in") if forces is not None else (*leaving, "partner", "to", "from", "", "in", "between")
    # «retirer ses soldats de la force conjointe au Mali»: the ground is left, not the body they served in.
    ground = [g for g in clause.after if not g.acts] if leaving and clause.has("of_is_from") else []
    if leaving and clause.has("bare_object"):  # "withdrawing from northern Syria in advance of Turkey's army"
        ground = [g for g in clause.after if not g.acts and 0 <= g.start - clause.match.end <= _GROUND and g.marker in ("from", "in")]
    if leaving and clause.has("genitive_chain"):  # «انسحبت القوات الكينية التابعة لبعثة الاتحاد الأفريقي من قواعدها في الصومال»
        ground = [g for g in clause.after if not g.acts and g.marker in ("from", "in")]
    if clause.has("done_in_common"):
        ground = list(clause.after)  # «وقف المناورات مع كوريا الجنوبية خلال لقائه زعيم كوريا الشمالية»
        other = clause.first(ground, ("partner", "between"), subject.parties) or object_of(clause, subject, about)
    else:
        other = clause.first(ground, ("from", "in", "to"), subject.parties) or object_of(clause, subject, about)
    if clause.has("done_in_common") and len(subject.parties) > 1 and _apart(clause, other):
        return split(subject)  # "the U.S. and South Korea postponed their drills in a gesture toward North Korea"
    return pair(subject, other) if other is not None or len(subject.parties) == 1 else split(subject)


def left_behind(scene: Scene, match: Match, sides: Sides) -> Sides:
    """Whose land forces leave, where only a place of it is named: «выводит миротворцев из Нагорного Карабаха»."""
    trigger = scene.frames.triggers[match.pattern]
    if trigger.event_type != "reduction" or not sides.source:
        return sides
    if (unseen := _not_gone_to(scene, match, sides)) is not None or sides.target:
        return unseen or sides
    if not trigger.has("withdrawal"):
        return _not_visited(scene, match, sides)
    folded, leaves = scene.text.folded, scene.frames.syntax.leaves
    places = [m for m in scene.within(match.sentence) if m.kind == "place" and m.start > match.start and m.party not in sides.source]
    left = next((m.party for m in places if leaves.search(folded, max(match.start, m.start - _BEFORE_PLACE), m.start)), None)
    return replace(sides, target=(left,)) if left else sides


def _not_gone_to(scene: Scene, match: Match, sides: Sides) -> Sides | None:
    """ "Called off a trip to Caracas over a row about Cuba": where a visit inside the words was to go, whoever is named behind."""
    triggers = scene.frames.triggers
    inside = (m for m in scene.triggers if m.sentence == match.sentence and match.start < m.start < match.end)
    visits = (m for m in inside if triggers[m.pattern].event_type == "visit")
    place = next((p for m in visits if (p := destination(scene, m)) is not None), None)
    if place is None or place.party is None or place.party in (*sides.source, *sides.target):
        return None
    nearer = (g for g in sides.groups if match.start <= g.start < place.start and set(g.parties) <= set(sides.target))
    return None if next(nearer, None) is not None else replace(sides, target=(place.party,))


def _not_visited(scene: Scene, match: Match, sides: Sides) -> Sides:
    """ "The minister's trip to Tokyo was put off": whose land was not visited, where only a place of it stands inside the words."""
    # «a reporté sa visite officielle à Ankara», "called off his trip to Jakarta"
    right_behind = _GROUND if scene.has("elision") or scene.frames.triggers[match.pattern].has("occasion_off") else 0
    inside = (m for m in scene.within(match.sentence) if m.kind == "place" and match.start < m.start < match.end + right_behind)
    before = ((m.party, scene.text.folded[match.start : m.start].split()[-1]) for m in inside if m.party not in sides.source)
    host = next((party for party, word in before if scene.frames.markers.get(word) == "to"), None)
    return replace(sides, target=(host,)) if host else sides


def _coalition(clause: Clause) -> Sides | None:
    """«تسلمت القوات العراقية القاعدة من التحالف الدولي»: the coalition is who leaves, whoever the words make the doer."""
    groups = (*clause.after, *reversed(clause.before))
    leaves = next((g for g in groups if g.parties[0].startswith("COALITION")), None)
    left = clause.first(groups, ("from", "in", "to", ""), leaves.parties) if leaves is not None else None
    return pair(leaves, left) if left is not None else None


def _apart(clause: Clause, other: Group | None) -> bool:
    """«اتفقت طوكيو ومانيلا على تعليق التدريبات بعد لقاء مع الزعيم»: whom another clause names is not with whom it was done."""
    if other is None or clause.has("verb_first"):
        return other is None or other.marker != "partner" or other.start - clause.match.end > NEAR
    return other.marker != "partner"


def _gone(clause: Clause) -> Sides | None:
    """«رجحت الوزيرة انسحاب قوات الحلف من أفغانستان»: who is named right behind the words leaves, where "from" tells."""
    own = next((g for g in clause.after if g.start - clause.match.end <= BESIDE and g.marker == ""), None)
    behind = [g for g in clause.after if own is not None and own.end <= g.start <= own.end + CLAUSE]
    left = clause.first(behind, ("from", "in", ""), own.parties) if own is not None else None
    return pair(own, left) if left is not None else None


def _body(clause: Clause) -> Group | None:
    """«صوت مجلس الأمن لصالح قرار أمريكي بفرض حظر تسليح»: the organisation lays an embargo, whoever drafts it."""
    if not clause.has("body_lays"):
        return None
    return next((g for g in (*clause.before, *clause.after) if g.parties[0] in ("UNO", "EU") and g.marker != "to"), None)


def _shown_out(clause: Clause) -> Sides | None:
    """«потребовал от США вывести войска», "approved the expulsion of U.S. troops": the host ends it, those go without."""
    if not clause.has("asked_to_leave") or clause.has("verb_first"):
        return None
    host = next((g for g in reversed(clause.before) if g.marker == "" and not (g.adjective and g.matter)), None)
    told = (g for g in clause.after if g.marker not in ("in", "by", "partner") and without(g.parties, host.parties if host else ()))
    guest = next(told, None)
    return pair(host, guest) if guest is not None else None


def _of_its_own(clause: Clause) -> Sides | None:
    """«تعليق المساعدات العسكرية الأمريكية لمصر»: whose aid it is breaks it off, where nobody is said to."""
    if not clause.has("own_gift"):
        return None
    own = next((g for g in clause.after if g.adjective and g.start - clause.match.end <= NEAR and g.marker == ""), None)
    other = clause.first(clause.after, ("to",), own.parties) if own is not None else None
    return pair(own, other) if other is not None else None


def _halter(clause: Clause) -> Group | None:
    """«أعلنت كندا تعليق تدريب القوات العراقية»: who is told before the noun breaks off, who follows it goes without."""
    if not clause.has("halter_beside"):
        return None
    inside = next((g for g in clause.after if g.end <= clause.match.end and g.marker == ""), None)
    before = next((g for g in reversed(clause.before) if g.marker == "" and clause.match.start - g.end <= NEAR), None)
    return (before or inside) if clause.has("asked_to_leave") else (inside or before)  # «النيجر تطالب القوات الفرنسية بالرحيل»


def _withdrawn(clause: Clause) -> Group | None:
    """Whose forces leave, by their nationality beside the word: "the withdrawal of U.S. troops", «вывод российских войск»."""
    if not clause.has("withdrawal") or clause.has("verb_first"):
        return None
    inside = clause.match.start - BESIDE, clause.match.end + BESIDE
    beside = (g for g in (*clause.before, *clause.after) if inside[0] <= g.end and g.start <= inside[1])
    if clause.has("of_is_from"):
        beside = (g for g in beside if g.start < clause.match.end or g.marker != "from")  # «ses soldats de la force conjointe»
    if not clause.has("of_is_from"):  # "pulled a frigate from a U.S.-led group"
        # "handed its base back to the Somali army": who gets it back does not leave
        beside = (g for g in beside if g.marker != "to" and (g.start < clause.match.end or g.marker != "from"))
    return next((g for g in beside if all(_nation(m) for m in g.mentions)), None)


def _nation(mention: Mention) -> bool:
    forces = mention.kind == "institution" and mention.role == "MIL"
    return mention.form in ("adjective", "abbreviation") or forces
