"""How a language builds its sentences around events: ``languages/<xx>.syntax.yml`` → Syntax, checked strictly.

Every entry is one regular expression over folded text, or a list of them; what a language lacks is left out and matches nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from builder.parsers.grammar.traits import traits_of
from builder.paths import language_dir
from builder.strict import DataError, check_keys, line_of, load_yaml


@dataclass(frozen=True, slots=True)
class Syntax:
    """Compiled expressions of one language; ``ar.syntax.yml`` and ``en.syntax.yml`` say what each is for."""

    language: str
    traits: frozenset[str]
    clause: re.Pattern[str]
    joined: re.Pattern[str]
    another: re.Pattern[str]
    and_whose: re.Pattern[str]
    crews: re.Pattern[str]
    and_force: re.Pattern[str]
    more: re.Pattern[str]
    dative: re.Pattern[str]
    no_dative: re.Pattern[str]
    dative_noun: re.Pattern[str]
    people: re.Pattern[str]
    office_holders: re.Pattern[str]
    aside: re.Pattern[str]
    whose_aside: re.Pattern[str]
    whose_forces: re.Pattern[str]
    behind_relative: re.Pattern[str]
    accord_dated: re.Pattern[str]
    made_in: re.Pattern[str]
    infinitive: re.Pattern[str]
    of_theirs: re.Pattern[str]
    belongs_to: re.Pattern[str]
    authority: re.Pattern[str]
    genitive: re.Pattern[str]
    genitive_of_office: re.Pattern[str]
    envoys: re.Pattern[str]
    envoys_of: re.Pattern[str]
    only_there: re.Pattern[str]
    border: re.Pattern[str]
    topic: re.Pattern[str]
    member: re.Pattern[str]
    civil: re.Pattern[str]
    border_of: re.Pattern[str]
    of_ground: re.Pattern[str]
    on_ground: re.Pattern[str]
    held_at: re.Pattern[str]
    opening: re.Pattern[str]
    after_opening: re.Pattern[str]
    list_goes_on: re.Pattern[str]
    goes: re.Pattern[str]
    one_form: re.Pattern[str]
    capital: re.Pattern[str]
    valid_for: re.Pattern[str]
    signed_then: re.Pattern[str]
    where: re.Pattern[str]
    numbered: re.Pattern[str]
    named_by_day: re.Pattern[str]
    compared_since: re.Pattern[str]
    concluded: re.Pattern[str]
    and_in: re.Pattern[str]
    over: re.Pattern[str]
    no_clause: re.Pattern[str]
    no_verb: re.Pattern[str]
    relative: re.Pattern[str]
    one_only: re.Pattern[str]
    speaker: re.Pattern[str]
    addressed: re.Pattern[str]
    opens_aside: re.Pattern[str]
    relative_goes_on: re.Pattern[str]
    backshift: re.Pattern[str]
    based: re.Pattern[str]
    none_of: re.Pattern[str]
    on_journey: re.Pattern[str]
    journey: re.Pattern[str]
    described: re.Pattern[str]
    preposed: re.Pattern[str]
    participle: re.Pattern[str]
    no_participle: re.Pattern[str]
    on_visit: re.Pattern[str]
    possessive: re.Pattern[str]
    delegates: re.Pattern[str]
    reported: re.Pattern[str]
    acted_on: re.Pattern[str]
    there_on: re.Pattern[str]
    back_from: re.Pattern[str]
    coming_from: re.Pattern[str]
    initiative: re.Pattern[str]
    purpose: re.Pattern[str]
    brokered: re.Pattern[str]
    brokered_by: re.Pattern[str]
    told_before: re.Pattern[str]
    told_here: re.Pattern[str]
    condition: re.Pattern[str]
    future: re.Pattern[str]
    future_beside: re.Pattern[str]
    future_ends: re.Pattern[str]
    agreed: re.Pattern[str]
    agreed_to: re.Pattern[str]
    visiting: re.Pattern[str]
    last: re.Pattern[str]
    past: re.Pattern[str]
    cites: re.Pattern[str]
    offset: re.Pattern[str]
    away: re.Pattern[str]
    third_country: re.Pattern[str]
    venue: re.Pattern[str]
    pronoun: re.Pattern[str]
    told_of: re.Pattern[str]
    met_passively: re.Pattern[str]
    custody: re.Pattern[str]
    handed_from: re.Pattern[str]
    one_chamber: re.Pattern[str]
    stationed: re.Pattern[str]
    own_forces: re.Pattern[str]
    own: re.Pattern[str]
    jointly: re.Pattern[str]
    heads_for: re.Pattern[str]
    second_verb: re.Pattern[str]
    says: re.Pattern[str]
    says_that: re.Pattern[str]
    points_to_speaker: re.Pattern[str]
    points_to_last: re.Pattern[str]
    points_to_both: re.Pattern[str]
    reacts: re.Pattern[str]
    cited_behind: re.Pattern[str]
    ahead: re.Pattern[str]
    due: re.Pattern[str]
    due_event: re.Pattern[str]
    truce: re.Pattern[str]
    gathers: re.Pattern[str]
    arrests: re.Pattern[str]
    on_duty: re.Pattern[str]
    apposed: re.Pattern[str]
    sets_out: re.Pattern[str]
    when: re.Pattern[str]
    dateline: re.Pattern[str]
    desk: re.Pattern[str]
    page_stamp: re.Pattern[str]
    restated: re.Pattern[str]
    continued: re.Pattern[str]
    due_again: re.Pattern[str]
    day_of_talks: re.Pattern[str]
    leaves: re.Pattern[str]
    ends: re.Pattern[str]
    listed: re.Pattern[str]
    commands: re.Pattern[str]
    unfinished: re.Pattern[str]
    continues: re.Pattern[str]
    at_talks: re.Pattern[str]
    carries_out: re.Pattern[str]
    to_be_held: re.Pattern[str]
    negotiates: re.Pattern[str]
    at_home: re.Pattern[str]
    accredited: re.Pattern[str]
    said_there: re.Pattern[str]
    held_then: re.Pattern[str]
    charged: re.Pattern[str]
    four_way: re.Pattern[str]
    headquarters: re.Pattern[str]
    hosting: re.Pattern[str]
    sidelines: re.Pattern[str]
    members: re.Pattern[str]
    accord_with: re.Pattern[str]
    in_relative: re.Pattern[str]
    new_clause: re.Pattern[str]
    receives: re.Pattern[str]
    next_clause: re.Pattern[str]
    other_awaited: re.Pattern[str]
    at_occasion: re.Pattern[str]
    matters_there: re.Pattern[str]
    on_stay: re.Pattern[str]
    goal_only: re.Pattern[str]
    house_of: re.Pattern[str]
    to_prepare: re.Pattern[str]
    day_after: re.Pattern[str]
    begins: re.Pattern[str]
    here: re.Pattern[str]
    reports_that: re.Pattern[str]
    thing_of_day: re.Pattern[str]
    day_owns: re.Pattern[str]
    long_since: re.Pattern[str]
    post_of: re.Pattern[str]
    his_thing: re.Pattern[str]
    its: re.Pattern[str]
    first_to: re.Pattern[str]
    by_whom: re.Pattern[str]
    of_economies: re.Pattern[str]
    invited_to: re.Pattern[str]
    welcomes: re.Pattern[str]


# The letter before what cannot be lets a search go over a text at once.
NEVER = re.compile(r"\0(?!)")


@lru_cache(maxsize=8)
def load_syntax(language: str) -> Syntax:
    """The syntax of ar, en, fr or ru."""
    path = language_dir() / f"{language}.syntax.yml"
    data = load_yaml(path)
    names = [field.name for field in fields(Syntax)][2:]
    check_keys(path, language, data, ("language", "traits"), names)
    traits = traits_of(path, "languages", language, data["traits"])
    return Syntax(language, traits, *(_compiled(path, name, data[name]) if name in data else NEVER for name in names))


def _compiled(path: Path, name: str, entry: str | list[str]) -> re.Pattern[str]:
    branches = [entry] if isinstance(entry, str) else entry
    try:
        return re.compile("|".join(branches))
    except re.error as error:
        raise DataError(f"{path}:{line_of(path, f'{name}:')}: {name}: {error}; write regular expressions") from error
