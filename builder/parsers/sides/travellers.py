"""Who travels and where to, and which words tell it: Clause → Sides, the traveller first."""

from __future__ import annotations

from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, pair, without
from builder.parsers.scene.slots import Group

# «زيارة السعودية»: the country right after the noun is where the visitor goes.
_OBJECT = 3


def list_of_matters(clause: Clause, group: Group) -> bool:
    """States listed further on are matters of talk: «ملفات الزيارة، من بينها إيران واليمن وسوريا»."""
    talks = clause.trigger.event_type in ("meeting", "conference", "call", "visit")
    listed = talks and len(group.parties) > 2 and not group.acts and group.marker == ""
    return listed and group.start - clause.match.end > BESIDE


def _before_noun(clause: Clause) -> Group | None:
    """ "The general's U.S. visit", "wraps up four-day Nepal visit": the state right before the English noun is gone to."""
    if not clause.has("owner_before_noun") or any(g.marker in ("to", "in") and g.start - clause.match.end <= NEAR for g in clause.after):
        return None
    there = next((g for g in clause.before if clause.match.start - g.end == 1), None)
    if there is None or there.acts or len(there.parties) > 1 or any(m.form == "capital" for m in there.mentions):
        return None
    owner = any(g.acts or g.adjective for g in clause.before if g is not there and not set(g.parties) & set(there.parties))
    return there if owner or any(m.form == "name" for m in there.mentions) else None


def _host(clause: Clause, subject: Group) -> Group | None:
    """Where the traveller goes, by how the words behind mark it."""
    order = ("to", "in", "") if clause.trigger.form == "noun" else ("to", "", "in")
    rest = [g for g in clause.after if g is not subject and not g.parties[0].startswith("COALITION")]  # a coalition has no ground
    if not clause.verb_first:
        reach = 2 * NEAR if clause.has("genitive_chain") else NEAR
        rest = [g for g in rest if g.marker or g.start - clause.match.end <= reach]  # "visits China", not what a visit is about
    if clause.has("bare_object"):  # "on the trip … whether he leaked it to the Russians"
        rest = [g for g in rest if g.start - clause.match.end <= CLAUSE]
    if clause.has("genitive_chain"):  # «ملفات الزيارة، من بينها إيران واليمن وسوريا»: states listed further on are matters
        rest = [g for g in rest if not list_of_matters(clause, g)]
    places = [g for g in rest if not g.acts]
    places = [g for g in places if not all(m.kind == "igo" for m in g.mentions)] or places  # "visited a NATO base in Turkey"
    led_to = (g for g in places if g.marker in ("to", "in") and without(g.parties, subject.parties))  # French "en" leads there as "à" does
    host = next(led_to, None) if clause.has("in_leads_to") else None
    if clause.has("bare_object") and clause.trigger.form == "verb":  # "was visiting Israel and flew to Geneva"
        objects = (g for g in places if g.marker == "" and 0 <= g.start - clause.match.end <= 2 * _OBJECT)
        beside = (g for g in objects if not g.adjective and without(g.parties, subject.parties))
        host = next(beside, None) or host
    host = host or clause.first(places, order, subject.parties) or clause.first(rest, order, subject.parties)
    return host or clause.first(reversed(clause.before), ("to", "in"), subject.parties)


def traveller(clause: Clause) -> Sides:
    """The traveller and the state gone to, which hosts."""
    subject = clause.subject()
    if clause.has("came_back"):  # «вернулся из Чада»: where he was, told right behind the verb
        left = next((g for g in clause.after if g.marker == "from" and not g.acts and g.start - clause.match.end <= NEAR), None)
        home = subject is not None and left is not None and without(left.parties, subject.parties)
        return pair(subject, left, left.parties[0]) if left is not None and home else Sides((), (), ())
    if (there := _before_noun(clause)) is not None:
        who = clause.first(reversed(clause.before), ("",), there.parties)
        return pair(who, there, there.parties[0]) if who is not None else Sides((), there.parties, (there,), there.parties[0])
    inside = next((g for g in clause.after if g.start < clause.match.end and g.marker == "in"), None)
    if clause.has("bare_object") and subject is not None and inside is not None and subject is not inside:
        return pair(subject, inside, inside.parties[0])  # "was at the White House on Tuesday": the house is the host's
    if clause.verb_first and subject is not None and _reached(clause, subject):
        where, subject = subject, clause.first((g for g in clause.after if g.acts), ("",), subject.parties)
        return pair(subject, where, where.parties[0]) if subject is not None else Sides((), where.parties, (where,), where.parties[0])
    if clause.has("of_is_from") and subject is not None and subject.marker == "from" and subject.start - clause.match.end > NEAR:
        subject = subject if subject.acts else None  # «en visite à Calais … des migrants de Syrie»: where others are from
    if subject is not None and subject.marker == "by" and subject.start - clause.match.end > NEAR:
        subject = None  # «est arrivé à Bruxelles après son extradition par les Émirats»
    if clause.has("of_is_from") and len(clause.after) > 1 and clause.after[0].marker in ("to", "in") and not clause.after[0].acts:
        there, who = clause.after[:2]  # «visite au Mali du chef d'état-major»
        if who.marker == "from" and who.acts and who.start - there.end <= BESIDE:
            return pair(who, there, there.parties[0])
    if clause.has("of_is_from") and (of := next(iter(clause.after), None)) is not None and of.marker == "from" and of.acts:
        subject = of if of.start - clause.match.end <= NEAR else subject  # «la visite du ministre»
    # «زيارته السعودية»: the visitor is in the pronoun, what follows is where he goes.
    going = ("to", "") if clause.has("own_journey") else ("to",)
    near = [g for g in clause.after if g.marker in going and not g.acts and g.start - clause.match.end <= NEAR]
    told = next((g for g in near if not (clause.has("genitive_chain") and g.adjective)), None)
    if told is not None and clause.has("bare_object") and all(m.form in ("adjective", "abbreviation") for m in told.mentions):
        # "a visit to a U.S. air base in Iraq": whose base it is, and whose ground
        told = next((g for g in clause.after if g.marker == "in" and 0 < g.start - told.end <= NEAR), told)
    if told is None and clause.has("genitive_chain") and clause.trigger.form == "noun":
        told = next(
            (g for g in clause.after if g.start - clause.match.end <= _OBJECT and g.marker == "" and not g.acts and not g.adjective), None
        )
    if clause.has("bare_object") and clause.trigger.form == "verb" and subject is not None and _gone_to(clause, subject):
        subject = None  # "said while visiting Indonesia": the country right after the verb is gone to
        told = told or clause.first(clause.after, ("", "in"))
    if clause.has("genitive_chain") and clause.trigger.form == "noun" and (genitive := _visitor(clause)) is not None:
        return genitive
    if told is not None and subject is not None and set(subject.parties) <= set(told.parties):
        # "welcomed the visit to Libya": the country gone to is not the visitor.
        if (left := _left_for_home(clause, subject, told)) is not None:
            return pair(subject, left, left.parties[0])
        others = (*clause.after, *reversed(clause.before))
        subject = next((g for g in others if g.acts and g is not told and not set(g.parties) & set(told.parties)), None)
        return pair(subject, told, told.parties[0]) if subject is not None else Sides((), told.parties, (told,), told.parties[0])
    if subject is None:
        return Sides((), told.parties, (told,), told.parties[0]) if told is not None else Sides((), (), ())
    host = _host(clause, subject)
    if host is None and clause.has("of_is_from") and subject.marker == "from":
        # «a promis une aide, lors d'une visite de son homologue suédois»: who acts there is at home
        host = next((g for g in clause.before if g.marker == "" and g.acts and without(g.parties, subject.parties)), None)
    found = pair(subject, host)
    return Sides(found.source[:1], found.target, found.groups, found.target[0] if found.target else None)


def _left_for_home(clause: Clause, subject: Group, home: Group) -> Group | None:
    """«وصل رئيس الأركان الكويتي إلى الكويت قادما من بريطانيا»: the land that he comes home from."""
    if clause.trigger.form != "verb" or not subject.acts:
        return None
    left = (g for g in clause.after if g.marker == "from" and not g.acts and 0 < g.start - home.end <= NEAR)
    return next((g for g in left if without(g.parties, subject.parties)), None)


def _reached(clause: Clause, group: Group) -> bool:
    """«فلان يصل بغداد», «يزور تركيا الوزير»: the name of a land or capital right behind an Arabic verb of arriving is where one goes."""
    named = group.mentions and all(m.kind in ("country", "place") and m.form != "adjective" for m in group.mentions)
    return bool(named) and 0 <= group.start - clause.match.end <= _OBJECT


def _gone_to(clause: Clause, subject: Group) -> bool:
    return not subject.acts and subject.start >= clause.match.start and subject.marker != "by"


def _visitor(clause: Clause) -> Sides | None:
    """«الزيارة التاريخية لصاحب السمو … إلى القاهرة»: the person after ل is the visitor where the place gone to follows."""
    person = next((g for g in clause.after if g.start - clause.match.end <= 2 * NEAR), None)
    if person is None or person.marker != "to" or not person.acts:
        return None
    host = next((g for g in clause.after if g.start > person.start and g.marker == "to" and not g.acts), None)
    if host is None and not any(g.marker == "" and g.acts for g in clause.before):
        return pair(person, None)  # «زيارة لم يعلن عنها لوزير الدفاع … إلى بغداد»: the town is found later
    return pair(person, host, host.parties[0]) if host is not None and set(host.parties) - set(person.parties) else None
