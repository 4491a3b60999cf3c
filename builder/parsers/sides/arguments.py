"""Sides the parties of a trigger: trigger + groups of the sentence → source, target and the words they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import NEVER, Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, split
from builder.parsers.scene.slots import Group, speakers
from builder.parsers.sides.clauses import (
    first_subject,
    is_called,
    of_the_journey,
    opening_participle,
    to_region,
    where,
    without_forces_seen,
)
from builder.parsers.sides.marked import acting, beside, beside_noun, of_forces, of_type
from builder.parsers.sides.possessors import owner, owns, without_kin, without_things
from builder.parsers.sides.remarked import addressed, outside_quotes, remarked
from builder.parsers.sides.schemes import SCHEMES
from builder.parsers.sides.threes import with_broker

# Schemes whose parties are those who act; what a nationality merely qualifies there is the matter ("the Iranian programme").
# "the deal with Iran" names a party of the deal, not one of the talks about it.
_ACCORDS = frozenset(("agreement", "mechanism", "reduction", "arms_transfer", "statement"))
_BETWEEN_SOMEONE = frozenset(("mutual", "many", "host_guest", "traveller", "guest", "received", "caller", "speaker"))


def side(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, frames: Frames) -> Sides:
    """The sides of one trigger in its sentence; empty where the sentence does not tell them."""
    syntax = frames.syntax
    cited: tuple[str, ...] = ("against", "about", "attribution")
    named = groups
    groups = of_type(trigger, match, groups, folded, syntax)
    if trigger.event_type in _ACCORDS:
        groups = [g._replace(marker="partner") if g.marker == "accord" else g for g in groups]
    else:
        cited = (*cited[:2], "accord", cited[2])
    if trigger.has("accord_on_base"):
        groups = [g._replace(marker="partner") if g.start > match.start and g.marker in ("about", "against") else g for g in groups]
    if trigger.event_type == "judicial" and trigger.has("owner_before_noun"):
        # "removed on a U.S. extradition warrant": whose request it is stands before the noun, whatever precedes it.
        groups = [g._replace(marker="") if g.marker in cited and not g.acts and beside_noun(match, g) else g for g in groups]
    if trigger.scheme == "handover" and trigger.has("to_state"):  # «выдан России»: a state that ends the words receives
        groups = [g._replace(marker="to") if g.marker == "" and g.end == match.end and g.start > match.start else g for g in groups]
    groups = of_forces(trigger, match, groups, folded, syntax)
    groups = without_kin(trigger, without_things(trigger, match, groups, folded, syntax), folded, syntax)
    if trigger.has("owner_before_noun") and (trigger.form == "noun" or trigger.scheme == "traveller"):
        markers = (*cited, "to", "from") if trigger.scheme == "traveller" else cited  # "a welcome to the minister's visit"
        groups = [g._replace(marker="") if g.marker in markers and owns(match, g, folded) else g for g in groups]
    groups = remarked(trigger, match, groups, folded, syntax)
    if trigger.has("stands_by"):
        groups = [g._replace(marker="to") if g.marker == "by" and beside(match, g) else g for g in groups]  # "stand by Japan"
    if trigger.scheme in _BETWEEN_SOMEONE:
        groups = acting(trigger, match, groups, folded, syntax)
        groups = where(groups, folded, syntax)
    if trigger.scheme == "traveller":
        groups = to_region(match, groups, folded, syntax)
    if trigger.scheme == "traveller" and trigger.form == "noun":
        groups = of_the_journey(match, groups, folded, syntax)
    if trigger.scheme == "traveller" and trigger.has("bare_object"):
        groups = without_forces_seen(match, groups, folded, syntax)
    groups = _concerned(trigger, match, groups, folded, syntax)
    if trigger.has("pair"):
        both = next((g for g in groups if len(g.parties) > 1 and g.adjective and match.start < g.start < match.end), None)
        return split(both) if both is not None else Sides((), (), ())
    relative = _doer(trigger, match, groups, folded, frames)
    if trigger.has("dual") and (two := _two(trigger, match, groups, folded)) is not None:
        return two
    # Who speaks may also be who acts ("The minister said he had met …").
    speaking = speakers([g for g in groups if g.marker not in cited[:-1]], match.start, syntax.traits)
    told = speaking if trigger.has("speaks_first") else [g for g in groups if g.marker not in cited]
    found = _sided(trigger, match, told, relative, folded, syntax)
    if trigger.scheme == "caller" and found.complete and is_called(match, found, folded, syntax):
        found = replace(found, source=found.target, target=found.source)
    if trigger.event_type == "agreement" and found.complete:
        found = with_broker(found, named, folded, syntax)
    if trigger.has("calls_on") and found.complete:
        return replace(found, host=found.target[0])  # who is called on is at home
    if (
        found.complete
        or trigger.scheme == "many"
        or (trigger.scheme == "exercise" and not _new(match, folded, syntax) and not any(_jointly(g, match) for g in groups))
        or all(g.marker != "attribution" for g in groups)
    ):
        return found
    wider = _sided(trigger, match, speaking, relative, folded, syntax)
    return wider if wider.complete else found


def _jointly(group: Group, match: Match) -> bool:
    """«أعلنت اليابان والهند عزمهما توسيع المناورات المشتركة»: two who announce together speak of their own."""
    return group.marker == "attribution" and len(group.parties) > 1 and group.end <= match.start


def _new(match: Match, folded: str, syntax: Syntax) -> bool:
    """«أعلنت الهند إجراء مناورات مع»: who tells of drills not told before holds them, in a language that marks this on the noun."""
    return syntax.definite is not NEVER and syntax.definite.match(folded, match.start) is None


def _concerned(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """The groups that can be parties: not what a purpose acts on, what is reported or what was discussed there."""
    groups = outside_quotes(trigger, match, groups, folded)
    if trigger.scheme in ("mutual", "many", "caller"):
        groups = [g for g in groups if g.acts or g.start < match.end or not _wanted(folded, match, g, syntax)]
        said = syntax.reported.search(folded, match.end, max((g.start for g in groups), default=match.end))
        groups = [g for g in groups if said is None or g.start < said.start()]
    if trigger.has("there"):
        groups = [g for g in groups if g.acts]  # «جرى خلال اللقاء بحث»: a state named there is what was discussed
    return groups


def _doer(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, frames: Frames) -> Group | None:
    """Who does it where the sentence's build tells: an antecedent, the main subject, who is meant by a pronoun."""
    syntax = frames.syntax
    if trigger.has("announced_gift"):  # «أعلن الوزير خلال لقائه قائد الجيش عن هبة»: who announces gives, whomever he meets
        return next((g._replace(marker="") for g in reversed(groups) if g.end <= match.start and g.marker == "attribution"), None)
    relative = _antecedent(match, groups, folded, syntax) if trigger.form == "verb" else _main_subject(match, groups, folded, frames)
    if trigger.has("own_journey") and not any(g.acts and match.start < g.start < match.end for g in groups):
        # «خلال زيارته إلى واشنطن»: the pronoun is whoever was named last.
        visitor = next((g for g in reversed(groups) if g.end <= match.start and g.acts and g.marker != "about"), None)
        relative = visitor._replace(marker="") if visitor is not None else relative
    if relative is None and trigger.scheme == "traveller":
        relative = _main_subject(match, groups, folded, frames)  # "during a surprise visit to": the visit is a noun there
    if trigger.scheme == "traveller":
        relative = _preposed(match, groups, folded, syntax) or relative
    relative = (
        _said_there(match, groups, folded, syntax)
        or relative
        or first_subject(trigger, match, groups, folded, syntax)
        or _speaker(match, groups, folded, syntax)
        or _telling(match, groups, folded, syntax)
        or opening_participle(match, groups, folded, syntax)
        or _participle(match, groups, folded, syntax)
    )
    relative = owner(trigger, match, groups, folded, syntax) or relative
    if trigger.form == "noun" and syntax.possessive.search(folded, match.start, match.end):
        # «وذلك عقب اجتماعه مع»: the pronoun is the person named last, not the place named in between.
        # «استقبل الرئيس الوزير، غداة استقباله السفير»: who receives is the sentence's subject.
        order = groups if trigger.scheme == "host_guest" else reversed(groups)
        himself = next((g for g in order if g.end <= match.start and g.acts and g.marker in _HIMSELF), None)
        relative = himself._replace(marker="") if himself is not None else relative
    return relative


_HIMSELF = ("", "attribution", "from")


def _wanted(folded: str, match: Match, group: Group, syntax: Syntax) -> bool:
    """«مباحثات لإخراج إيران من سوريا»: a state that a purpose acts on is no party of the talks."""
    return len(group.parties) == 1 and syntax.acted_on.search(folded, match.end, group.start) is not None


def _two(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str) -> Sides | None:
    """«اتفقا», «خلال قمتهما»: an Arabic dual has two subjects, those named together or last before it."""
    words = folded[match.start : match.end].split()
    dual = words[0].endswith(("ا", "ان")) if trigger.form == "verb" else any(word.endswith("هما") for word in words)
    if not dual or trigger.scheme not in ("mutual", "caller", "many"):
        return None
    if any(g.marker == "partner" and g.acts and 0 <= g.start - match.end <= CLAUSE for g in groups):
        return None  # the two meet a third
    before = [g for g in groups if g.end <= match.start and g.acts and g.marker in ("", "attribution", "partner", "between")]
    if before and len(before[-1].parties) == len(_SUBJECTS):
        return Sides(before[-1].parties[:1], before[-1].parties[1:], (before[-1],))
    last = before[-1:] and [*[g for g in before[:-1] if g.parties != before[-1].parties][-1:], before[-1]]
    if len(last) != len(_SUBJECTS) or any(len(g.parties) != 1 for g in last):
        return None
    return Sides(last[0].parties, last[1].parties, tuple(last))


_REACH = 60
_SUBJECTS = ("one", "other")


def _antecedent(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """The last party named before a relative pronoun that opens the trigger's clause."""
    found = syntax.relative.search(folded, max(0, match.start - _REACH), match.start)
    # "the secretary, who was visiting Israel and flew to Geneva"
    found = found or syntax.relative_goes_on.search(folded, max(0, match.start - 2 * _REACH), match.start)
    if found is None:
        return _described(match, groups, folded, syntax)
    group = next((g for g in reversed(groups) if g.end <= found.start() and found.start() - g.end <= _REACH), None)
    if group is None:
        return None
    last = group._replace(parties=group.parties[-1:], mentions=group.mentions[-1:], marker="")
    return last if len(group.parties) > 1 and syntax.one_only.fullmatch(found[0].split()[0]) else group._replace(marker="")


def _described(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    apposed = syntax.apposed.match(folded, match.start) is not None
    if not apposed and syntax.described.match(folded, match.start) is None:
        return None
    group = next((g for g in reversed(groups) if g.end <= match.start and g.acts), None)
    # «un entretien avec le ministre en visite à Alger»: a comma may be left out behind whom one meets
    beside = (",", "") if apposed and group is not None and group.marker else (",",)
    if group is None or folded[group.end : match.start].strip() not in beside:
        return None
    # «signé par le ministre algérien et le général italien, en visite en Algérie»: of two named together the one who is not at home
    there = next((g.parties for g in groups if g.start >= match.start and not g.acts), ())
    guests = tuple(p for p in group.parties if p not in there) or group.parties
    return group._replace(parties=guests, mentions=tuple(m for m in group.mentions if m.party in guests), marker="")


def _preposed(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """Whom a participle before his name tells to be on a visit."""
    left = max(0, match.start - _REACH)
    before = folded[left : match.start]
    if syntax.described.match(folded, match.start) is None:
        if syntax.preposed.search(" " + before if not left else before) is None:
            return None
    elif before.rstrip().endswith(","):
        return None
    person = next((g for g in groups if g.start >= match.end and g.acts and g.start - match.end <= CLAUSE), None)
    return person._replace(marker="") if person is not None else None


def _speaker(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """Who speaks of himself: the last actor before a pronoun that opens the trigger's clause."""
    found = syntax.speaker.search(folded, max(0, match.start - _REACH), match.start)
    if found is None:
        return None
    # «أعلنت مينسك أنها»: a government by its capital
    before = [g for g in groups if g.end <= found.start() and (g.acts or _capitals(g)) and g.marker in ("", "attribution")]
    # «أكد رئيس مالي أن جارته الشمالية …، معلنا أنه»: a state pointed to by its neighbour is no "he"
    before = [g for g in before if g.mentions or len(g.parties) > 1] or before
    group = next((g for g in reversed(before) if not addressed(g, folded, syntax)), None)
    return None if group is None else group._replace(marker="")


def _telling(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """ "Moscow told Washington that it would bar inspectors": who tells is the doer, not who is told."""
    before = [g for g in groups if g.end <= match.start]
    if not before or not addressed(before[-1], folded, syntax) or not syntax.told_that.search(folded, before[-1].end, match.start):
        return None
    teller = next((g for g in reversed(before[:-1]) if g.marker in ("", "attribution")), None)
    return teller._replace(marker="") if teller is not None else None


def _said_there(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """Who speaks at the talks that the words name: nothing but the verb of saying stands between."""
    last = next((g for g in reversed(groups) if g.end <= match.start and g.acts), None)
    there = last is not None and match.start - last.end < _REACH and syntax.said_at.match(folded[last.end : match.start])
    return last._replace(marker="") if last is not None and there else None


def _participle(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Group | None:
    """ "Writes Kim a letter cancelling the summit": the doer is the sentence's, not the object named last before the participle."""
    word = folded[match.start : match.end].split()[0]
    if not syntax.participle.fullmatch(word) or syntax.no_participle.search(folded, max(0, match.start - _ASIDE), match.start):
        return None
    before = [g for g in groups if g.end <= match.start and g.marker == ""]
    if not before or match.start - before[-1].end <= _NEXT:
        return None
    return next((g for g in before if not g.matter), None)


def _main_subject(match: Match, groups: Sequence[Group], folded: str, frames: Frames) -> Group | None:
    """Who the sentence is about, where the trigger is an aside in it without a doer of its own: "said on Monday, during a visit to"."""
    aside = frames.asides.search(folded, max(0, match.start - _ASIDE), match.start)
    if aside is None and frames.has("genitive_chain"):
        # «إثر اجتماع»: the words of the trigger may open with those of an aside.
        aside = frames.asides.search(folded, match.start, folded.find(" ", match.start, match.end) + 1 or match.start)
    if aside is None and frames.syntax.on_visit.match(folded, match.start) is None:
        return None
    reach = {"": _OWN, "by": _OWN, "between": NEAR}
    if any(g.start >= match.start and g.start - match.end <= reach.get(g.marker, -1) for g in groups):
        return None
    of = ("from",) if frames.has("of_is_from") else ()  # «lors d'une visite de son homologue suédois»
    if any(g.marker in of and g.acts and 0 <= g.start - match.end <= _OWN for g in groups):
        return None
    speaks = ("", "attribution") if frames.has("speaker_acts") else ("",)
    before = next((g for g in groups if g.end <= match.start and g.marker in speaks and (g.acts or (g.adjective and not g.matter))), None)
    before = before and before._replace(marker="")
    if before is not None or any(g.end <= match.start for g in groups):
        return before
    # "In a call on Tuesday to the Chinese minister, the secretary cited …": an opening aside has its subject after the comma.
    return next((g for g in groups if g.start > match.end and g.marker == "" and g.acts and folded[: g.start].rstrip().endswith(",")), None)


_ASIDE = 30
_NEXT = 2
_OWN = 14


def _capitals(group: Group) -> bool:
    return bool(group.mentions) and all(mention.form == "capital" for mention in group.mentions)


def _sided(trigger: Trigger, match: Match, groups: Sequence[Group], antecedent: Group | None, folded: str, syntax: Syntax) -> Sides:
    if trigger.event_type == "agreement":
        # "the Vienna accord": a capital right after names the accord, not a government.
        groups = [g for g in groups if not (match.start < g.start < match.end + BESIDE and g.marker in ("", "from") and _capitals(g))]
    if trigger.event_type == "reduction" and not trigger.has("verb_first"):
        # "pull out of the Paris climate accord": nor does a capital inside.
        inside = [g for g in groups if match.start < g.start < match.end and g.marker != "to"]  # «откладывает передачу Маниле самолетов»
        groups = [g for g in groups if not (g in inside and _capitals(g))]
    before = tuple(g for g in groups if g.end <= match.start)
    after = tuple(g for g in groups if g.end > match.start)
    named = [g for g in (*groups, antecedent) if g is not None and trigger.event_type == "judicial"]
    demands = frozenset(g.end for g in named if syntax.demand_behind.match(folded, g.end))
    return SCHEMES[trigger.scheme](Clause(trigger, match, before, after, antecedent, demands))
