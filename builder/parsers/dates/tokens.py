"""Cuts folded text into runs of calendar tokens: folded text + grammar → lists of tokens that stand next to each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from builder.parsers.dates.calendar import is_hijri_year
from builder.parsers.dates.grammar import ALONE_CODES, CODE, CORE_CODES, Grammar, Word
from builder.text.clitics import AND, ARTICLE, CLITICS, TO_THE, after_article


class Token(NamedTuple):
    """A calendar word or number: the code of its kind, its value and its folded span."""

    code: str
    value: Any
    start: int
    end: int


Run = list[Token]
# Start, end counted down (the longest first), place in the order found; code and value.
_Raw = tuple[int, int, int, str, Any]

_AND = CODE["and"]
_MONTHS = (CODE["month"], CODE["month_weak"], CODE["month_name"])
_BETWEEN_NAMES = (CODE["slash"], CODE["lpar"], CODE["dash"], CODE["comma"])
_RPAR = CODE["rpar"]
_LINK = re.compile(r"\w+'?|[^\w\s]")
_NEXT = re.compile(r" ?(\w+|\))")
_DIGITS = re.compile("[0-9]+")
# Pages glue a date to the words before it: «оригиналиюнь 20-го, 2016», "captionMarch 4, 2015".
_GLUED_DATE = re.compile(r" \d{1,2}(?:-?\w{1,3})?, \d{4}(?!\d)")
_NUMBER = re.compile(
    r"(?P<iso>\d{4}([-/.])\d{1,2}\2\d{1,2}(?!\d|[-/.]\d))"
    r"|(?P<dmy>\d{1,2}( ?[-/.] ?)\d{1,2}\4(?:\d{4}|\d{2})(?!\d|[-/.:]\d))"
    r"|(?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})?(?=\s?(?:gmt|utc|am|pm|a\.m|p\.m|мск|ч\b))|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}h\d{2}\b)"
    r"|(?P<junk>\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d+[.,]\d+|\d+ ?[%$€£])"
    r"|(?P<plain>\d+)(?P<suffix>[-']?[^\W\d_]{1,6}(?!\w))?"
)


def runs(folded: str, grammar: Grammar) -> list[Run]:
    """The runs of tokens that hold at least one calendar word or year, with the link words around them."""
    found: list[Run] = []
    current: Run = []
    links = grammar.links
    for token in _tokens(folded, grammar):
        if current:
            between = _gap(folded, current[-1].end, token.start, links)
            if between is not None:
                current += between
                current.append(token)
                continue
            if len(current) > 1 or current[0].code in ALONE_CODES:
                _close(found, current, folded, links)
        current = [token]
    if current:
        _close(found, current, folded, links)
    return found


def _close(found: list[Run], run: Run, folded: str, links: dict[str, Word]) -> None:
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
        if run[index].code in _MONTHS:
            step = 2 if run[index + 1].code in _BETWEEN_NAMES and index + 2 < len(run) else 1
            twin = run[index + step]
            if twin.code in _MONTHS and twin.value == run[index].value:
                closed = step == 2 and index + 3 < len(run) and run[index + 1].code == CODE["lpar"] and run[index + 3].code == _RPAR
                last = run[index + 3] if closed else twin
                merged = Token(CODE["month"], twin.value, run[index].start, last.end)
                run = [*run[:index], merged, *run[index + (4 if closed else step + 1) :]]
                continue
        index += 1
    return run


def _gap(folded: str, left: int, right: int, links: dict[str, Word]) -> list[Token] | None:
    """Link tokens between two tokens, or None where other words stand between."""
    if right - left <= 1:
        return [] if left == right or folded[left] == " " else _links(folded, left, right, links)
    return None if right - left > 36 else _links(folded, left, right, links)


def _links(folded: str, left: int, right: int, links: dict[str, Word]) -> list[Token] | None:
    found = []
    gap = folded[left:right]
    after = gap.find(" ", 1)
    if "\n" in gap or (after > 1 and gap[1:after] not in links and gap[:after].lstrip().isalpha()):
        return None  # most words between two tokens are no links: told without taking the gap apart
    for match in _LINK.finditer(gap):
        word = links.get(match[0])
        if word is None:
            return None
        found.append(Token(word.code, None, left + match.start(), left + match.end()))
    return found


def _before(folded: str, start: int, links: dict[str, Word]) -> list[Token]:
    """Up to three link words that stand before a run."""
    found: list[Token] = []
    while len(found) < 3:
        left, right = _last_word(folded, start)
        word = links.get(folded[left:right])
        if word is None:
            break
        found.insert(0, Token(word.code, None, left, right))
        start = left
    return found


def _last_word(folded: str, end: int) -> tuple[int, int]:
    """Where the word or mark stands that ends before a place on the same line."""
    while end and folded[end - 1] == " ":
        end -= 1
    left = folded.rfind(" ", 0, end) + 1
    if folded[left:end].isalnum():
        return left, end
    left = end - 1 if end and folded[end - 1] == "'" else end
    while left and folded[left - 1].isalnum():
        left -= 1
    return (left if left < end or not end else end - 1), end


def _after(folded: str, end: int, links: dict[str, Word]) -> list[Token]:
    """Up to two link words after a run: the era, a closing bracket."""
    found: list[Token] = []
    while len(found) < 2:
        match = _NEXT.match(folded, end)
        word = links.get(match[1]) if match else None
        if match is None or word is None:
            break
        found.append(Token(word.code, None, match.start(1), match.end(1)))
        end = match.end(1)
    return found


def _tokens(folded: str, grammar: Grammar) -> list[Token]:
    """Words and numbers in order, the longest at each place; a clitic و becomes a link of its own."""
    raw = _words(folded, grammar)
    raw += [(token.start, -token.end, len(raw), token.code, token.value) for token in _numbers(folded, grammar)]
    raw.sort()
    kept: list[Token] = []
    end = 0
    for start, last, _, code, value in raw:
        if start >= end:
            end = -last
            kept.append(Token(code, value, start, end))
    return kept


def _words(folded: str, grammar: Grammar) -> list[_Raw]:
    found: list[_Raw] = []
    size = len(folded)
    words, clitics = grammar.words, "clitics" in grammar.traits
    for number, start, end in grammar.automaton.find(folded):
        if end < size and (after := folded[end]) != " " and after.isalnum() and not (clitics and after.isdigit()):
            continue
        if start and (before := folded[start - 1]) != " " and (before.isalnum() or before == "_"):
            if not clitics and not (words[number].code in _MONTHS and (before.isdigit() or _GLUED_DATE.match(folded, end))):
                continue
            if (clitic := _clitic(folded, start) if clitics and not before.isdigit() else "") is None:
                continue
            if clitic[:1] == AND:
                found.append((start - len(clitic), len(clitic) - start - 1, len(found), _AND, None))
            if clitic[-2:] in (ARTICLE, TO_THE):
                start -= 2
        word = words[number]
        found.append((start, -end, len(found), word.code, word.value))
    return found


def _clitic(folded: str, start: int) -> str | None:
    left = start - 1
    while left and folded[left - 1].isalnum() and start - left < 5:
        left -= 1
    clitic = folded[left:start]
    return clitic if clitic in CLITICS else None


def _numbers(folded: str, grammar: Grammar) -> list[Token]:
    found: list[Token] = []
    end = 0
    for digits in _DIGITS.finditer(folded):
        start = digits.start()
        match = _NUMBER.match(folded, start) if start >= end else None
        if match is None:
            continue
        end = match.end()
        if start and _tied(folded, start, match, grammar):
            continue
        kind = match.lastgroup or "plain"
        _READERS[kind](found, match, grammar)
    return found


def _tied(folded: str, start: int, match: re.Match[str], grammar: Grammar) -> bool:
    """Part of a code such as T-72 or $30; «mid-2018» is none, nor is "30 November-11 December"."""
    before = folded[start - 1]
    if before == "/" and match["plain"] is None:
        return True  # a path in an address
    if "clitics" in grammar.traits and len(match["plain"] or "") == 4 and before.isalpha() and before > "\u0600":
        return False  # «ديسمبر2014»
    if before == "-":
        left, right = _last_word(folded, start - 1)
        return folded[right - 1].isalpha() and len(match["plain"] or "") != 4 and folded[left:right] not in grammar.months
    return (before.isalnum() or before in "_$€£№#") and not _clitic_tie(folded, start, grammar)


def _clitic_tie(folded: str, start: int, grammar: Grammar) -> bool:
    """«و30 يناير», «ال24 ساعة»: a clitic or the article may stand right before a numeral."""
    if "clitics" not in grammar.traits:
        return False
    left = start - (2 if after_article(folded, start) else 1)
    return (left < start - 1 or folded[left] in "وبل") and (left < 1 or not folded[left - 1].isalnum() or folded[left - 1] in "وب")


def _iso(found: list[Token], match: re.Match[str], grammar: Grammar) -> None:
    year, month, day = (int(part) for part in re.split(r"[-/.]", match["iso"]))
    _numeric(found, match, year, month, day)


def _dmy(found: list[Token], match: re.Match[str], grammar: Grammar) -> None:
    first, second, year = (int(part) for part in re.split(r" ?[-/.] ?", match["dmy"]))
    if year < 100:
        if match[4] == "." and "dotted_days" not in grammar.traits:
            return
        year += 2000 if year < 50 else 1900
    day, month = (second, first) if (grammar.order == "mdy" and first <= 12) or second > 12 else (first, second)
    _numeric(found, match, year, month, day)


def _numeric(found: list[Token], match: re.Match[str], year: int, month: int, day: int) -> None:
    good = 1 <= month <= 12 and 1 <= day <= 31 and (is_hijri_year(year) or 1800 <= year <= 2100)
    found.append(Token(CODE["numeric" if good else "junk"], (year, month, day), match.start(), match.end()))


def _only(kind: str) -> Callable[[list[Token], re.Match[str], Grammar], None]:
    """A reader of what is a token of that kind whatever its digits are."""
    return lambda found, match, _: found.append(Token(CODE[kind], None, match.start(), match.end()))


def _plain(found: list[Token], match: re.Match[str], grammar: Grammar) -> None:
    digits, suffix = match["plain"], match["suffix"] or ""
    value, start, end = int(digits), match.start(), match.end("plain")
    if len(digits) > 4 or (digits[0] == "0" and len(digits) > 2):
        found.append(Token(CODE["junk"], None, start, match.end()))
        return
    if "clitics" in grammar.traits and after_article(match.string, start):
        start -= 2
    if "clitics" in grammar.traits and match.string[start - 1 : start] == AND:
        found.append(Token(_AND, None, start - 1, start))
    bare = suffix.lstrip("-'")
    if suffix in grammar.ordinal_suffixes and value <= 31:
        found.append(Token(CODE["num.ord"], value, start, match.end()))
    elif suffix in grammar.ordinal_suffixes and len(digits) == 4 and value % 10 and suffix != "s":
        found.append(Token(_number_code(value, digits), value, start, match.end()))
    elif suffix == "'s" and len(digits) == 4 and (value >= 2000 or value % 10):
        found.append(Token(_number_code(value, digits), value, start, end))
    elif suffix in grammar.decade_suffixes and value % 10 == 0 and len(digits) in (2, 4):
        found.append(Token(CODE["num.decade"], value, start, match.end()))
    elif suffix in grammar.hijri_suffixes and len(digits) == 4:
        found.append(Token(CODE["num.hyear"], value, start, match.end()))
    elif suffix in grammar.unit_suffixes:
        word = grammar.unit_suffixes[suffix]
        found.append(Token(_number_code(value, digits), value, start, end))
        found.append(Token(word.code, word.value, match.start("suffix"), match.end()))
    elif not suffix or suffix[0] == "-" or bare in grammar.links or bare in grammar.months or "clitics" in grammar.traits:
        found.append(Token(_number_code(value, digits), value, start, end))
    else:
        found.append(Token(CODE["junk"], None, start, match.end()))


def _number_code(value: int, digits: str) -> str:
    if value <= 31:
        return CODE["num.small" if 1 <= value <= 12 else "num.day" if value else "junk"]
    if len(digits) == 4:
        return CODE["num.year" if 1800 <= value <= 2100 else "num.hyear" if is_hijri_year(value) else "num.count"]
    return CODE["num.two" if value < 100 else "num.count"]


_READERS: dict[str, Callable[[list[Token], re.Match[str], Grammar], None]] = {
    "iso": _iso, "dmy": _dmy, "clock": _only("clock"), "junk": _only("junk"), "plain": _plain, "suffix": _plain,
}  # fmt: skip
