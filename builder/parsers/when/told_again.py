"""What is told again further on by a definite noun: Scene + Told → its day, its place.

"The summit is scheduled for July 12 in Singapore"; "the July 12 summit"; «اللقاء الذي عقد الاثنين», "The deal, signed on Monday".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from builder.model import DateRange, Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.when.belonging import last_day
from builder.parsers.when.counted_days import day_on
from builder.parsers.where.ground import place_in

DUE_AGAIN, HELD_AGAIN = "due_again", "held_again"
_NEWS, _WEEK = timedelta(days=10), 7
_REACHED = 14
# How far behind "is scheduled" its day or place may stand.
_BEHIND = 70
_CLEAREST = ("day", "week", "month")
# What one noun can point back to.
_NOUNS = {"conference": "meeting", "training": "exercise"}
# "At a virtual meeting", then "The 14th meeting was held on Monday".
_BY_TELEPHONE = ("meeting",)
_TOGETHER = ("", "between", "partner")


def due_again(scene: Scene, told: Told) -> DateRange | None:
    """The clearest day, week or month to come that a sentence further on tells of what the article has told to come before."""
    found = [d for number in _sentences(scene) for d in _told_in(scene, told, number)]
    clearest = min(found, key=lambda d: (_CLEAREST.index(d.precision), d.start), default=None)
    return replace(clearest, flags=(*clearest.flags, DUE_AGAIN)) if clearest is not None else None


def held_again(scene: Scene, told: Told) -> list[DateRange]:
    """The day gone by that a sentence further on tells of what the article has told before: "The meeting, held on Monday"."""
    for number in _sentences(scene):
        for start, end in _nouns(scene, told, number, scene.frames.syntax.held_again):
            for day in (_moved(scene, d, ahead=False) for d in _days(scene, number)):
                near = 0 <= day.start - end <= _BEHIND and scene.frames.syntax.says.search(scene.text.folded, end, day.start) is None
                if near and _just_over(scene, day) and _points_back(scene, told, number, start, day.end):
                    return [replace(day, flags=(*day.flags, HELD_AGAIN))]
    return []


def _moved(scene: Scene, day: DateRange, *, ahead: bool) -> DateRange:
    """A bare weekday on the side of publication that the words of being due or held say."""
    if scene.published is None or day.date_start is None or not day.rule.endswith(".weekday") or day.date_start == scene.published:
        return day
    return day if (day.date_start > scene.published) == ahead else day_on(day, _WEEK if ahead else -_WEEK)


def _just_over(scene: Scene, day: DateRange) -> bool:
    if day.date_end is None or scene.published is None or day.precision != "day" or day.modifier is not None:
        return False
    return timedelta(0) <= scene.published - day.date_end <= _NEWS


def place_again(scene: Scene, told: Told, day: DateRange) -> Mention | None:
    """The place that such a sentence marks, where it tells no other day."""
    for number in _sentences(scene):
        sentence = scene.text.sentences[number]
        for start, end in _nouns(scene, told, number, scene.frames.syntax.due_again):
            days = [d for d in _days(scene, number) if d.date_start is not None]
            same = not days or any(_overlap(d, day) for d in days)
            place = place_in(scene, number, end, ()) if same and _points_back(scene, told, number, start, sentence.end) else None
            if place is not None and place.form != "adjective" and start <= place.start:
                return place
    return None


def _sentences(scene: Scene) -> range:
    return range(min(_REACHED, len(scene.text.sentences)))


def _overlap(one: DateRange, other: DateRange) -> bool:
    if one.date_start is None or one.date_end is None or other.date_start is None or other.date_end is None:
        return False
    return one.date_start <= other.date_end and other.date_start <= one.date_end


def _kind(event_type: str) -> str:
    return _NOUNS.get(event_type, event_type)


def _days(scene: Scene, number: int) -> list[DateRange]:
    sentence = scene.text.sentences[number]
    return [d for d in scene.dates if sentence.start <= d.start < sentence.end and d.precision in _CLEAREST]


def _told_in(scene: Scene, told: Told, number: int) -> Iterator[DateRange]:
    for told_day in _days(scene, number):
        noun = _noun_of(scene, told, number, told_day)
        day = told_day if noun is None else _moved(scene, told_day, ahead=True)
        if day.date_start is None or scene.published is None or day.date_start < scene.published or day.modifier or last_day(scene, day):
            continue
        if noun is not None and _points_back(scene, told, number, noun[0], max(noun[1], day.end)):
            yield day


def _nouns(scene: Scene, told: Told, number: int, words: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the sentence has such a noun with words of being due or held, and where those end."""
    sentence, kind = scene.text.sentences[number], _kind(told.head.trigger.event_type)
    kinds = (kind, *_BY_TELEPHONE) if kind == "call" and words is scene.frames.syntax.held_again else (kind,)
    if any(d.trigger.has("signing_dated") or d.trigger.has("purchase_signed") for d in told.drafts):
        kinds = (*kinds, "agreement")  # arms are bought on the day of the contract
    found = words.finditer(scene.text.folded, sentence.start, sentence.end)
    return (noun.span() for noun in found if noun.lastgroup in kinds)


def _noun_of(scene: Scene, told: Told, number: int, day: DateRange) -> tuple[int, int] | None:
    """The noun that a day belongs to: its words of being due stand before the day, or it stands right behind."""
    folded, syntax = scene.text.folded, scene.frames.syntax
    before = [noun for noun in _nouns(scene, told, number, syntax.due_again) if 0 <= day.start - noun[1] <= _BEHIND]
    if before and ";" not in folded[before[-1][1] : day.start]:
        return before[-1]
    behind = syntax.day_of_talks.match(folded, day.end)
    if behind is None or behind.lastgroup != _kind(told.head.trigger.event_type):
        return None
    definite = syntax.told_before.search(folded, scene.text.sentences[number].start, day.start)
    return (day.start, behind.end()) if definite is not None else None


def _points_back(scene: Scene, told: Told, number: int, start: int, end: int) -> bool:
    """Whether the noun means this event: nobody else is named beside it, nor at what of its kind was told last before it."""
    own = [d.match.start for d in told.drafts if d.match.start < start]
    if not own or _named(scene, number, start, end) - told.head.parties:
        return False
    kind = _kind(told.head.trigger.event_type)
    between = (m for m in scene.triggers if max(own) < m.start < start and _kind(scene.frames.triggers[m.pattern].event_type) == kind)
    return not any(_named(scene, m.sentence, *_whole(scene, m)) - told.head.parties for m in between)


def _whole(scene: Scene, match: Match) -> tuple[int, int]:
    sentence = scene.text.sentences[match.sentence]
    return sentence.start, sentence.end


def _named(scene: Scene, number: int, start: int, end: int) -> set[str]:
    """Who is named in that part of a sentence as taking part."""
    return {p for g in scene.groups[number] if start <= g.start < end and g.marker in _TOGETHER for p in g.parties}
