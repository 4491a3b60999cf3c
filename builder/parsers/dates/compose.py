"""Joins neighbouring readings of one run: «من … إلى …», lists of days, Hijri = Gregorian pairs, weekday beside date."""

from __future__ import annotations

from builder.parsers.dates.calendar import is_hijri_year
from builder.parsers.dates.kinds import CODE
from builder.parsers.dates.readings import SAME_MONTH, Reading
from builder.parsers.dates.tokens import Run

_RANGE_LINKS = frozenset(CODE[kind] for kind in ("to", "dash", "until"))
_AND = CODE["and"]
_COMMA, _UNTIL, _ON = CODE["comma"], CODE["until"], CODE["on"]
_IGNORED = frozenset(CODE[kind] for kind in ("in", "on", "the", "of", "comma", "filler"))
_OF = CODE["of"]
_BESIDE = frozenset(CODE[kind] for kind in ("in", "on", "the", "of", "comma", "filler", "lpar", "dash"))
_OPENERS = {CODE["from"]: "from", CODE["between"]: "between", CODE["since"]: "from"}
_PAIRS = frozenset(CODE[kind] for kind in ("lpar", "equals", "comma", "slash", "dash", "hera", "era", "rpar"))
_POINTS = frozenset(("date", "weekday", "deictic", "month", "year", "numeric", "hijri", "quarter", "season"))
_BOUNDS = {CODE["since"]: "after", CODE["ahead"]: "after", CODE["until"]: "before", CODE["by"]: "before", CODE["ago"]: "before"}
_SINCE = CODE["since"]
_OPEN_STRETCH = frozenset((_SINCE, _UNTIL, CODE["by"]))
# What comes back every year or week; "since" picks the last.
_TWICE = frozenset(("date", "month", "weekday", "festival"))
_DAYS = frozenset(("date", "numeric", "deictic"))
_LAST_DAYS = {month: (28, 29) if month == 2 else (30,) if month in (4, 6, 9, 11) else (31,) for month in range(1, 13)}
_DATED = frozenset(("date", "numeric", "hijri"))


def compose(readings: list[Reading], run: Run) -> list[Reading]:
    """The readings of a run with composites in place of their parts."""
    if len(readings) == 1:
        return [_bounded(readings[0], run)]
    joined = [readings[0]]
    for item in readings[1:]:
        if joined[-1].kind == item.kind == "decade" and joined[-1].rel is None:
            joined[-1] = joined[-1]._replace(rel=item.rel)  # «عشرينيات وثلاثينيات القرن الماضي»
        merged = _pair(joined[-1], item, run)
        if merged is None:
            joined.append(item)
        else:
            joined[-1] = merged
    return [_bounded(item, run) for item in joined]


def _bounded(item: Reading, run: Run) -> Reading:
    """«منذ», "until", «до» before a point in time bound an open stretch; the word joins the expression."""
    if item.kind not in _POINTS and item.kind not in ("unit", "shift", "range", "half", "decade", "festival") or item.modifier is not None:
        return item
    if item.first is not None and item.first.start != item.start:
        return item  # «اعتبارا من» opened the range
    if item.rule.endswith(".the_year"):
        return item  # "tarnished by a 2005 investigation": the bound is not the year's
    for token in reversed(run):
        inside = token.start == item.start and token.code in _OPEN_STRETCH
        if (token.start >= item.start and not inside) or token.code in _IGNORED:
            continue
        modifier = _BOUNDS.get(token.code) if token.value else None
        sign = -1 if token.code == _SINCE and token.value == -1 and item.kind in _TWICE else item.sign
        return item if modifier is None else item._replace(modifier=modifier, start=token.start, sign=sign)
    return item


def _pair(left: Reading, right: Reading, run: Run) -> Reading | None:
    if right.name == SAME_MONTH and left.kind == "date":
        right = right._replace(month=left.month, year=left.year, rel=left.rel, name=None)
    if right.name == SAME_MONTH and left.kind == "hijri":
        right = right._replace(kind="hijri", hmonth=left.hmonth, hyear=left.hyear, rel=left.rel, name=None)
    between = [token.code for token in run if left.end <= token.start < right.start]
    links = [code for code in between if code not in _IGNORED]
    if not links and left.kind in (*_DAYS, "weekday") and right.kind == "weekday" and _opener(left, run):
        links = [token.code for token in run if token.start == right.start and token.code == _UNTIL]  # «с сегодняшнего дня до пятницы»
    if left.kind in _POINTS and right.kind in _POINTS and left.first is None:
        opener = _opener(left, run)
        if len(links) == 2 and links[0] == _AND and links[1] in _RANGE_LINKS:
            links = links[1:]  # «اعتبارا من 25 أبريل وحتى 2 مايو»
        # "arrives today, and tomorrow ..."
        days = links[:1] == [_AND] and left.kind == right.kind == "deictic"
        apart = days or (links[:1] == [_UNTIL] and not (opener and opener[0] == "from"))
        if len(links) == 1 and not (apart and _COMMA in between) and _is_range(left, right, links[0], opener):
            start = min(left.start, opener[1]) if opener else left.start
            return Reading("range", left.rule + "+range", start, right.end, first=left, other=right, modifier=None)
    dated = left.kind in _DATED and right.kind in _DATED and _is_hijri(left) != _is_hijri(right)
    if dated and all(code in _PAIRS or code == _ON for code in between):
        return _hijri_pair(left, right)
    return _with_weekday(left, right, run, between) or _of_weekend(left, right, between)


def _with_weekday(left: Reading, right: Reading, run: Run, between: list[str]) -> Reading | None:
    """A weekday before or behind its date: «الثلاثاء، 30 يناير», "30 January (Tuesday)"."""
    if left.kind == "weekday" and all(code in _PAIRS or code in _IGNORED for code in between):
        if right.kind in ("hijri", "festival"):
            return right._replace(start=left.start, weekday=left.weekday)
        if left.rel is None and right.kind in _DAYS:
            return right._replace(start=left.start, weekday=left.weekday, end=_closing(right.end, run, between))
    bare = right.kind == "weekday" and right.rel is None and left.kind in _DAYS and left.weekday is None
    if bare and between and set(between) <= {CODE["lpar"], CODE["comma"]}:
        return left._replace(weekday=right.weekday, end=_closing(right.end, run, between))
    return None


def _of_weekend(left: Reading, right: Reading, between: list[str]) -> Reading | None:
    """ "The weekend of March 23", «в выходные, 2 и 3 марта»: the days told are those of the weekend."""
    if left.kind != "unit" or left.unit != "weekend" or left.rel is not None or right.kind != "date" or not set(between) <= _BESIDE:
        return None
    whole = right.day2 is None and right.weekday is None and _OF in between
    return right._replace(start=left.start, unit="weekend" if whole else right.unit)


def _closing(end: int, run: Run, between: list[str]) -> int:
    if CODE["lpar"] in between:
        for token in run:
            if token.start >= end:
                return token.end if token.code == CODE["rpar"] else end
    return end


def _opener(left: Reading, run: Run) -> tuple[str, int] | None:
    """The «من» or «بين» that opens a range before a reading, and where it stands."""
    for token in reversed([token for token in run if token.start < max(left.start, left.start + 1)]):
        if token.code in _OPENERS:
            return _OPENERS[token.code], token.start
        if token.start < left.start and token.code not in _IGNORED:
            break
    return None


def _is_range(left: Reading, right: Reading, link: str, opener: tuple[str, int] | None) -> bool:
    if link in _RANGE_LINKS:
        return _same_scale(left, right)
    if link != _AND:
        return False
    if opener and opener[0] == "between":
        return _same_scale(left, right)
    if left.kind == right.kind == "date":
        return _follows(left, right)
    if left.kind == right.kind == "deictic":
        return left.offset is not None and right.offset == left.offset + 1  # "today and tomorrow"
    return left.kind == right.kind == "weekday" and left.weekday is not None and right.weekday == (left.weekday + 1) % 7


def _follows(left: Reading, right: Reading) -> bool:
    """«29 февраля и 1 марта», « les 30 novembre et 1er décembre »: the last day of a month and the first of the next."""
    if right.day != 1 or left.day is None or left.month is None or left.day2 or right.day2 or left.rel != right.rel:
        return False
    return right.month == left.month % 12 + 1 and left.day in _LAST_DAYS[left.month]


def _same_scale(left: Reading, right: Reading) -> bool:
    days = ("date", "weekday", "deictic", "numeric", "hijri")
    return (left.kind in days) == (right.kind in days) or left.kind == "month"


def _is_hijri(item: Reading) -> bool:
    return item.kind == "hijri" or (item.numeric is not None and is_hijri_year(item.numeric[0]))


def _hijri_pair(left: Reading, right: Reading) -> Reading:
    """The Gregorian half carries the date; the Hijri half confirms it."""
    gregorian, hijri = (right, left) if _is_hijri(left) else (left, right)
    return gregorian._replace(
        start=min(left.start, right.start),
        end=max(left.end, right.end),
        weekday=gregorian.weekday if gregorian.weekday is not None else hijri.weekday,
        flags=(*gregorian.flags, "hijri_pair"),
    )
