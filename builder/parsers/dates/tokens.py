"""Cuts folded text into runs of calendar tokens: folded text + grammar → lists of tokens that stand next to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from builder.parsers.dates.figures import last_word, read_figures
from builder.parsers.dates.grammar import Grammar
from builder.parsers.dates.kinds import ALONE_CODES, CODE, CORE_CODES, MONTH_CODES


class Token(NamedTuple):
    """A calendar word or number: the code of its kind, its value and its folded span."""

    code: str
    value: Any
    start: int
    end: int


Run = list[Token]

_BETWEEN_NAMES = (CODE["slash"], CODE["lpar"], CODE["dash"], CODE["comma"])
_LPAR, _RPAR = CODE["lpar"], CODE["rpar"]
_LINK = re.compile(r"\w+'?|[^\w\s]")
_NEXT = re.compile(r" ?(\w+|\))")
# No two tokens of a run stand further apart.
_APART = 36


def runs(folded: str, grammar: Grammar) -> list[Run]:
    """The runs of tokens that hold at least one calendar word or year, with the link words around them."""
    found: list[Run] = []
    links = grammar.links
    for tokens in _near_each_other(folded, grammar):
        current = tokens[:1]
        for token in tokens[1:]:
            between = _gap(folded, current[-1].end, token.start, links)
            if between is None:
                _close(found, current, folded, links)
                current = [token]
            else:
                current += between
                current.append(token)
        _close(found, current, folded, links)
    return found


def _near_each_other(folded: str, grammar: Grammar) -> Iterator[Run]:
    """The tokens in order, the longest at each place, parted where nothing stands near; a calendar word or year among them."""
    raw = grammar.lexicon.find(folded)
    read_figures(folded, grammar, raw)
    raw.sort()
    near: list[tuple[str, Any, int, int]] = []
    end = 0
    core = False
    for start, last, _, code, value in raw:
        if start < end:
            continue
        if start - end > _APART:
            if core:
                yield [Token(*token) for token in near]
            near = []
            core = False
        end = -last
        near.append((code, value, start, end))
        core = core or code in CORE_CODES
    if core:
        yield [Token(*token) for token in near]


def _close(found: list[Run], run: Run, folded: str, links: Mapping[str, str]) -> None:
    if len(run) == 1:
        if run[0].code not in ALONE_CODES:
            return
    elif CORE_CODES.isdisjoint([token.code for token in run]):
        return
    run = _joined_months(run)
    found.append(_before(folded, run[0].start, links) + run + _after(folded, run[-1].end, links))


def _joined_months(run: Run) -> Run:
    """«كانون الثاني/يناير», «كانون الثاني (يناير)»: two names of one month become one token."""
    index = 0
    while index < len(run) - 1:
        if run[index].code in MONTH_CODES:
            step = 2 if run[index + 1].code in _BETWEEN_NAMES and index + 2 < len(run) else 1
            twin = run[index + step]
            if twin.code in MONTH_CODES and twin.value == run[index].value:
                closed = step == 2 and index + 3 < len(run) and run[index + 1].code == _LPAR and run[index + 3].code == _RPAR
                last = run[index + 3] if closed else twin
                merged = Token(CODE["month"], twin.value, run[index].start, last.end)
                run = [*run[:index], merged, *run[index + (4 if closed else step + 1) :]]
                continue
        index += 1
    return run


def _gap(folded: str, left: int, right: int, links: Mapping[str, str]) -> list[Token] | None:
    """Link tokens between two tokens, or None where other words stand between."""
    if right == left or (right - left == 1 and folded[left] == " "):
        return []
    return _links(folded, left, right, links)


def _links(folded: str, left: int, right: int, links: Mapping[str, str]) -> list[Token] | None:
    found = []
    gap = folded[left:right]
    after = gap.find(" ", 1)
    if "\n" in gap or (after > 1 and gap[1:after] not in links and gap[:after].lstrip().isalpha()):
        return None  # most words between two tokens are no links: told without taking the gap apart
    for match in _LINK.finditer(gap):
        code = links.get(match[0])
        if code is None:
            return None
        found.append(Token(code, None, left + match.start(), left + match.end()))
    return found


def _before(folded: str, start: int, links: Mapping[str, str]) -> list[Token]:
    """Up to three link words that stand before a run."""
    found: list[Token] = []
    while len(found) < 3:
        left, right = last_word(folded, start)
        code = links.get(folded[left:right])
        if code is None:
            break
        found.insert(0, Token(code, None, left, right))
        start = left
    return found


def _after(folded: str, end: int, links: Mapping[str, str]) -> list[Token]:
    """Up to two link words after a run: the era, a closing bracket."""
    found: list[Token] = []
    while len(found) < 2 and (match := _NEXT.match(folded, end)) and (code := links.get(match[1])):
        found.append(Token(code, None, match.start(1), match.end(1)))
        end = match.end(1)
    return found
