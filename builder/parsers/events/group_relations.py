"""What a threat group is to the cooperation: mentions of groups and the events' sentences → GroupNamed with relation and rule.

The words are data: ``languages/group_relations.yml``. Where no rule holds, the group is named and no more.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from builder.model import GroupNamed, Mention, Text
from builder.paths import language_dir
from builder.strict import DataError, check_keys, line_of, load_yaml

FILE = "group_relations.yml"
NAMED, TARGET, PARTY = "named", "target", "party"
RELATIONS = (PARTY, "splinter", "ally", TARGET)
_WHERE = ("before", "after", "link", "linked")
_REACH, _BETWEEN = 70, 45
_STRENGTH = {relation: place for place, relation in enumerate((*RELATIONS, NAMED))}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the relation that its words, in their place, show."""

    id: str
    relation: str
    where: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Relations:
    """The rules of one language."""

    rules: tuple[Rule, ...]
    also: re.Pattern[str]


@cache
def load_relations(language: str) -> Relations:
    """The rules of ar, en, fr or ru, checked."""
    path = language_dir() / FILE
    data = load_yaml(path)[language]
    check_keys(path, language, data, ("stops", "and", "rules"))
    rules = []
    for entry in data["rules"]:
        check_keys(path, entry.get("id", language), entry, ("id", "relation"), _WHERE)
        places = [name for name in _WHERE if name in entry]
        if entry["relation"] not in RELATIONS or len(places) != 1:
            line = line_of(path, entry["id"])
            raise DataError(f"{path}:{line}: rule '{entry['id']}': give one of {', '.join(RELATIONS)} and one of {', '.join(_WHERE)}")
        rules.append(Rule(entry["id"], entry["relation"], places[0], _compile(places[0], entry[places[0]], data["stops"])))
    return Relations(tuple(rules), re.compile(rf"[\s\"',()]*(?:{data['and']})?[\s\"',()]*"))


# Arabic clitics may stand on the rule's words and, the article included, on the group's name.
_CLITIC = "[وفبلك]{0,2}(?:ال|لل)?"
_GAP = r"[^\w.!?؟\n]{1,40}"


def _compile(where: str, words: str, stops: str) -> re.Pattern[str]:
    filler = rf"(?:{_GAP}(?!(?:{stops})\b)[\w']+){{0,2}}"
    leading, words = words.startswith("_ "), words.removeprefix("_ ")
    spaced = words.replace(" _", "\0").replace(" ", _GAP).replace("\0", filler)
    if where == "before":
        return re.compile(rf"(?<!\w){_CLITIC}(?:{spaced}){_GAP}{_CLITIC}$|(?<!\w)(?:{spaced})[بلك]$")
    if where == "after":
        return re.compile(rf"{_GAP}(?:{spaced})(?!\w)")
    return re.compile(rf"{filler if leading else ''}(?:{_GAP})?{_CLITIC}(?:{spaced}){_GAP}{_CLITIC}")


def named_groups(text: Text, mentions: Sequence[Mention], beside: Collection[int], parties: Collection[str]) -> tuple[GroupNamed, ...]:
    """Every threat group once, as first named, with the strongest relation that any of its mentions shows.

    ``beside``: sentences in which an event is told, or the one before; ``parties``: those of the events, among which a group that
    governs a state may be.
    """
    found: dict[str, GroupNamed] = {}
    last: tuple[Mention, str, str] | None = None
    groups = sorted((m for m in mentions if m.kind == "group"), key=lambda m: m.start)
    for place, mention in enumerate(groups):
        near = _in_headline_or(text, mention, beside)
        relation, rule = _relation(text, mention, groups[place - 1] if place else None, groups[place + 1 : place + 2], near)
        if relation == NAMED and last is not None and _joined(text, last[0], mention):
            relation, rule = last[1:]
        if mention.party is not None and mention.party in parties:
            relation, rule = PARTY, "group.governs"
        last = (mention, relation, rule)
        told = GroupNamed(mention.code, mention, text.words(mention.start, mention.end), relation, rule, mention)
        first = found.setdefault(mention.code, told)
        if _STRENGTH[relation] < _STRENGTH[first.relation]:
            found[mention.code] = GroupNamed(mention.code, first.mention, first.name_raw, relation, rule, mention)
    return tuple(found.values())


def _relation(text: Text, mention: Mention, previous: Mention | None, following: Sequence[Mention], near: bool) -> tuple[str, str]:
    for rule in load_relations(text.language).rules:
        if (rule.relation != TARGET or near) and _holds(rule, text.folded, mention, previous, following):
            return rule.relation, rule.id
    return NAMED, ""


def _holds(rule: Rule, folded: str, mention: Mention, previous: Mention | None, following: Sequence[Mention]) -> bool:
    if rule.where == "before":
        return rule.words.search(folded, max(0, mention.start - _REACH), mention.start) is not None
    if rule.where == "after":
        return rule.words.match(folded, mention.end) is not None
    pairs = [(mention, other) for other in following] if rule.where == "link" else [(previous, mention)] if previous else []
    return any(
        one.code != two.code and two.start - one.end <= _BETWEEN and rule.words.fullmatch(folded, one.end, two.start) for one, two in pairs
    )


def _joined(text: Text, before: Mention, mention: Mention) -> bool:
    """Whether only a comma or "and" stands between two groups."""
    return before.code != mention.code and load_relations(text.language).also.fullmatch(text.folded, before.end, mention.start) is not None


def _in_headline_or(text: Text, mention: Mention, beside: Collection[int]) -> bool:
    number = next((n for n, sentence in enumerate(text.sentences) if sentence.start <= mention.start < sentence.end), -1)
    return number in beside or (number >= 0 and text.sentences[number].part == "title")
