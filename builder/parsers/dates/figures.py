"""Reads what is written in figures: folded text → days, years, counts, dates and clock times, as tokens of the calendar."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from builder.parsers.dates.calendar import is_hijri_year
from builder.parsers.dates.grammar import Grammar
from builder.parsers.dates.kinds import CODE
from builder.parsers.dates.lexicon import Raw
from builder.text.automaton import octets
from builder.text.clitics import AND, after_article

_Reader = Callable[[list[Raw], "re.Match[str]", Grammar], None]

_DIGIT = 1
_DIGITS = bytes(byte in b"0123456789" for byte in range(0x100))
_NUMBER = re.compile(
    r"(?P<iso>\d{4}([-/.])\d{1,2}\2\d{1,2}(?!\d|[-/.]\d))"
    r"|(?P<dmy>\d{1,2}( ?[-/.] ?)\d{1,2}\4(?:\d{4}|\d{2})(?!\d|[-/.:]\d))"
    r"|(?P<clock>\d{1,2}[:.]\d{2}(?::\d{2})?(?=\s?(?:gmt|utc|am|pm|a\.m|p\.m|мск|ч\b))|\d{1,2}:\d{2}(?::\d{2})?|\d{1,2}h\d{2}\b)"
    r"|(?P<junk>\d{1,3}(?:[ ,.]\d{3})+(?!\d)|\d+[.,]\d+|\d+ ?[%$€£])"
    r"|(?P<plain>\d+)(?P<suffix>[-']?[^\W\d_]{1,6}(?!\w))?"
)


def read_figures(folded: str, grammar: Grammar, found: list[Raw]) -> None:
    """Add the tokens in figures to those found."""
    digits = octets(folded).translate(_DIGITS)
    start = digits.find(_DIGIT)
    while start >= 0 and (match := _NUMBER.match(folded, start)):
        end = match.end()
        if not start or folded[start - 1] == " " or not _tied(folded, start, match, grammar):
            _READERS[match.lastgroup or "plain"](found, match, grammar)
        while end < len(digits) and digits[end] == _DIGIT:
            end += 1  # «12:345» is a clock time and the rest of a number
        start = digits.find(_DIGIT, end)


def last_word(folded: str, end: int) -> tuple[int, int]:
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


def _tied(folded: str, start: int, match: re.Match[str], grammar: Grammar) -> bool:
    """Part of a code such as T-72 or $30; «mid-2018» is none, nor is "30 November-11 December"."""
    before = folded[start - 1]
    if before == "/" and match["plain"] is None:
        return True  # a path in an address
    if "clitics" in grammar.traits and len(match["plain"] or "") == 4 and before.isalpha() and before > "\u0600":
        return False  # «ديسمبر2014»
    if before == "-":
        left, right = last_word(folded, start - 1)
        return folded[right - 1].isalpha() and len(match["plain"] or "") != 4 and folded[left:right] not in grammar.months
    return (before.isalnum() or before in "_$€£№#") and not _clitic_tie(folded, start, grammar)


def _clitic_tie(folded: str, start: int, grammar: Grammar) -> bool:
    """«و30 يناير», «ال24 ساعة»: a clitic or the article may stand right before a numeral."""
    if "clitics" not in grammar.traits:
        return False
    left = start - (2 if after_article(folded, start) else 1)
    return (left < start - 1 or folded[left] in "وبل") and (left < 1 or not folded[left - 1].isalnum() or folded[left - 1] in "وب")


def _iso(found: list[Raw], match: re.Match[str], grammar: Grammar) -> None:
    year, month, day = (int(part) for part in re.split(r"[-/.]", match["iso"]))
    _numeric(found, match, year, month, day)


def _dmy(found: list[Raw], match: re.Match[str], grammar: Grammar) -> None:
    first, second, year = (int(part) for part in re.split(r" ?[-/.] ?", match["dmy"]))
    if year < 100:
        if match[4] == "." and "dotted_days" not in grammar.traits:
            return
        year += 2000 if year < 50 else 1900
    day, month = (second, first) if (grammar.order == "mdy" and first <= 12) or second > 12 else (first, second)
    _numeric(found, match, year, month, day)


def _numeric(found: list[Raw], match: re.Match[str], year: int, month: int, day: int) -> None:
    good = 1 <= month <= 12 and 1 <= day <= 31 and (is_hijri_year(year) or 1800 <= year <= 2100)
    _add(found, CODE["numeric" if good else "junk"], (year, month, day), match.start(), match.end())


def _only(kind: str) -> _Reader:
    """A reader of what is a token of that kind whatever its digits are."""
    return lambda found, match, _: _add(found, CODE[kind], None, match.start(), match.end())


def _plain(found: list[Raw], match: re.Match[str], grammar: Grammar) -> None:
    digits, suffix = match.group("plain", "suffix")
    start, end = match.span("plain")
    if len(digits) > 4 or (digits[0] == "0" and len(digits) > 2):
        _add(found, CODE["junk"], None, start, match.end())
        return
    if "clitics" in grammar.traits:
        if after_article(match.string, start):
            start -= 2
        if match.string[start - 1 : start] == AND:
            _add(found, CODE["and"], None, start - 1, start)
    if suffix:
        _with_suffix(found, match, grammar, start)
    else:
        _add(found, _number_code(int(digits), digits), int(digits), start, end)


def _with_suffix(found: list[Raw], match: re.Match[str], grammar: Grammar, start: int) -> None:
    digits, suffix = match.group("plain", "suffix")
    value, end = int(digits), match.end("plain")
    bare = suffix.lstrip("-'")
    if suffix in grammar.ordinal_suffixes and value <= 31:
        _add(found, CODE["num.ord"], value, start, match.end())
    elif suffix in grammar.ordinal_suffixes and len(digits) == 4 and value % 10 and suffix != "s":
        _add(found, _number_code(value, digits), value, start, match.end())
    elif suffix == "'s" and len(digits) == 4 and (value >= 2000 or value % 10):
        _add(found, _number_code(value, digits), value, start, end)
    elif suffix in grammar.decade_suffixes and value % 10 == 0 and len(digits) in (2, 4):
        _add(found, CODE["num.decade"], value, start, match.end())
    elif suffix in grammar.hijri_suffixes and len(digits) == 4:
        _add(found, CODE["num.hyear"], value, start, match.end())
    elif suffix in grammar.unit_suffixes:
        word = grammar.unit_suffixes[suffix]
        _add(found, _number_code(value, digits), value, start, end)
        _add(found, word.code, word.value, match.start("suffix"), match.end())
    elif suffix[0] == "-" or bare in grammar.links or bare in grammar.months or "clitics" in grammar.traits:
        _add(found, _number_code(value, digits), value, start, end)
    else:
        _add(found, CODE["junk"], None, start, match.end())


def _add(found: list[Raw], code: str, value: Any, start: int, end: int) -> None:
    found.append((start, -end, len(found), code, value))


def _number_code(value: int, digits: str) -> str:
    if value <= 31:
        return CODE["num.small" if 1 <= value <= 12 else "num.day" if value else "junk"]
    if len(digits) == 4:
        return CODE["num.year" if 1800 <= value <= 2100 else "num.hyear" if is_hijri_year(value) else "num.count"]
    return CODE["num.two" if value < 100 else "num.count"]


_READERS: dict[str, _Reader] = {
    "iso": _iso, "dmy": _dmy, "clock": _only("clock"), "junk": _only("junk"), "plain": _plain, "suffix": _plain,
}  # fmt: skip
