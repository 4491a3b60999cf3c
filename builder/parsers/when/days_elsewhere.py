"""The day of an event told away from its own words: Scene + Told → DateRanges.

``told_elsewhere`` asks the sources in order where the event's own words tell no day, or only that of the report. What goes on in the next
sentence (``continued``) and the one day that a story goes on to tell (``told_later``) stand before and behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from builder.model import DateRange
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.sides.told_sides import same_clause
from builder.parsers.when.belonging import REPORT, last_day, of_report, of_somebody
from builder.parsers.when.lengths import EARLY, LASTING, LONGEST, own_date
from builder.parsers.when.told_again import held_again

_NEWS = timedelta(days=10)
_REACHED = 12
# What a pronoun before "will be held" can point back to.
_HELD = frozenset(("meeting", "conference", "visit", "exercise", "training", "operation"))
# How far behind its verb the day of what is told again stands.
_RIGHT_BEHIND = 30
# "The ", "this ", "that ".
_ARTICLE = 5
# How far on, and how long ago, the one day that a story tells is that of its news; of raids the report may come weeks later.
_LATER, _RECENT, _OF_RAIDS = 7, timedelta(days=14), timedelta(days=42)
_ARRIVES = frozenset(("aid", "arms_transfer"))


def told_elsewhere(scene: Scene, told: Told, status: str, dates: list[DateRange]) -> list[DateRange]:
    """The days that the first source tells which has any, where ``dates`` tell none but that of the report; else ``dates``.

    An event of the same kind dates it only where not even a report does.
    """
    dates = dates or _of_same_kind(scene, told)
    for source in _SOURCES:
        if is_clear(dates):
            break
        dates = source(scene, told, status) or dates
    return dates


def is_clear(dates: Sequence[DateRange]) -> bool:
    """Whether the days told are those of an event, not of its report."""
    return bool(dates) and REPORT not in first_told(dates).flags


def first_told(dates: Sequence[DateRange]) -> DateRange:
    """The first date that tells a day; the day of a report gives way to one told of the days before it."""
    told = [d for d in dates if d.date_start is not None]
    first = told[0] if told else dates[0]
    return next((d for d in told if REPORT not in d.flags and _reported_on(d, first)), first) if REPORT in first.flags else first


def _reported_on(day: DateRange, report: DateRange) -> bool:
    """Whether the report of a day tells of something done in the days before it."""
    return day.date_end is not None and report.date_start is not None and timedelta(0) <= report.date_start - day.date_end <= _NEWS


def _of_same_kind(scene: Scene, told: Told) -> list[DateRange]:
    """The day that the opening tells of an event of the same type, where it tells one only: «ومن المقرر أن تنطلق المناورات بين …»."""
    kind = told.head.trigger.event_type
    found = {}
    lasts = kind in LASTING - {"meeting"}
    for match in scene.triggers if not told.head.reality.background else ():
        if (match.sentence < EARLY if lasts else _the_accord(scene, match)) and scene.frames.triggers[match.pattern].event_type == kind:
            dates = [d for d in scene.dates if same_clause(scene, match, d.start) and not last_day(scene, d)]
            day = own_date(scene.text, dates, scene.text.sentences[match.sentence], match, kind)
            if day is not None and (day.precision == "day" or _next_week(day)) and _about_now(day, scene.published):
                found[day.date_start, day.date_end] = day
    return list(found.values()) if len(found) == 1 else []


def _next_week(day: DateRange) -> bool:
    """«تنطلق الأسبوع القادم مناورات»: a week to come dates what a headline tells without a day."""
    return day.precision == "week" and day.direction == "future"


def _the_accord(scene: Scene, match: Match) -> bool:
    """ "The deal reached over the weekend": a definite accord, further on in the story, is the one it tells of."""
    accord = scene.frames.triggers[match.pattern].event_type == "agreement"
    told_before = scene.frames.syntax.told_before
    definite = accord and told_before.search(scene.text.folded, max(0, match.start - _ARTICLE), match.start) is not None
    return definite and match.sentence < _REACHED


def _about_now(day: DateRange, published: date | None) -> bool:
    return day.date_start is not None and (published is None or -_NEWS <= day.date_start - published <= LONGEST)


def _restated(scene: Scene, told: Told, status: str) -> list[DateRange]:
    """ "The meeting took place on Monday", "is to take place": the day that a sentence of its own tells of what the opening told."""
    if told.head.reality.background:
        return []
    folded, kind = scene.text.folded, "meeting" if told.head.trigger.event_type == "conference" else told.head.trigger.event_type
    for sentence in scene.text.sentences[told.head.match.sentence + 1 : _REACHED]:
        again = scene.frames.syntax.restated.match(folded, sentence.start)
        if again is None or again.lastgroup != kind:
            continue
        days = [d for d in scene.dates if again.end() <= d.start < sentence.end and d.precision in ("day", "week") and d.modifier is None]
        near = days[:1] if days and days[0].start - again.end() <= _RIGHT_BEHIND else []
        return [d for d in near if _to_come(d, scene.published) if status == "planned"] or [d for d in near if _over(d, scene.published)]
    return []


def _held_again(scene: Scene, told: Told, _status: str) -> list[DateRange]:
    return [] if told.head.reality.background else held_again(scene, told)


def _arrest_day(scene: Scene, told: Told, _status: str) -> list[DateRange]:
    """ "Have arrested a banker on a request from France. He was held on Saturday": the day of an arrest told in a sentence of its own."""
    arrests, folded, head = scene.frames.syntax.arrests, scene.text.folded, told.head.match
    if told.head.trigger.event_type != "judicial" or arrests.search(folded, head.start, head.end) is None:
        return []
    for number, sentence in list(enumerate(scene.text.sentences))[head.sentence : _REACHED]:
        found = arrests.search(folded, sentence.start, sentence.end)
        if found is None:
            continue
        arrest = Match(head.pattern, *found.span(), number)
        days = [d for d in scene.dates if sentence.start <= d.start < sentence.end and d.precision == "day" and d.modifier is None]
        days = [d for d in days if _over(d, scene.published) and not of_report(scene, arrest, d)]
        if len(days) == 1:
            return days
    return []


_SOURCES: tuple[Callable[[Scene, Told, str], list[DateRange]], ...] = (_restated, _held_again, _arrest_day)


def continued(scene: Scene, told: Told) -> list[tuple[int, DateRange]]:
    """ "They will run from July 2 to 9": the days of what the sentence before told of, by the number of the sentence that tells them."""
    folded, kind = scene.text.folded, told.head.trigger.event_type
    for number in sorted({d.match.sentence + 1 for d in told.drafts}) if kind in _HELD else ():
        sentence = scene.text.sentences[number] if number < len(scene.text.sentences) else None
        again = scene.frames.syntax.continued.match(folded, sentence.start) if sentence is not None else None
        if sentence is None or again is None or again.lastgroup not in (None, "meeting" if kind == "conference" else kind):
            continue
        days = [d for d in scene.dates if again.end() <= d.start < sentence.end and d.precision == "day" and not last_day(scene, d)]
        if days and days[0].start - again.end() <= _RIGHT_BEHIND and days[0].modifier is None:
            return [(number, days[0])]
    return []


def told_later(scene: Scene, told: Told) -> DateRange | None:
    """ "China has donated equipment. … It arrived in Manila on 16 January": the one calendar day that the story goes on to tell."""
    kind, found = told.head.trigger.event_type, {}
    own = {kind, "visit"} if kind in _ARRIVES else {kind}
    for number in range(told.head.match.sentence + 1, min(_LATER, len(scene.text.sentences))):
        sentence = scene.text.sentences[number]
        if any(m.sentence == number and scene.frames.triggers[m.pattern].event_type not in own for m in scene.triggers):
            continue
        for day in (d for d in scene.dates if sentence.start <= d.start < sentence.end and d.basis == "explicit" and d.date_start):
            longest = _OF_RAIDS if kind == "operation" else _RECENT
            clear = day.precision == "day" and day.modifier is None and _over(day, scene.published, longest)
            if not clear or of_somebody(scene, day):
                return None
            found[day.date_start, day.date_end] = day
    return next(iter(found.values())) if len(found) == 1 else None


def _to_come(day: DateRange, published: date | None) -> bool:
    return day.date_start is not None and published is not None and day.date_start >= published


def _over(day: DateRange, published: date | None, longest: timedelta = _NEWS) -> bool:
    return day.date_end is not None and published is not None and timedelta(0) <= published - day.date_end <= longest
