"""Sides the parties of a trigger: scheme + groups of the sentence → source, target and the words they come from.

The schemes state how prose marks arguments, for all languages; the marker words are data (``languages/<xx>.frames.yml``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from builder.parsers.frames import Trigger
from builder.parsers.patterns import Match
from builder.parsers.slots import Group

_NEAR = 30
_CLAUSE = 110
_NAMED_AFTER = 8


@dataclass(frozen=True, slots=True)
class Sides:
    """Source and target parties with the groups that name them; ``host`` is the party whose ground it is, where told."""

    source: tuple[str, ...]
    target: tuple[str, ...]
    groups: tuple[Group, ...]
    host: str | None = None

    @property
    def complete(self) -> bool:
        """Whether both sides are known."""
        return bool(self.source and self.target)


@dataclass(frozen=True, slots=True)
class Clause:
    """A trigger and the groups around it in its sentence, those that discuss or attribute left out."""

    trigger: Trigger
    match: Match
    before: tuple[Group, ...]
    after: tuple[Group, ...]
    language: str
    antecedent: Group | None = None

    def first(self, groups: Iterable[Group], markers: Sequence[str], other_than: Sequence[str] = ()) -> Group | None:
        """The first group with one of the markers that names a party beyond ``other_than``."""
        for marker in markers:
            for group in groups:
                if group.marker == marker and any(party not in other_than for party in group.parties):
                    return group
        return None

    def subject(self) -> Group | None:
        """Who the words make the doer."""
        if self.antecedent is not None:
            return self.antecedent
        if self.trigger.form == "noun":
            near = next((g for g in self.after if g.start - self.match.end <= _NEAR and g.marker in ("", "by", "between")), None)
            if near is not None:
                return near
        by = next((g for g in self.after if g.marker == "by"), None)
        if by is not None:
            return by
        before = [g for g in reversed(self.before) if g.marker in ("", "by")]
        near_before = next((g for g in before if self.match.start - g.end <= _CLAUSE), None)
        if near_before is not None:
            return near_before
        if self.language == "ar" and (opening := self.first(self.after, ("",))) is not None:
            return opening
        return next(iter(before), None) or self.first(self.after, ("", "from"))


# Schemes whose parties are those who act; what a nationality merely qualifies there is the matter ("the Iranian programme").
_BETWEEN_SOMEONE = frozenset(("mutual", "many", "host_guest", "traveller", "caller", "speaker"))


def _beside(match: Match, group: Group) -> bool:
    """Whether the group stands inside the trigger's words or right beside them ("Russian-American talks")."""
    return group.start - match.end <= _NAMED_AFTER and match.start - group.end <= _NAMED_AFTER


def side(trigger: Trigger, match: Match, groups: Sequence[Group], folded: str, language: str) -> Sides:
    """The sides of one trigger in its sentence; empty where the sentence does not tell them."""
    cited = ("against", "about", "attribution")
    if trigger.scheme in _BETWEEN_SOMEONE:
        groups = [g for g in groups if not g.matter or _beside(match, g)]
    relative = _antecedent(match, groups, folded) if trigger.form == "verb" else None
    found = _sided(trigger, match, [g for g in groups if g.marker not in cited], language, relative)
    if found.complete or trigger.scheme in ("many", "exercise"):
        return found
    # Who speaks may also be who acts ("The minister said he had met …").
    speaking = [replace(g, marker="") if g.marker == "attribution" else g for g in groups if g.marker not in cited[:2]]
    wider = _sided(trigger, match, speaking, language, relative)
    return wider if wider.complete else found


# «الذي يزور مصر», "who visited", "qui", «который посетил»: the verb's subject is the noun before.
_RELATIVE = re.compile(r"(?<!\w)(?:الذي|الذى|التي|التى|اللذان|اللذين|الذين|who|which|qui|котор\w+)\W+(?:\w+\W+)?$")
_REACH = 60


def _antecedent(match: Match, groups: Sequence[Group], folded: str) -> Group | None:
    """The last party named before a relative pronoun that opens the trigger's clause."""
    found = _RELATIVE.search(folded, max(0, match.start - _REACH), match.start)
    if found is None:
        return None
    group = next((g for g in reversed(groups) if g.end <= found.start() and found.start() - g.end <= _REACH), None)
    if group is None:
        return None
    last = replace(group, parties=group.parties[-1:], mentions=group.mentions[-1:], marker="")
    return last if len(group.parties) > 1 and found[0].split()[0] in _OF_ONE else replace(group, marker="")


_OF_ONE = frozenset(("الذي", "الذى", "التي", "التى", "who", "который", "которая"))


def _sided(trigger: Trigger, match: Match, groups: Sequence[Group], language: str, antecedent: Group | None) -> Sides:
    if trigger.event_type == "agreement":
        # "the Vienna accord": a capital right after names the accord, not a government.
        groups = [g for g in groups if not (0 <= g.start - match.end < _NAMED_AFTER and all(m.form == "capital" for m in g.mentions))]
    before = tuple(g for g in groups if g.end <= match.start)
    after = tuple(g for g in groups if g.end > match.start)
    return _SCHEMES[trigger.scheme](Clause(trigger, match, before, after, language, antecedent))


def _split(group: Group) -> Sides:
    return Sides(group.parties[:1], group.parties[1:], (group,))


def _without(parties: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(party for party in parties if party not in others)


def _pair(left: Group | None, right: Group | None, host: str | None = None) -> Sides:
    source = left.parties if left else ()
    target = _without(right.parties, source) if right else ()
    return Sides(source, target, tuple(g for g in (left, right) if g is not None), host)


def _mutual(clause: Clause) -> Sides:
    everyone = (*clause.after, *reversed(clause.before))
    if clause.trigger.event_type == "operation" and (coalition := _coalition(everyone)) is not None:
        partner = clause.first(everyone, ("partner",), coalition.parties)
        return _pair(coalition, partner)
    between = next((g for g in everyone if g.marker == "between" and len(g.parties) > 1), None)
    if between is not None:
        return _split(between)
    subject = clause.subject()
    if subject is None:
        return Sides((), (), ())
    partner = clause.first(everyone, ("partner",), subject.parties)
    if partner is None and len(subject.parties) > 1:
        return _split(subject)
    if partner is None:
        partner = _object(clause, subject, ("", "to"))
    return _pair(subject, partner)


def _coalition(groups: Iterable[Group]) -> Group | None:
    """A coalition striking is a party by itself; the country struck is not its partner (coding guide, ruling 10)."""
    return next((g for g in groups if g.parties[0].startswith("COALITION") and len(g.parties) == 1), None)


def _object(clause: Clause, subject: Group, markers: Sequence[str]) -> Group | None:
    rest = [g for g in (*clause.after, *reversed(clause.before)) if g is not subject]
    acting = [g for g in rest if g.acts]
    if clause.trigger.id.endswith(".discussed") and clause.language != "ar":
        # What is discussed is a matter, not a party: "ministers discussed Afghanistan". Arabic may name the partner so («يبحث وواشنطن»).
        return clause.first(acting, markers, subject.parties)
    return clause.first(acting, markers, subject.parties) or clause.first(rest, markers, subject.parties)


def _host_guest(clause: Clause) -> Sides:
    subject = clause.subject()
    if subject is None:
        return Sides((), (), ())
    guests = [g for g in (*clause.after, *reversed(clause.before)) if g is not subject and g.acts]
    return _pair(subject, clause.first(guests, ("", "to", "partner"), subject.parties), subject.parties[0])


def _traveller(clause: Clause) -> Sides:
    subject = clause.subject()
    if subject is None:
        return Sides((), (), ())
    order = ("to", "in", "") if clause.trigger.form == "noun" else ("to", "", "in")
    rest = [g for g in clause.after if g is not subject]
    places = [g for g in rest if not g.acts]
    host = clause.first(places, order, subject.parties) or clause.first(rest, order, subject.parties)
    host = host or clause.first(reversed(clause.before), ("to", "in"), subject.parties)
    found = _pair(subject, host)
    return Sides(found.source[:1], found.target, found.groups, found.target[0] if found.target else None)


def _caller(clause: Clause) -> Sides:
    found = _mutual(clause)
    return Sides(found.source, found.target, found.groups)


def _many(clause: Clause) -> Sides:
    named = [g for g in (*clause.before, *clause.after) if g.marker != "in"] or [*clause.before, *clause.after]
    parties = tuple(dict.fromkeys(p for g in named for p in g.parties))
    return Sides(parties[:1], parties[1:], tuple(named))


def _near(match: Match, group: Group) -> bool:
    return group.end > match.start - _CLAUSE and group.start < match.end + _CLAUSE


def _exercise(clause: Clause) -> Sides:
    groups = tuple(g for g in (*clause.before, *clause.after) if _near(clause.match, g))
    together = tuple(g for g in groups if g.marker in ("partner", "between", "by") or len(g.parties) > 1)
    if together and (subject := clause.subject()) is not None:
        groups = tuple(g for g in groups if g in together or g is subject or g.marker == "in")
    parties = tuple(dict.fromkeys(p for g in groups if g.marker != "in" or g.adjective for p in g.parties))
    ground = next((g for g in groups if g.marker == "in" and not g.adjective), None)
    if ground is None:
        return Sides(parties[:1], parties[1:], groups)
    host = ground.parties[0]
    if len(_without(parties, (host,))) == 0:
        return Sides((), (), groups, host)
    if host in parties or len(parties) == 1:
        return Sides((host,), _without(parties, (host,)), groups, host)
    return Sides(parties[:1], parties[1:], groups, host)


def _giver(clause: Clause) -> Sides:
    doer = clause.first(clause.after, ("by",)) or clause.first(reversed(clause.before), ("", "by"))
    taught = clause.first(clause.after, ("to", ""), doer.parties if doer else ())
    if clause.trigger.event_type == "training" and doer is not None and taught is not None:
        return _pair(doer, taught)
    receiver = clause.first((*clause.after, *reversed(clause.before)), ("to", "partner"))
    taken = receiver.parties if receiver else ()
    rest = [g for g in clause.after if g is not receiver]
    near = next((g for g in rest if g.adjective and g.start - clause.match.end <= _NEAR and _without(g.parties, taken)), None)
    origin = clause.first(rest, ("from", "by"), taken)
    subject = clause.first(reversed(clause.before), ("", "by"), taken) or clause.first(rest, ("",), taken)
    giver = origin if origin is not None and clause.trigger.form == "noun" else (near or subject or origin)
    if giver is not None and receiver is None:
        receiver = clause.first([g for g in clause.after if g is not giver], ("", "in"), giver.parties)
    return _pair(giver, receiver)


def _handover(clause: Clause) -> Sides:
    """Extradition: the state whose court or police acts hands over; who asks or is named after "to" receives."""
    everyone = (*clause.after, *reversed(clause.before))
    judges = [g for g in everyone if any(m.role in ("JUS", "POL") for m in g.mentions)]
    receiver = clause.first(everyone, ("to", "partner"))
    taken = receiver.parties if receiver else ()
    giver = next((g for g in judges if _without(g.parties, taken)), None)
    giver = (
        giver
        or clause.first(everyone, ("from", "in"), taken)
        or clause.first(reversed(clause.before), ("",), taken)
        or clause.first(everyone, ("",), taken)
    )
    return _pair(giver, receiver or clause.first([g for g in everyone if g is not giver], ("", "in"), giver.parties if giver else ()))


def _request(clause: Clause) -> Sides:
    """A request for extradition: the state asked is the source, the one that asks the target (coding guide, ruling 21)."""
    everyone = (*clause.after, *reversed(clause.before))
    asker = clause.first(everyone, ("by", "from")) or clause.subject()
    taken = asker.parties if asker else ()
    asked = clause.first(everyone, ("to", "partner", "in", ""), taken)
    return _pair(asked, asker)


def _receiver(clause: Clause) -> Sides:
    subject = clause.first(reversed(clause.before), ("", "to", "by")) or clause.first(clause.after, ("",))
    taken = subject.parties if subject else ()
    rest = [g for g in clause.after if g is not subject]
    origin = clause.first(rest, ("from", "partner"), taken) or next((g for g in rest if g.adjective and _without(g.parties, taken)), None)
    found = _pair(origin, subject)
    return Sides(_without(found.source, taken), taken, found.groups)


def _sender(clause: Clause) -> Sides:
    rest = (*clause.after, *reversed(clause.before))
    host = clause.first(clause.after, ("in", "to")) or clause.first(reversed(clause.before), ("in", "to"))
    taken = host.parties if host else ()
    near = next((g for g in clause.after if g.adjective and g.start - clause.match.end <= _NEAR and _without(g.parties, taken)), None)
    sender = clause.first(reversed(clause.before), ("", "by"), taken) or near or clause.first(rest, ("", "by", "from"), taken)
    found = _pair(sender, host)
    return Sides(found.source, found.target, found.groups, found.target[0] if found.target else None)


def _speaker(clause: Clause) -> Sides:
    subject = clause.subject()
    if subject is None:
        return Sides((), (), ())
    if len(subject.parties) > 1:
        return _split(subject)
    return _pair(subject, clause.first((*clause.after, *clause.before), ("to", "partner", "between", "", "from"), subject.parties))


def _affected(clause: Clause) -> Sides:
    subject = clause.subject()
    if subject is None:
        return Sides((), (), ())
    other = _object(clause, subject, ("partner", "to", "from", "", "in", "between"))
    return _pair(subject, other) if other is not None or len(subject.parties) == 1 else _split(subject)


_SCHEMES: dict[str, Callable[[Clause], Sides]] = {
    "mutual": _mutual,
    "host_guest": _host_guest,
    "traveller": _traveller,
    "caller": _caller,
    "many": _many,
    "exercise": _exercise,
    "giver": _giver,
    "handover": _handover,
    "request": _request,
    "receiver": _receiver,
    "sender": _sender,
    "speaker": _speaker,
    "affected": _affected,
}
