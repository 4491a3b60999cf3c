"""Sides the parties of a trigger: trigger + groups of the sentence → source, target and the words they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import NEVER, Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, CLAUSE, Clause, Sides, split
from builder.parsers.scene.slots import Group, speakers
from builder.parsers.sides.clauses import (
    is_called,
    of_the_journey,
    to_region,
    where,
    without_forces_seen,
)
from builder.parsers.sides.doers import by_capital, doer
from builder.parsers.sides.marked import acting, beside, beside_noun, of_forces, of_type
from builder.parsers.sides.possessors import owns, without_kin, without_things
from builder.parsers.sides.remarked import outside_quotes, remarked
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
    relative = doer(trigger, match, groups, folded, frames)
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


_SUBJECTS = ("one", "other")


def _sided(trigger: Trigger, match: Match, groups: Sequence[Group], antecedent: Group | None, folded: str, syntax: Syntax) -> Sides:
    if trigger.event_type == "agreement":
        # "the Vienna accord": a capital right after names the accord, not a government.
        groups = [g for g in groups if not (match.start < g.start < match.end + BESIDE and g.marker in ("", "from") and by_capital(g))]
    if trigger.event_type == "reduction" and not trigger.has("verb_first"):
        # "pull out of the Paris climate accord": nor does a capital inside.
        inside = [g for g in groups if match.start < g.start < match.end and g.marker != "to"]  # «откладывает передачу Маниле самолетов»
        groups = [g for g in groups if not (g in inside and by_capital(g))]
    before = tuple(g for g in groups if g.end <= match.start)
    after = tuple(g for g in groups if g.end > match.start)
    named = [g for g in (*groups, antecedent) if g is not None and trigger.event_type == "judicial"]
    demands = frozenset(g.end for g in named if syntax.demand_behind.match(folded, g.end))
    return SCHEMES[trigger.scheme](Clause(trigger, match, before, after, antecedent, demands))
