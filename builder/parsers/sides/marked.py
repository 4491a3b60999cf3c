"""Groups marked as the type of event has it: who announces, who drills or where, whose nationality is the suspect's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, NEAR
from builder.parsers.scene.slots import Group
from builder.parsers.sides.possessors import decides
from builder.parsers.sides.whose_forces import owned

# What states announce of their own: «أعلن ترامب وقف المناورات».
_ANNOUNCED = frozenset(("mechanism", "reduction", "presence", "aid", "training", "arms_transfer"))
_DAY_BETWEEN, _WORDS = 14, 2
_NEXT, _NEXT_WORD, _SERVICE = 2, 12, 90


def of_type(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """The groups with these marks set."""
    if trigger.has("two_do"):
        return [g._replace(marker="", matter=False) for g in groups if _two_do(trigger, match, g, folded, syntax)]
    if trigger.event_type == "reduction" and trigger.has("speaker_acts"):
        groups = [g._replace(marker="") if decides(match, g) else g for g in groups]
    if trigger.has("speaker_acts") and trigger.form == "noun" and trigger.event_type in _ANNOUNCED:
        groups = [g._replace(marker="") if _announces(match, g, folded) else g for g in groups]
    if trigger.has("nations_behind") and trigger.scheme == "exercise":
        # «بالرد على المناورات الأمريكية الكورية الجنوبية»
        groups = [g._replace(marker="") if g.adjective and len(g.parties) > 1 and 0 <= g.start - match.end <= NEAR else g for g in groups]
    if trigger.scheme == "exercise":
        groups = [g._replace(marker="in") if g.marker == "to" and not g.acts and _held_at(g, folded, syntax) else g for g in groups]
        groups = [g._replace(marker="partner") if not g.marker and _guest(match, g, folded, syntax) else g for g in groups]
    if trigger.has("suspects_in_plural") and trigger.event_type == "judicial":
        groups = [g._replace(matter=True) if g.adjective and not _authority(g, folded, syntax) else g for g in groups]
    return groups


def beside_noun(match: Match, group: Group) -> bool:
    """Right before the words, or inside a warrant's: "on a U.S. extradition", "arrested on a U.S. warrant"."""
    return 0 < match.start - group.end <= _NEXT or match.start < group.start < match.end


def of_forces(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """Who teaches and where the pupils are to serve, whose forces stand where."""
    if trigger.event_type == "training":
        # «سيواصل الخبراء الألمان تدريب الجنود العراقيين»: experts right before the words teach and do not comment
        groups = [g._replace(marker="") if g.adjective and g.marker == "attribution" and beside_noun(match, g) else g for g in groups]
        groups = [g._replace(marker="about") if syntax.to_serve.search(folded, max(0, g.start - _SERVICE), g.start) else g for g in groups]
    if trigger.event_type == "presence":
        groups = groups if trigger.has("lets_in") else owned(match, groups, folded, syntax)
        groups = [
            g._replace(marker="in") if g.marker == "about" and syntax.over.search(folded, max(0, g.start - _NEXT_WORD), g.start) else g
            for g in groups
        ]
    return groups


_CUT, _LEADS_TO = re.compile(r"[,;:.()]"), 44


def _two_do(trigger: Trigger, match: Match, group: Group, folded: str, syntax: Syntax) -> bool:
    """«ضبطت بحريتا كولومبيا وإسبانيا», "Police in Germany and Italy arrested": named together right before the deed, behind its verb."""
    if len(group.parties) == 1 or group.marker not in ("", "in", "from", "between", "to"):
        return False
    ahead = 0 <= match.start - group.end <= NEAR
    behind = trigger.has("verb_first") and 0 < group.start - match.start <= _LEADS_TO
    if not ahead and not behind:
        return False
    between = folded[group.end : match.start] if ahead else folded[match.start : group.start]
    return _CUT.search(between) is None and syntax.auxiliary.search(between) is None


_MEN = re.compile(r"\s[\w-]+(?:\s[\w-]+)?\s")


def beside(match: Match, group: Group) -> bool:
    """Whether the group stands inside the trigger's words or right beside them ("Russian-American talks")."""
    return group.start - match.end <= BESIDE and match.start - group.end <= BESIDE


def acting(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """The groups without nationalities of mere things, unless these stand beside the words, do what they tell or say where."""
    # «dans la capitale tchadienne»: a nationality that qualifies a place tells where
    ground = ("in", "to") if trigger.has("in_leads_to") else ()
    told = (g for g in groups if not g.matter or beside(match, g) or g.marker in ground or _both_do(trigger, match, g, folded, syntax))
    return [*told]


def _both_do(trigger: Trigger, match: Match, group: Group, folded: str, syntax: Syntax) -> bool:
    """«российские и таджикские наркополицейские изъяли»: men of two nations, by whatever noun, right before what they do."""
    deed = trigger.form == "verb" and trigger.event_type == "operation"
    men = _MEN.fullmatch(folded, group.end, match.start) if deed and len(group.parties) > 1 and group.marker == "" else None
    return men is not None and syntax.auxiliary.search(men[0]) is None


def _announces(match: Match, group: Group, folded: str) -> bool:
    """«أعلنت الدنمارك، الثلاثاء، سحب قواتها»: who announces stands right before the noun, at most a day between."""
    between = folded[group.end : match.start]
    return (
        group.marker == "attribution"
        and not group.matter
        and 0 <= match.start - group.end <= _DAY_BETWEEN
        and len(between.split()) <= _WORDS
    )


def _authority(group: Group, folded: str, syntax: Syntax) -> bool:
    """Whether an Arabic nationality qualifies an authority, not a suspect: «السلطات الألمانية», «رجل الأعمال التركي»."""
    return syntax.authority.search(folded, max(0, group.start - NEAR), group.start) is not None


def _guest(match: Match, group: Group, folded: str, syntax: Syntax) -> bool:
    """ "An exercise in which German soldiers took part"."""
    return group.start > match.start and syntax.guests.search(folded, match.start, group.start) is not None


def _held_at(group: Group, folded: str, syntax: Syntax) -> bool:
    """«l'exercice a débuté au Sénégal»: French says "to" and "at" alike."""
    return syntax.held_at.search(folded, max(0, group.start - NEAR), group.start) is not None
