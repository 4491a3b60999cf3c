"""The kinds of calendar token: names as the grammar files use them → one private character each, of which rules make their patterns."""

from __future__ import annotations

UNITS = ("minute", "hour", "day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century")
NUMBERS = ("num.small", "num.day", "num.year", "num.hyear", "num.two", "num.count", "num.ord", "num.decade", "numeric", "clock", "junk")
WORDS = (
    "month", "month_weak", "hmonth", "weekday", "weekday_weak", "deictic", "rel", "this", "ord", "card", "part", "daypart",
    "seasonword", "festival", "quarterword", "halfword", "decadeword", "ago", "ahead", "within", "for", "since", "until", "approx",
    "event", "pastword", "month_name", "pair", "anchor", "quarter_n", "sameyear", "final", "age", "yearend", "seasonadv", "fullday",
    "unitadj", "lasting", "by", "yearword", "fortnight", "halfyear", "come", "name", "samemonth", "backto", "dayword", "fromnow",
    "lawtext", "firstday", "lastday", "vague", "nthdays", "unittime", "weekon", "fortnighton", "onehalf", "yearcount", "daynth",
    "month_old", "agency", "exact", "counted", "tendays", "moved", "lastten",
)  # fmt: skip
LINKS = (
    "in", "of", "and", "to", "from", "between", "comma", "dash", "slash", "lpar", "rpar", "the", "equals", "era", "hera", "both", "on",
    "at", "dot", "plus", "filler", "journey", "or", "after", "own",
)  # fmt: skip
# Kinds that can be an expression alone; the other core kinds need a neighbour.
ALONE = (
    "month", "month_weak", "weekday", "weekday_weak", "deictic", "festival", "num.year", "num.decade", "numeric", "event", "decadeword",
    "weekend.one", "hmonth", "seasonadv", "lasting", "yearend", "day.two", "week.two", "month.two", "year.two", "weekon", "fortnighton",
)  # fmt: skip
CORE = (
    "month", "month_weak", "hmonth", "weekday", "weekday_weak", "deictic", "festival", "num.year", "num.decade", "numeric", "event",
    "decadeword", "seasonword", "month_name", "rel", "this", "pastword", "quarter_n", "seasonadv", "lasting", "yearend", "fullday",
    "unitadj", "yearword", "samemonth", "halfyear", "fortnight", "firstday", "lastday", "nthdays", "unittime", "weekon", "fortnighton",
    "yearcount", "agency", "dayword",
)  # fmt: skip

_UNIT_KINDS = tuple(f"{unit}.{number}" for unit in UNITS for number in ("one", "two", "many"))
ALL_KINDS = (*NUMBERS, *WORDS, *LINKS, *_UNIT_KINDS)
CODE = {kind: chr(0xE000 + index) for index, kind in enumerate(ALL_KINDS)}
ALONE_CODES = frozenset(CODE[kind] for kind in ALONE)
CORE_CODES = frozenset(CODE[kind] for kind in (*CORE, *_UNIT_KINDS))
MONTH_CODES = frozenset(CODE[kind] for kind in ("month", "month_weak", "month_name"))
