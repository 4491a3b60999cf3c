"""Markers that one kind of trigger reads otherwise than the rest: groups of a sentence → groups with the markers they have there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE
from builder.parsers.scene.slots import Group

_SPOKEN_AT = frozenset(("meeting", "call"))
# "Told the ".
_VERB = 24
# "The kingdom of ", "has ".
_APART = 9


def remarked(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """Markers as this trigger reads them, of groups that stand on their own."""
    if trigger.event_type != "operation":  # «قوات سوريا الديمقراطية المدعومة من أميركا سلمت العراق»: who backs them takes no part
        groups = [g for g in groups if syntax.backed_by.search(folded, max(0, g.start - _VERB), g.start) is None]
    else:
        groups = [g for g in groups if syntax.backs_outlaws.match(folded, g.end) is None]
    return _of_its_kind(trigger, match, _on_one_side(groups, folded, syntax), folded, syntax)


def _on_one_side(groups: Sequence[Group], folded: str, syntax: Syntax) -> list[Group]:
    """«بين روسيا وبيلاروسيا من جهة والولايات المتحدة وألمانيا من جهة أخرى»: those on both sides are between whom it is."""
    told: list[Group] = []
    for group in groups:
        last = told[-1] if told else None
        if last is not None and last.marker == "between" and syntax.one_side.fullmatch(folded, last.end, group.start):
            both = tuple(dict.fromkeys((*last.parties, *group.parties)))
            told[-1] = last._replace(parties=both, mentions=(*last.mentions, *group.mentions), end=group.end)
        else:
            told.append(group)
    return told


def _of_its_kind(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """Accords left are named by what they are about, embargoes are against their receiver, who is called on stands inside the words."""
    if trigger.has("stands_by") and trigger.event_type == "operation":  # «دعمت طائرات أمريكية هجوم الجيش الصومالي»
        near = match.end + BESIDE
        return [g._replace(marker="to") if g.marker == "against" and match.start < g.start < near else g for g in groups]
    if trigger.has("treaty"):
        return [g._replace(marker="") if g.marker == "about" and not g.mentions else g for g in groups]  # «вышли из договора о РСМД»
    if trigger.has("embargo"):
        return [g._replace(marker="to") if g.marker == "against" else g for g in groups]  # "an arms embargo on", "against"
    if trigger.has("calls_on"):  # "called on the army chief"
        near = match.end + BESIDE
        return [g._replace(marker="partner") if g.marker == "against" and match.start < g.start < near else g for g in groups]
    if trigger.event_type == "agreement" and trigger.form == "noun":
        return [g._replace(marker="about") if _welcomes(g, match, folded, syntax) else g for g in groups]
    if trigger.has("done_in_common"):  # «قطع علاقاتها مع الشمال»: with whom what was in common is broken off
        near = match.end + BESIDE
        return [g._replace(marker="partner") if g.marker == "against" and match.end <= g.start < near else g for g in groups]
    if trigger.has("cases") and trigger.event_type == "call" and trigger.form == "verb":
        # «Лекорню созвонился с командующим»: a name that only looks like a dative
        spoken_with = any(g.marker == "partner" and 0 <= g.start - match.end <= _WITH for g in groups)
        return [g._replace(marker="to") if not spoken_with and _called(g, match, folded, syntax) else g for g in groups]
    if trigger.has("cases") and trigger.form == "noun" and trigger.event_type == "meeting":
        return _come_to_meet(match, groups, folded, syntax)
    if trigger.form == "noun" and trigger.event_type in _SPOKEN_AT and not _named_with(match, groups):
        # "Putin told Merkel in a phone call that Russia would send no troops to Libya": who is told something there takes part.
        return [g._replace(marker="partner") if g.marker in ("", "attribution") and addressed(g, folded, syntax) else g for g in groups]
    return groups


# A space and a preposition.
_WITH = 4


def _called(group: Group, match: Match, folded: str, syntax: Syntax) -> bool:
    """«позвонил Дмитрию Медведеву»: the dative right behind or before the verb is whom one calls."""
    beside = (group.acts or group.adjective) and max(group.start - match.end, match.start - group.end) <= BESIDE
    return beside and group.marker == "" and syntax.addressee.match(folded, group.start) is not None


def _come_to_meet(match: Match, groups: Sequence[Group], folded: str, syntax: Syntax) -> Sequence[Group]:
    """«Министр посетит ЮАР для встречи с коллегами»: he meets them, and the land is where."""
    aim = syntax.purpose.search(folded, 0, match.start) is not None
    who = [g for g in groups if g.acts and g.marker == "" and g.end <= match.start]
    if not aim or not who:
        return groups
    return [g._replace(marker="to") if not g.acts and g.marker == "" and g.end <= match.start else g for g in groups]


def _welcomes(group: Group, match: Match, folded: str, syntax: Syntax) -> bool:
    """«رحبت الجامعة العربية بإعلان القاهرة», "the League welcomed the deal": who does so stands beside the verb."""
    if group.start >= match.start:
        return False
    told = (
        syntax.welcomes.search(folded, max(0, group.start - _VERB), group.start),
        syntax.welcomes.search(folded, group.end, match.start),
    )
    before, behind = told
    return (before is not None and group.start - before.end() <= _APART) or (behind is not None and behind.start() - group.end <= _APART)


def _named_with(match: Match, groups: Sequence[Group]) -> bool:
    return any(g.marker in ("partner", "between") and 0 <= g.start - match.end <= BESIDE for g in groups)


_QUOTE = re.compile(r'\s"(?=\w)[^"]{24,}$')


def outside_quotes(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str) -> Sequence[Group]:
    """«في ختام زيارة الوزير "سنعترض على ذلك في سوريا"»: a state named in what was said on a journey is not where it went."""
    if trigger.scheme != "traveller":
        return groups
    return [g for g in groups if g.start < match.end or _QUOTE.search(folded, match.end, g.start) is None]


def addressed(group: Group, folded: str, syntax: Syntax) -> bool:
    """ "The president told his guest that he would send troops": who is told something is not who speaks of himself."""
    return syntax.addressed.search(folded, max(0, group.start - _VERB), group.start) is not None
