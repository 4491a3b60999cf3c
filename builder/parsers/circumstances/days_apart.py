"""The day of an event told in a sentence of its own, away from the event's words: Scene + Told → DateRanges.

"The meeting took place on Monday"; "He was held on Saturday".
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import date, timedelta

from builder.model import DateRange
from builder.parsers.circumstances.belonging import last_day, of_report
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene

_NEWS = timedelta(days=10)
_EARLY, _REACHED = 7, 12
# What a pronoun before "will be held" can point back to.
_HELD = frozenset(("meeting", "conference", "visit", "exercise", "training", "operation"))
# How far behind its verb the day of what is told again stands.
_RIGHT_BEHIND = 30


def restated(scene: Scene, told: Told, status: str) -> list[DateRange]:
    """ "The meeting took place on Monday", "is to take place": the day that a sentence of its own tells of what the opening told."""
    folded, kind = scene.text.folded, "meeting" if told.head.trigger.event_type == "conference" else told.head.trigger.event_type
    for sentence in scene.text.sentences[told.head.match.sentence + 1 : _REACHED]:
        again = scene.frames.syntax.restated.match(folded, sentence.start)
        if again is None or again.lastgroup != kind:
            continue
        days = [d for d in scene.dates if again.end() <= d.start < sentence.end and d.precision in ("day", "week") and d.modifier is None]
        near = days[:1] if days and days[0].start - again.end() <= _RIGHT_BEHIND else []
        return [d for d in near if _to_come(d, scene.published) if status == "planned"] or [d for d in near if _over(d, scene.published)]
    return []


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


_GOVERNED, _NEXT_TO = 60, 2


def day_after(scene: Scene, match: Match, day: DateRange) -> DateRange:
    """ "Met a day after his arrival on Sunday", "said on Tuesday, a day after the signing": the day before or after that told."""
    if day.date_start is None or day.date_start != day.date_end:
        return day
    folded, phrase = scene.text.folded, scene.frames.syntax.day_after
    if match.end < day.start and phrase.search(folded, match.end, day.start) is not None:
        return _moved(day, 1)
    left = max(scene.text.sentences[match.sentence].start, match.start - _GOVERNED)
    after = phrase.search(folded, left, match.start)
    return _moved(day, -1) if after is not None and day.end <= after.start() else day


# "A day after the ": how far behind such words stands what they count from.
_RIGHT_AFTER = 16


def counted_from(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "Said on Tuesday, a day after the signing": whether a comma parts the day from the words that count it from the trigger."""
    after = scene.frames.syntax.day_after.search(scene.text.folded, day.end, match.start)
    return after is not None and after.start() - day.end <= _NEXT_TO and match.start - after.end() <= _RIGHT_AFTER


def _moved(day: DateRange, days: int) -> DateRange:
    moved = day_on(day, days)
    return replace(moved, flags=(*moved.flags, "day_after"))


def day_on(day: DateRange, days: int) -> DateRange:
    """The single day so many days later, or earlier."""
    assert day.date_start is not None
    moved = day.date_start + timedelta(days)
    return replace(day, date_start=moved, date_end=moved, edtf=moved.isoformat())


def arrest_day(scene: Scene, told: Told) -> list[DateRange]:
    """ "Have arrested a banker on a request from France. He was held on Saturday": the day of an arrest told in a sentence of its own."""
    arrests, folded, head = scene.frames.syntax.arrests, scene.text.folded, told.head.match
    if arrests.search(folded, head.start, head.end) is None:
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


# How far on, and how long ago, the one day that a story tells is that of its news; of raids the report may come weeks later.
_LATER, _RECENT, _OF_RAIDS = 7, timedelta(days=14), timedelta(days=42)
_ARRIVES = frozenset(("aid", "arms_transfer"))


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


def of_somebody(scene: Scene, day: DateRange) -> bool:
    """«الرئيس الذي التقى كيم الجمعة»: what a relative clause dates is not the story's day."""
    opens = bisect_right(scene.text.sentences, day.start, key=lambda sentence: sentence.start) - 1
    folded, syntax = scene.text.folded, scene.frames.syntax
    found = syntax.in_relative.search(folded, scene.text.sentences[max(0, opens)].start, day.start)
    return found is not None and syntax.held_then.match(folded, found.start()) is None  # «المؤتمر الذي عقد الخميس»


def _to_come(day: DateRange, published: date | None) -> bool:
    return day.date_start is not None and published is not None and day.date_start >= published


def _over(day: DateRange, published: date | None, longest: timedelta = _NEWS) -> bool:
    return day.date_end is not None and published is not None and timedelta(0) <= published - day.date_end <= longest
