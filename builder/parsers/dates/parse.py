"""Matches the rules over token runs: folded text → Readings in order, the longest at each place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Any

from builder.parsers.dates.compose import compose
from builder.parsers.dates.fallback import absolute_day
from builder.parsers.dates.grammar import Grammar, load_grammar
from builder.parsers.dates.kinds import CODE
from builder.parsers.dates.negatives import Negative, Negatives
from builder.parsers.dates.readings import Reading, reading
from builder.parsers.dates.tokens import Run, Token, runs

_WORD = re.compile(r"\w+")
_YEAR_WORD = re.compile(r"[^\W\d]{3}")
# Small words that may stand between a name's head and its date: "rue du 4-Septembre".
_THROUGH = frozenset("of the de du des la le les d l в на".split())
# How far back a negative looks.
_ASIDE = 40
_TITLE_WORDS, _STOP = 6, re.compile(r"[,.;:!?]")
_QUOTED_NAME = re.compile(r'"\w+ $')
# Rules whose words do not say that the number is a year.
_BARE_YEARS = (".the_year", ".after_year")
_FIRST_WORD = re.compile(r"[ \"'-]*(\w+)")
_ARABIC_PREFIX = re.compile(r"[وف]?[بكل]?(?=\w{3})")
# What is told two of, by which tokens, and after how many it begins anew.
_LISTED = {
    "year": ("year", frozenset((CODE["num.year"],)), 10_000),
    "date": ("day", frozenset(CODE[kind] for kind in ("num.small", "num.day", "num.ord", "ord")), 10_000),
    "unit": ("weekday", frozenset((CODE["weekday"], CODE["weekday_weak"])), 7),
}
_YEAR, _AND, _OWN = CODE["num.year"], CODE["and"], CODE["own"]
_MOVED = CODE["moved"]
_SPANNING = frozenset(CODE[kind] for kind in ("between", "from", "to", "until", "dash"))
_MONTHS = frozenset((CODE["month"], CODE["month_weak"]))
_DAYS = frozenset((CODE["num.small"], CODE["num.day"], CODE["num.ord"]))
# Rule number, end and match.
_Best = tuple[int, int, re.Match[str]]


def find_readings(folded: str, language: str, raw_at: Callable[[int], str] | None = None) -> list[Reading]:
    """Every expression of a folded text, composites joined; ``raw_at`` gives the raw letter at a folded offset."""
    grammar = load_grammar(language)
    found: list[Reading] = []
    for run in runs(folded, grammar):
        readings = _read_run(run, grammar)
        if grammar.capitals and any(_small_letter(item, folded, grammar, raw_at) for item in readings):
            run = [token for token in run if not _is_small(token, folded, grammar, raw_at)]
            readings = _read_run(run, grammar)
        readings = readings or _unclaimed(run, folded, grammar)
        for item in compose(readings, run) if readings else ():
            if item.kind != "skip" and not _negative(item, folded, grammar, raw_at):
                found.append(item)
    return found


def _read_run(run: Run, grammar: Grammar) -> list[Reading]:
    found = []
    for number, start, end, groups in _match_codes("".join([token.code for token in run]), grammar.language):
        rule = grammar.rules[number]
        values = dict(rule.constants)
        for field, index in groups:
            values[field] = run[index].value
        # the s of a possessive: "Obama's 2008 campaign"; the verb of what was moved from one day to another
        start += run[start].code == _MOVED or (run[start].code == _OWN and run[start].end - run[start].start == 1)
        item = reading(rule.kind, rule.id, run[start].start, run[end - 1].end, values)
        found.extend(_parted(item, run[start:end]) if (item.year2 or item.day2 or item.weekday2) is not None else [item])
    return found


def _parted(item: Reading, run: Run) -> list[Reading]:
    """«عامي 1985 و1996», "on Monday and Thursday last week": what does not follow each other is no stretch, unless «between» says so."""
    codes = {token.code for token in run}
    if item.kind not in _LISTED or _AND not in codes or codes & _SPANNING:
        return [item]
    field, kinds, cycle = _LISTED[item.kind]
    told = [token for token in run if token.code in kinds]
    if len(told) < 2 or all((after.value - before.value) % cycle == 1 for before, after in pairwise(told)):
        return [item]
    end = told[-1].end if item.kind == "year" else item.end
    ends = [*(token.end for token in told[:-1]), end]
    starts = [item.start, *(token.start for token in told[1:])]
    alone: dict[str, Any] = {field + "2": None}
    return [item._replace(start=s, end=e, **{**alone, field: token.value}) for s, e, token in zip(starts, ends, told, strict=True)]


def _unclaimed(run: Run, folded: str, grammar: Grammar) -> list[Reading]:
    """A run with day, month and year in an order that no rule has."""
    codes = {token.code for token in run}
    if not (_YEAR in codes and codes & _MONTHS and codes & _DAYS):
        return []
    start, end = run[0].start, run[-1].end
    day = absolute_day(folded[start:end], grammar.language)
    values = {"day": day.day, "month": day.month, "year": day.year} if day else {}
    return [reading("date", f"{grammar.language}.dateparser", start, end, values)] if day else []


@lru_cache(maxsize=65536)
def _match_codes(codes: str, language: str) -> tuple[tuple[int, int, int, tuple[tuple[str, int], ...]], ...]:
    """Rule number, token span and captured tokens of each match, leftmost and longest; runs repeat, so this is cached."""
    grammar = load_grammar(language)
    found = []
    place = 0
    while place < len(codes):
        best: _Best | None = None
        for number in grammar.opened.get(codes[place], ()):
            match = grammar.rules[number].pattern.match(codes, place)
            if match and match.end() > place and (best is None or match.end() > best[1]):
                best = number, match.end(), match
        if best is None:
            place += 1
            continue
        place, best = _longer(codes, place, best, grammar)
        number, end, match = best
        groups = tuple((field, match.start(i)) for i, field in enumerate(grammar.rules[number].groups, 1) if match.start(i) >= 0)
        found.append((number, place, end, groups))
        place = end
    return tuple(found)


def _longer(codes: str, place: int, best: _Best, grammar: Grammar) -> tuple[int, _Best]:
    """A match that starts inside the best one, is no shorter and ends later: «en | mars 2015» rather than «en mars | 2015»."""
    for start in range(place + 1, best[1]):
        for number in grammar.opened.get(codes[start], ()):
            rule = grammar.rules[number]
            match = rule.pattern.match(codes, start) if rule.kind != "skip" else None
            if match and match.end() > best[1] and match.end() - start >= best[1] - place:
                place, best = start, (number, match.end(), match)
                break
    return place, best


def _is_small(token: Token, folded: str, grammar: Grammar, raw_at: Callable[[int], str] | None) -> bool:
    return raw_at is not None and folded[token.start : token.end] in grammar.capitals and not raw_at(token.start).isupper()


def _small_letter(item: Reading, folded: str, grammar: Grammar, raw_at: Callable[[int], str] | None) -> bool:
    """A name that is also a common word (may, march, sun) counts only with a capital in the raw text."""
    if raw_at is None or not grammar.capitals or (item.day is not None and item.year is not None):
        return False
    words = re.finditer(r"\w+", folded[item.start : item.end])
    return any(word[0] in grammar.capitals and not raw_at(item.start + word.start()).isupper() for word in words)


def _negative(item: Reading, folded: str, grammar: Grammar, raw_at: Callable[[int], str] | None) -> bool:
    """A street, bridge, brigade or paper named after a date; a number of things."""
    own = folded[item.start : item.end]
    if item.kind == "festival" and folded[item.start - 1 : item.start] == "-":
        return True  # François-Noël
    if _is_title(item, folded, raw_at):
        return True
    # The word for year, or one such as "since", says that it is one.
    said = item.kind == "year" and _YEAR_WORD.match(own) is not None and not item.rule.endswith(_BARE_YEARS)
    for negative in _called(item, folded, grammar):
        if (negative.words and own not in negative.words) or (said and not negative.named):
            continue
        if negative.capital and not _capital(item, folded, raw_at):
            continue
        if not negative.sided or _stands(negative, item, folded, raw_at):
            return True
    return False


def _called(item: Reading, folded: str, grammar: Grammar) -> Iterator[Negative]:
    """The negatives whose words stand before or after an expression, and those that ask for none."""
    negatives = grammar.negatives.get(item.kind)
    if negatives is None:
        return
    yield from negatives.always
    right = _FIRST_WORD.match(folded, item.end)
    if right:
        yield from negatives.after.get(right[1], ())
        yield from negatives.after.get(right[0], ())
    if negatives.before and not folded[item.start - 1].isalnum():
        yield from _called_before(negatives, _WORD.findall(folded, max(0, item.start - _ASIDE), item.start), grammar)


def _called_before(negatives: Negatives, words: list[str], grammar: Grammar) -> Iterator[Negative]:
    """Those of them that the last of the words before calls, or the one before it through a small word."""
    through = words.pop() if len(words) > 1 and words[-1] in _THROUGH else None
    for form in _forms(words[-1], grammar) if words else ():
        for negative in negatives.before.get(form, ()):
            lifted = negative.unless and len(words) > 1 and not negative.unless.isdisjoint(_forms(words[-2], grammar))
            if (not negative.through or through in negative.through) and not lifted:
                yield negative
    if through is None and len(words) > 1 and words[-1] in negatives.through:
        for form in _forms(words[-2], grammar):
            yield from (negative for negative in negatives.before.get(form, ()) if words[-1] in negative.through)


def _stands(negative: Negative, item: Reading, folded: str, raw_at: Callable[[int], str] | None) -> bool:
    """Whether what a negative wants on either side is there."""
    if negative.name_next and not (raw_at is not None and item.end + 1 < len(folded) and raw_at(item.end + 1).isupper()):
        return False
    if negative.right and not negative.right.match(folded, item.end):
        return False
    if negative.own and not negative.own.fullmatch(folded, item.start, item.end):
        return False
    if negative.name_before is not None and _name_before(item, folded, raw_at) is not negative.name_before:
        return False
    if negative.left and not negative.left.search(folded, max(0, item.start - _ASIDE), item.start):
        return False
    return not negative.quoted or _in_quoted_name(item, folded, raw_at)


def _in_quoted_name(item: Reading, folded: str, raw_at: Callable[[int], str] | None) -> bool:
    """« Milou en mai »: a few words in quotation marks, the first with a capital, no punctuation among them."""
    opened, closed = folded.rfind('"', max(0, item.start - _ASIDE), item.start), folded.find('"', item.end, item.end + _ASIDE)
    inside = folded[opened + 1 : closed]
    if raw_at is None or opened < 0 or closed < 0 or len(inside.split()) > _TITLE_WORDS or _STOP.search(inside):
        return False
    return raw_at(opened + 1 + len(inside) - len(inside.lstrip())).isupper()


def _name_before(item: Reading, folded: str, raw_at: Callable[[int], str] | None) -> bool | None:
    """Whether the word right before an expression has a capital; None where there is none, or nobody knows."""
    if raw_at is None or item.start <= 1 or not folded[item.start - 2].isalpha():
        return None
    return raw_at(folded.rfind(" ", 0, item.start - 1) + 1).isupper()


def _capital(item: Reading, folded: str, raw_at: Callable[[int], str] | None) -> bool:
    """Whether the last word of an expression begins with a capital and goes on in small letters."""
    first = max(folded.rfind(mark, item.start, item.end - 2) for mark in " -'") + 1 or item.start
    return raw_at is not None and raw_at(first).isupper() and raw_at(first + 1).islower()


def _is_title(item: Reading, folded: str, raw_at: Callable[[int], str] | None) -> bool:
    """Whether an expression is, or ends, a name in quotation marks: «Сегодня», «8 марта», «Россия сегодня»."""
    right = folded[item.end : item.end + 2]
    if '"' not in right:
        return False
    own, left = folded[item.start : item.end], folded[max(0, item.start - 2) : item.start]
    month_alone = item.kind == "month" and own.isalpha()
    if (month_alone or item.kind in ("unit", "weekday", "deictic")) and (
        left[-1:] == '"' == right.lstrip(",.")[:1] or _in_guillemets(item, left, right, raw_at)
    ):
        return True
    figures = own[0].isdigit() or (own.count(" ") in (1, 2) and own.replace(" ", "").isalpha())  # « Premier Novembre »
    day_alone = item.kind == "date" and item.year is None and item.day2 is None and figures
    if day_alone and left.rstrip()[-1:] == '"' == right.lstrip()[:1]:
        return True
    named = item.kind == "deictic" and right.startswith('"')
    return named and _QUOTED_NAME.search(folded, max(0, item.start - 20), item.start) is not None


def _in_guillemets(item: Reading, left: str, right: str, raw_at: Callable[[int], str] | None) -> bool:
    """« Demain »: with blanks inside, only these marks tell where a quotation begins and where it ends."""
    if raw_at is None or (left, right) != ('" ', ' "'):
        return False
    return raw_at(item.start - 2) == "«" and raw_at(item.end + 1) == "»"


def _forms(word: str, grammar: Grammar) -> tuple[str, ...]:
    """A word as written, and without the particles that Arabic writes onto it; the article stays (a name is in construct state)."""
    if "clitics" not in grammar.traits:
        return (word,)
    joined = word[1:] if word[0] in "وف" else word  # «وكوبري»: its ك is no particle
    prefix = _ARABIC_PREFIX.match(word)
    return word, joined, word[prefix.end() :] if prefix else word
