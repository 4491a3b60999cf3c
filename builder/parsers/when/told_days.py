"""The day that a trigger's own words tell: Scene + Trigger + Match → DateRange, or None; event_dates settles it by status later."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from builder.model import DateRange
from builder.parsers.dates.edtf import edtf
from builder.parsers.dates.spans import VAGUE
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.reality.around import CLAUSE_END
from builder.parsers.reality.governors import hangs_on, to_come
from builder.parsers.scene.laid_out import Scene
from builder.parsers.sides.told_sides import same_clause
from builder.parsers.when.belonging import (
    REPORT,
    in_relative,
    last_day,
    of_a_plan,
    of_another,
    of_report,
    of_the_occasion,
    reported,
)
from builder.parsers.when.counted_days import counted_from, day_after, day_on
from builder.parsers.when.lengths import own_date

_MOMENTS = frozenset(("visit", "meeting", "call", "conference", "agreement", "statement", "judicial"))
_SAID, _ARREST = 24, 40
_SPAN = timedelta(days=6)
_HELD = frozenset(("meeting", "conference", "exercise", "agreement"))
_A_YEAR = timedelta(days=366)
# What is reported on a day is dated by no year told beside it.
_NEAR_ENOUGH = frozenset(("day", "week", "month", "duration"))


def looked_ahead_to(scene: Scene, match: Match, day: DateRange) -> DateRange | None:
    """The day of publication told right after words of what is to come; else it is the day of its announcement."""
    sentence = scene.text.sentences[match.sentence]
    clear = ("day", "week", "month")  # «وافق، الاثنين، على إرسال 200 جندي في أبريل»
    told = [d for d in scene.dates if sentence.start <= d.start < sentence.end and d.precision in clear]
    told = [(_coming(scene, d) or d) if scene.has("future_in_past") and d.start > match.start else d for d in told]
    dated = (d for d in told if d.modifier != "before" and not d.rule.endswith(".festival"))
    later = [d for d in dated if d.direction == "future" or d.basis == "explicit"]
    later = [d for d in later if d.date_start is not None and scene.published and d.date_start > scene.published]
    if later:
        return min(later, key=lambda d: abs(d.start - match.end))  # «a qualifié lundi … les exercices qui doivent débuter le 18 août»
    if (coming := _coming(scene, day)) is not None:
        return coming
    if _behind_noun(scene, match, day):
        return day_on(day, 7)  # "invited them to a summit on Saturday"
    still = scene.frames.syntax.unfinished.match(scene.text.folded[match.start : match.end]) is not None
    ahead = (scene.has("today_behind_verb") or still) and day.date_start == scene.published and day.start >= match.end
    ahead = ahead or _today(scene, match, day)
    if not ahead or scene.frames.syntax.cites.search(scene.text.folded, match.end, day.start):
        return None
    return replace(day, direction="future")


def _coming(scene: Scene, day: DateRange) -> DateRange | None:
    """ "Agreed in January to hold drills in March": of what is to come, a day without its year is the next one where that is nearer."""
    if "year_inferred" not in day.flags or day.date_start is None or day.date_end is None or scene.published is None:
        return None
    if day.precision not in ("day", "month"):
        return None
    year, month = day.date_start.year + 1, day.date_start.month
    last = monthrange(year, month)[1]
    start = day.date_start.replace(year=year, day=min(day.date_start.day, last))
    end = start.replace(day=last) if day.precision == "month" else start
    if start - scene.published >= scene.published - day.date_end:
        return None
    written = edtf(start, end, day.precision, day.modifier, True)
    return replace(day, date_start=start, date_end=end, direction="future", edtf=written)


# "To a summit on Saturday": how far behind its noun a weekday may stand.
_NEXT_TO = 6


def _behind_noun(scene: Scene, match: Match, day: DateRange) -> bool:
    """Whether a bare weekday right behind words of what is to come has been read as the one gone by."""
    noun = scene.frames.triggers[match.pattern].form == "noun" and day.rule.endswith(".weekday") and day.direction != "over"
    gone = scene.published is not None and day.date_start is not None and day.date_start < scene.published
    return noun and gone and 0 <= day.start - match.end <= _NEXT_TO and REPORT not in day.flags


def _today(scene: Scene, match: Match, day: DateRange) -> bool:
    """«Сегодня состоится заседание», "Today they are to meet": what is to come today, where nobody says so today."""
    said = scene.frames.syntax.says.search(scene.text.folded, max(0, min(day.start, match.start) - _SAID), max(day.start, match.start))
    told = _fronted(scene, match, day) or (scene.has("today_is_ahead") and day.rule.endswith(".deictic"))
    return told and day.date_start == scene.published and said is None


# "Late on Tuesday".
_ON_LATE = 2


def _fronted(scene: Scene, match: Match, day: DateRange) -> bool:
    """Whether the day opens a clause whose only verb is that of the future before the trigger."""
    opening = CLAUSE_END.split(scene.text.folded[scene.text.sentences[match.sentence].start : day.start])[-1]
    if not scene.has("to_is_ahead") or day.end > match.start or len(opening.split()) > _ON_LATE:
        return False
    between = scene.text.folded[day.end : match.start]
    syntax = scene.frames.syntax
    return syntax.future.search(between) is not None and not any(syntax.past.fullmatch(word.strip(',"')) for word in between.split())


def _on_weekday(scene: Scene, match: Match, day: DateRange | None) -> DateRange | None:
    """«Sommet jeudi à Abuja»: a headline's weekday, without a verb to tell its tense, is the one that the text tells."""
    sentence = scene.text.sentences[match.sentence]
    if day is None or sentence.part != "title" or day.direction is not None or not day.rule.endswith(".weekday") or REPORT in day.flags:
        return day
    again = (d for d in scene.dates if d.start >= sentence.end and _same_weekday(scene, day, d))
    return next(again, day)


def _same_weekday(scene: Scene, day: DateRange, again: DateRange) -> bool:
    """The same weekday once more, in Arabic also with what tells which one: «الثلاثاء», «الثلاثاء المقبل»."""
    told = _words(scene, day)
    clearer = scene.has("weekday_made_clear") and ".weekday" in again.rule and told in _words(scene, again)
    return clearer or (again.rule == day.rule and _words(scene, again) == told)


def _words(scene: Scene, day: DateRange) -> str:
    return scene.text.folded[day.start : day.end]


def _own_day(scene: Scene, trigger: Trigger, match: Match, dates: Sequence[DateRange]) -> DateRange | None:
    """The nearest of the days that are the event's own; that of its report, marked, where no other is told."""
    own = [d for d in dates if not of_another(scene, match, d.start) and not of_a_plan(scene, match, d) and not last_day(scene, d)]
    own = [d for d in own if not _of_arrest(scene, trigger, match, d)]
    own = [d for d in own if not in_relative(scene, match, d) and not of_the_occasion(scene, match, d)]
    governed = _still_hangs(scene, match)
    reports = [d.start for d in own if of_report(scene, match, d) or (governed and _of_governor(scene, match, d))]
    reports = reports if trigger.event_type != "statement" else []
    others = [d for d in own if d.start not in reports and (d.precision in _NEAR_ENOUGH or VAGUE in d.flags)] if reports else []
    sentence = scene.text.sentences[match.sentence]
    day = own_date(scene.text, others, sentence, match, trigger.event_type) or own_date(
        scene.text, own, sentence, match, trigger.event_type
    )
    return reported(day) if day is not None and day.start in reports else day


def _of_arrest(scene: Scene, trigger: Trigger, match: Match, day: DateRange) -> bool:
    """ "The jihadist arrested at Geneva airport in May was extradited": a day behind the arrest and before the handover is the arrest's."""
    if trigger.event_type != "judicial" or day.end > match.start:
        return False
    return scene.frames.syntax.custody.search(scene.text.folded, max(_left(scene, match), day.start - _ARREST), day.start) is not None


def _left(scene: Scene, match: Match) -> int:
    return scene.text.sentences[match.sentence].start


def told_day(scene: Scene, trigger: Trigger, match: Match) -> DateRange | None:
    """The day told of the event; a day to come beside "cancelled" is that of the thing called off (coding guide, ruling 4)."""
    sentence = scene.text.sentences[match.sentence]
    inside = [d for d in scene.dates if sentence.start <= d.start < sentence.end]
    dates = [d for d in inside if same_clause(scene, match, d.start) or (_since_then(scene, trigger, d) and _right_behind(scene, match, d))]
    dates = dates or [d for d in inside if _opens_clause(scene, match, d)]
    dates = dates or [d for d in inside if _set_apart(scene, match, d)]
    dates = dates or [d for d in inside if trigger.event_type in _HELD and _held_then(scene, match, d)]
    dates = dates or [d for d in inside if counted_from(scene, match, d)]
    day = _on_weekday(scene, match, _own_day(scene, trigger, match, dates))
    day = day_after(scene, match, day) if day is not None else None
    if trigger.event_type == "statement" and day is not None:
        day = _by_today(scene, day)
    if day is not None and trigger.has("guest_word") and _to_come(scene, day):
        return None  # «находящийся в США министр заявил, что осенью …»: who is there is there now
    # "on a visit from Tuesday", "has been on a visit since Monday"
    from_then = day is not None and (day.direction == "future" or _to_come(scene, day) or _since_then(scene, trigger, day))
    if (
        day is not None
        and day.modifier == "after"
        and (trigger.event_type in (*_MOMENTS, "reduction") and not from_then or _open_end(scene, day))
    ):
        return None  # "the third summit since 1953", "aid beyond 2027"
    if (
        day is not None
        and trigger.event_type in (*_MOMENTS, "reduction", "exercise")
        and (_lasts_years(day) or _far_ahead(scene, day) or _counted(day))
    ):
        return None  # "the strides taken over the last decade"; "talks on aid beyond 2027"
    day = _next_time(scene, match, day) if day is not None else None
    if trigger.event_type != "reduction" or trigger.has("withdrawal") or day is None or day.date_start is None or scene.published is None:
        return day
    return None if day.date_start > scene.published else day


_STAYS, _LATELY = frozenset(("visit", "exercise")), timedelta(days=10)


def _since_then(scene: Scene, trigger: Trigger, day: DateRange) -> bool:
    """ "Has been on a visit since Monday": what is under way since a day of late began on it."""
    if trigger.event_type not in _STAYS or day.precision != "day" or day.date_start is None or scene.published is None:
        return False
    return timedelta(0) < scene.published - day.date_start <= _LATELY


def _right_behind(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "Since Monday": the word that could open a clause opens the day alone."""
    return day.modifier == "after" and match.end < day.start and same_clause(scene, match, day.start - 2)


def _still_hangs(scene: Scene, match: Match) -> bool:
    """Whether a governing word makes the event one to come."""
    return to_come(hangs_on(scene.at(match)), scene.frames.triggers[match.pattern].event_type)


def _of_governor(scene: Scene, match: Match, day: DateRange) -> bool:
    """«пообещала в понедельник передать в сентябре»: a day gone by before the words is that of the promise."""
    return day.end <= match.start and day.date_end is not None and scene.published is not None and day.date_end <= scene.published


def _next_time(scene: Scene, match: Match, day: DateRange) -> DateRange:
    """«одобрил отправку в июле», published in June: a bare month or day of what is approved is the next one, not that of a year ago."""
    if day.start < match.start or not _still_hangs(scene, match):
        return day
    return _coming(scene, day) or day


def _by_today(scene: Scene, day: DateRange) -> DateRange:
    """ "Said on a visit today and tomorrow": what was said in days that are not over was said by the day of publication."""
    if scene.published is None or day.date_start is None or day.date_end is None:
        return day
    if day.precision != "day" or not day.date_start <= scene.published < day.date_end:
        return day
    return replace(day, date_end=scene.published, edtf=edtf(day.date_start, scene.published, day.precision, day.modifier, False))


def _held_then(scene: Scene, match: Match, day: DateRange) -> bool:
    """«اجتماعات اللجنة، التي تستضيفها جوبا غدا»: the day of the clause that says when and where the talks are held."""
    opened = [place for place in scene.breaks[match.sentence] if match.start < place <= day.start]
    return len(opened) == 1 and scene.frames.syntax.held_then.match(scene.text.folded, opened[0]) is not None


def _opens_clause(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "Late in August, when the two held drills": the day told right before the clause."""
    following = [place for place in scene.breaks[match.sentence] if day.end <= place <= match.start]
    when = scene.frames.syntax.when.match(scene.text.folded, day.end)
    return when is not None and bool(following) and following[0] <= when.end() and following[-1] == following[0]


def _set_apart(scene: Scene, match: Match, day: DateRange) -> bool:
    """«Накануне, 23 мая, президент принял»: a day that opens the sentence, with a comma behind it, is that of its first clause."""
    following = [place for place in scene.breaks[match.sentence] if day.start < place <= match.start]
    opens = not scene.text.folded[_left(scene, match) : day.start].strip(" \"«'")
    return opens and bool(following) and following[-1] <= day.end + 1


def _to_come(scene: Scene, day: DateRange) -> bool:
    return scene.published is not None and day.date_start is not None and day.date_start > scene.published


def _far_ahead(scene: Scene, day: DateRange) -> bool:
    """Nobody meets on a day so far ahead: it is that of what the talks are about."""
    return scene.published is not None and day.date_start is not None and day.date_start - scene.published > _A_YEAR


def _open_end(scene: Scene, day: DateRange) -> bool:
    """A year to come after which something is to go on dates nothing."""
    return day.precision == "year" and _to_come(scene, day)


def _counted(day: DateRange) -> bool:
    """«третья экстрадиция за последние два месяца»: a span that things are counted over dates none of them."""
    long = day.date_start is not None and day.date_end is not None and day.date_end - day.date_start > _SPAN
    return day.rule.endswith(".recent") and day.direction != "future" and long


def _lasts_years(day: DateRange) -> bool:
    return day.date_start is not None and day.date_end is not None and day.date_end - day.date_start > _A_YEAR
