"""What the schemes work with: a trigger with the parties around it (Clause) and what they are told to be (Sides)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.slots import Group

NEAR = 30
CLAUSE = 110
BESIDE = 8


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

    @property
    def official(self) -> bool:
        """Whether no mere nationality of private people is the doer ("Europeans have travelled to Syria")."""
        doer = self.groups[0] if self.groups and self.source else None
        if doer is not None and all(m.kind == "igo" for m in doer.mentions) and doer.mentions and not doer.sent:
            return False  # "whose country will preside over the EU": organisations send officials
        return doer is None or not doer.adjective or not doer.matter


@dataclass(frozen=True, slots=True)
class Clause:
    """A trigger and the groups around it in its sentence, those that discuss or attribute left out."""

    trigger: Trigger
    match: Match
    before: tuple[Group, ...]
    after: tuple[Group, ...]
    antecedent: Group | None = None
    demands: frozenset[int] = frozenset()

    def demand_behind(self, group: Group) -> bool:
        """Whether a demand that the group makes stands right behind it: "Libya's demand", "a Turkish request"."""
        return group.end in self.demands

    def has(self, trait: str) -> bool:
        """Whether its language builds its sentences so, or its trigger's words say so (``languages/traits.yml``)."""
        return self.trigger.has(trait)

    @property
    def verb_first(self) -> bool:
        """Whether the trigger is a verb whose subject follows it."""
        return self.trigger.form == "verb" and self.has("verb_first")

    def first(self, groups: Iterable[Group], markers: Sequence[str], other_than: Sequence[str] = ()) -> Group | None:
        """The first group with one of the markers, the first marker before the second, that names a party beyond ``other_than``."""
        told = tuple(groups)
        for marker in markers:
            for group in told:
                if group.marker == marker and any(party not in other_than for party in group.parties):
                    return group
        return None

    def _opens(self, group: Group) -> bool:
        """Whether a group after an Arabic verb is its subject: «وناقش الوزراء … إيران» names what was discussed."""
        if self.has("discussed") and len(group.parties) == 1:
            return group.acts or group.start - self.match.end <= BESIDE // 4  # «يبحث سبل دعم تونس»
        return group.acts or group.start - self.match.end <= 2 * NEAR

    def subject(self) -> Group | None:
        """Who the words make the doer."""
        if self.antecedent is not None:
            return self.antecedent
        if self.trigger.form == "noun":
            close = (g for g in self.after if g.start - self.match.end <= NEAR and g.marker in ("", "by", "between"))
            near = next((g for g in close if not (g.matter and self.trigger.event_type == "reduction")), None)
            if near is not None:
                return near
        by = next((g for g in self.after if g.marker == "by"), None)
        named = any(g.marker == "" for g in self.before)
        far = by is not None and (by is not self.after[0] or (named and by.start - self.match.end > 2 * NEAR))
        active = far and (self.trigger.form == "verb" or self.has("genitive_chain"))
        if by is not None and not active:
            return by  # "met with a pastor freed by a court": the later "by" is another verb's
        before = [g for g in reversed(self.before) if g.marker in ("", "by")]
        near_before = next((g for g in before if self.match.start - g.end <= CLAUSE), None)
        if near_before is not None:
            return near_before
        several = (g for g in reversed(self.before) if g.marker == "from" and len(g.parties) > 1)
        if self.has("subject_from_states") and (together := next(several, None)) is not None:
            return together  # "ministers from A, B and C held talks"
        if self.has("verb_first") and (opening := next((g for g in self.after if g.marker == "" and self._opens(g)), None)) is not None:
            return opening
        # «بحثا التعاون، ولا سيما ما يجري في العراق وسورية»: states listed far behind the verb are its matter
        reach = self.match.end + 2 * NEAR if self.has("verb_first") else None
        any_state = reach is None and not self.has("discussed")  # «обсудит Венесуэлу»: a state alone behind the verb is the matter
        acting = (g for g in self.after if g.acts or any_state or (len(g.parties) > 1 and (reach is None or g.start <= reach)))
        return next(iter(before), None) or self.first(list(acting), ("", "from"))


def split(group: Group) -> Sides:
    """The first party of a group against its others."""
    return Sides(group.parties[:1], group.parties[1:], (group,))


def without(parties: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """The parties that are not among the others."""
    return tuple(party for party in parties if party not in others)


def pair(left: Group | None, right: Group | None, host: str | None = None) -> Sides:
    """Two groups as the two sides; a party of the first is none of the second."""
    source = left.parties if left else ()
    target = without(right.parties, source) if right else ()
    return Sides(source, target, tuple(g for g in (left, right) if g is not None), host)


def _aside_talks(clause: Clause) -> bool:
    """«قوله لبوتن خلال اجتماع في موسكو»: talks without anybody beside them are with whom the verb before names."""
    talks = clause.has("verb_first") and clause.trigger.form == "noun" and clause.has("talks")
    return talks and not any(g.acts and g.start - clause.match.end <= NEAR for g in clause.after)


def object_of(clause: Clause, subject: Group, markers: Sequence[str]) -> Group | None:
    """Who or what the words act on, by the markers it may have."""
    # In an aside the sentence's own object comes first: "told the Russian president, at a meeting in".
    aside = _aside_talks(clause)
    told = (g for g in reversed(clause.before) if aside and g.acts and g.marker == "to" and set(g.parties) - set(subject.parties))
    if (spoken_to := next(told, None)) is not None:
        return spoken_to  # «قوله لبوتن خلال اجتماع في موسكو "لن نسقط الأسد"»
    first = clause.antecedent is not None or aside
    order = (*clause.before, *clause.after) if first else (*clause.after, *reversed(clause.before))
    rest = [g for g in order if g is not subject and g.mentions != subject.mentions]
    acting = [g for g in rest if g.acts]
    if clause.has("discussed") and not clause.has("partner_by_and"):
        # What is discussed is a matter, not a party: "ministers discussed Afghanistan". Arabic may name the partner so («يبحث وواشنطن»).
        return clause.first(acting, markers, subject.parties)
    if clause.has("discussed") and all(m.kind == "igo" for m in subject.mentions):
        return clause.first(acting, markers, subject.parties)  # «الأوروبي يبحث دعم تونس»: members meet about a state
    return clause.first(acting, markers, subject.parties) or clause.first(rest, markers, subject.parties)
