"""Who does it, where the build of the sentence tells: antecedents, main subjects, speakers, pronouns: trigger + groups → Group."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import CLAUSE, NEAR
from builder.parsers.scene.slots import Group
from builder.parsers.sides.clauses import first_subject, opening_participle
from builder.parsers.sides.possessors import owner
from builder.parsers.sides.remarked import addressed

_HIMSELF = ("", "attribution", "from")
_REACH, _ASIDE, _NEXT, _OWN = 60, 30, 2, 14


def doer(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, frames: Frames) -> Group | None:
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
    before = [g for g in groups if g.end <= found.start() and (g.acts or by_capital(g)) and g.marker in ("", "attribution")]
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


def by_capital(group: Group) -> bool:
    """Whether nothing but capitals names a group: «Вашингтон»."""
    return bool(group.mentions) and all(mention.form == "capital" for mention in group.mentions)
