"""Which date an event takes: its own words', else one inherited from the story, the day of publication, or none.

Finding the words' date is the work of ``builder.parsers.dates.attach``; here the coding guide says which basis serves which status.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from builder.model import CodedArticle, DateRange, Event, Text
from builder.parsers.dates import attach
from builder.parsers.dates.candidates import publication_set
from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.when.belonging import of_report, of_somebody
from builder.parsers.when.days_elsewhere import continued, first_told, is_clear, told_elsewhere, told_later
from builder.parsers.when.lengths import LASTING, ended, lengthened, opening_dates, since
from builder.parsers.when.told_again import due_again

DAY_UNKNOWN = "publication_day_unknown"
_NEWS = timedelta(days=10)
_OPENING = 3
_RECENT = timedelta(days=31)
_SEASON = timedelta(days=100)
# What is done on one day, also where a weekend is told; the rules that read a weekend.
_AT_ONCE, _WEEKENDS = frozenset(("reduction", "agreement", "statement", "judicial")), (".weekend", ".unit_rel", ".this_unit")
_UNDER_WAY = frozenset(("visit", "exercise"))
NTH = frozenset(attach.NTH)


def unknown(reason: str) -> DateRange:
    """No date, and why: the reason is kept as a flag."""
    return DateRange(None, None, "unknown", "publication", 0, 0, "", "date.unknown", flags=(reason,))


def on_candidate_days(coded: CodedArticle) -> CodedArticle:
    """Events that would take the day of publication, where that is one of several, with the set of those days."""
    days = publication_set(coded.publication) if coded.publication.day is None else None
    if days is None:
        return coded
    return replace(coded, events=tuple(_on_days(event, days) for event in coded.events))


def _on_days(event: Event, days: str) -> Event:
    return replace(event, date=replace(event.date, edtf=days)) if DAY_UNKNOWN in event.date.flags else event


def to_publication(date_told: DateRange, event_type: str, status: str, published: date | None) -> DateRange:
    """What began before the day of publication and is under way then has lasted until it (coding guide, ruling 5)."""
    start = date_told.date_start
    if status != "ongoing" or event_type not in _UNDER_WAY or published is None or start is None or date_told.precision != "day":
        return date_told
    if start != date_told.date_end or not start < published <= start + _NEWS:
        return date_told
    return replace(
        date_told, date_end=published, edtf=f"{start.isoformat()}/{published.isoformat()}", flags=(*date_told.flags, "under_way")
    )


def told_date(scene: Scene, told: Told, status: str) -> DateRange:
    """The date of an event of the article: the clearest that its sentences tell, lengthened, else what serves its status."""
    dates = _with_due(scene, told, status, told_elsewhere(scene, told, status, _own_dates(scene, told, status)))
    if status == "planned":
        refused, dates = _to_come(told, dates, scene.published)
        if refused:
            return unknown(refused)
    else:
        dates = [d for d in dates if not _is_deadline(told, d, scene.published)]
    dates = [d for d in dates if not _last_years(told, d, status, scene.published)]
    own = _clearest(dates, _nearby(scene, told, status), moment=told.head.trigger.event_type in _AT_ONCE)
    news = not told.head.reality.background
    main = main_date(scene.text, [d for d in scene.dates if not (of_somebody(scene, d) or _of_a_circumstance(scene, d))], scene.published)
    if own is None and main is None and status == "occurred" and news:
        main = told_later(scene, told)
    settled = settle(own, status, not news, main, scene.published)
    if settled.date_start is None:
        return settled
    settled = since(scene, told, settled)
    return ended(scene, told, lengthened(scene, told, settled))


def _own_dates(scene: Scene, told: Told, status: str) -> list[DateRange]:
    """The dates that the event's sentences tell, and those that go on with them, in the order of the text."""
    drafts = sorted(told.drafts, key=lambda d: (d.match.sentence, d.match.start))
    days = [(d.match.sentence, d.date) for d in drafts if d.date is not None and _of_the_event(d, told.head, status, scene.published)]
    return [day for _, day in sorted([*days, *continued(scene, told)], key=lambda one: one[0])]


def _to_come(told: Told, dates: list[DateRange], published: date | None) -> tuple[str, list[DateRange]]:
    """Of the dates told of what is to come: why they date nothing, and those that are left (coding guide, rulings 5 and 6)."""
    kept = [d for d in dates if not _is_deadline(told, d, published)]
    if dates and not kept:
        return "deadline_only", []  # "by September 15" is not the date of the event
    kept = [d for d in kept if not is_announcement(d, published)] or kept
    if kept and is_announcement(first_told(kept), published):
        return "announcement_day_only", []  # not the day of the thing planned
    return "", kept


def _nearby(scene: Scene, told: Told, status: str) -> list[DateRange]:
    """The dates of the opening that can be the day of a week or month that the event's words tell."""
    near = [d for d in opening_dates(scene) if not _said_then(scene, told, d)]
    if status != "planned" or scene.published is None:
        return near
    return [d for d in near if _still_ahead(scene, told, d, scene.published)]


def _said_then(scene: Scene, told: Told, day: DateRange) -> bool:
    """«قالت مصادر، الأحد، إن بلغراد سلمت الأسبوع الماضي»: the day of saying so is not the day of that week on which it was done."""
    sentences = [(scene.text.sentences[draft.match.sentence], draft.match) for draft in told.drafts]
    return any(sentence.start <= day.start < sentence.end and of_report(scene, match, day) for sentence, match in sentences)


def _with_due(scene: Scene, told: Told, status: str, dates: list[DateRange]) -> list[DateRange]:
    """The day of what is to come, where the article tells it again by a definite noun and its own sentences tell none so clear."""
    first = first_told(dates) if dates else None
    told_then = first is not None and first.date_start is not None and is_clear(dates)
    if told.head.reality.background or not (status == "planned" or (_unfinished(scene, told) and not told_then)):
        return dates
    ahead = told_then and first is not None and not is_announcement(first, scene.published)
    if ahead and first is not None and first.precision == "day":
        return dates
    again = due_again(scene, told)
    if again is None or (ahead and first is not None and not _inside(again, first)):
        return dates
    return [again]


def _unfinished(scene: Scene, told: Told) -> bool:
    """«يلتقي الوزير نظيره»: a verb of the imperfect, which may tell what is to come."""
    return scene.frames.syntax.unfinished.match(scene.text.folded[told.head.match.start : told.head.match.end]) is not None


def _inside(day: DateRange, span: DateRange) -> bool:
    if day.date_start is None or day.date_end is None or span.date_start is None or span.date_end is None:
        return False
    return span.date_start <= day.date_start and day.date_end <= span.date_end


def _still_ahead(scene: Scene, told: Told, day: DateRange, published: date) -> bool:
    """«посетит на этой неделе. Об этом накануне сообщил»; the day of publication where it is told of what is to come."""
    if day.date_start is None or day.date_start < published:
        return False
    if day.date_start > published or day.direction == "future":
        return True
    sentence = next((n for n, s in enumerate(scene.text.sentences) if s.start <= day.start < s.end), None)
    same = (m for m in scene.triggers if m.sentence == sentence)
    return any(scene.frames.triggers[m.pattern].event_type == told.head.trigger.event_type for m in same)


def _last_years(told: Told, day: DateRange, status: str, published: date | None) -> bool:
    """«تتفقان على عقد قمة في أبريل»: a headline's bare month, long gone by, is that of what is to come of it."""
    bare = told.head.part == "title" and day is told.head.date and day.precision == "month" and "year_inferred" in day.flags
    gone = published is not None and day.date_end is not None and published - day.date_end > _SEASON
    return bare and gone and status == "occurred" and not told.head.reality.background


def _is_deadline(told: Told, day: DateRange, published: date | None) -> bool:
    """ "Will leave by September 15": what lasts may go on until then; anything else is only due."""
    ahead = published is None or (day.date_end is not None and day.date_end > published)
    return day.modifier == "before" and ahead and told.head.trigger.event_type not in LASTING


def _of_the_event(draft: Draft, head: Draft, status: str, published: date | None) -> bool:
    """What another sentence dates belongs to the news only where it recalls nothing older and looks the same way."""
    if draft is head or draft.date is None:
        return True
    if draft.reality.background != head.reality.background:
        return False
    if head.reality.background or published is None or draft.date.date_start is None or draft.date.date_end is None:
        return True
    if status == "planned":
        return draft.date.date_end > published or (draft.date.date_end == published and draft.date.direction == "future")
    if draft.date.precision not in ("day", "week"):
        return draft.date.precision != "year" and draft.date.date_end >= published
    return published - draft.date.date_end <= _RECENT


def _clearest(dates: Sequence[DateRange], near: Sequence[DateRange], *, moment: bool) -> DateRange | None:
    """The first date told; a day inside it that the same or a later sentence tells is clearer than its week or month.

    What is done in a ``moment`` is done on one day of a weekend.
    """
    if not dates:
        return None
    first = first_told(dates)
    weekend = moment and first.precision == "day" and first.rule.endswith(_WEEKENDS) and first.date_start != first.date_end
    if (first.precision == "day" and not weekend) or first.date_start is None or first.date_end is None:
        return first
    nearby = near if first.precision == "week" or weekend else ()
    inside = (d for d in (*dates, *nearby) if d.precision == "day" and d.modifier is None and d.date_start and d.date_end)
    inside = (d for d in inside if not weekend or d.date_start == d.date_end)
    return next(
        (d for d in inside if d.date_start and d.date_end and first.date_start <= d.date_start <= d.date_end <= first.date_end), first
    )


def _of_a_circumstance(scene: Scene, day: DateRange) -> bool:
    """«قررت إنهاء المهمة، على خلفية حادثة في 8 أبريل»: a calendar day behind the words that open a clause of its own is not the story's."""
    if day.basis != "explicit":
        return False
    number = next((n for n, s in enumerate(scene.text.sentences[:_OPENING]) if s.start <= day.start < s.end), None)
    return number is not None and any(scene.text.sentences[number].start < place <= day.start for place in scene.breaks[number])


def main_date(text: Text, dates: Sequence[DateRange], published: date | None) -> DateRange | None:
    """The story's main date, where it lies in the days before publication."""
    found = attach.main_date(text, dates)
    opening = [s for s in text.sentences if s.part in ("title", "lead", "body")][:_OPENING]
    if found is not None and opening and found.start >= opening[-1].end:
        return None
    if found is None or found.date_start is None or published is None:
        return found if found is not None and found.date_start is not None else None
    return found if timedelta(0) <= published - found.date_start <= _NEWS else None


def is_announcement(own: DateRange, published: date | None) -> bool:
    """A day up to publication is not that of a thing to come, unless the words look ahead to it: "will meet this evening"."""
    if published is None or own.date_start is None:
        return False
    if own.date_start != own.date_end:
        return own.date_end is None or own.date_end < published
    return own.date_start < published or (own.date_start == published and own.direction != "future")


def settle(own: DateRange | None, status: str, background: bool, main: DateRange | None, published: date | None) -> DateRange:
    """The date of an event: its own, else by status inherited from the story, the day of publication, or unknown."""
    if own is not None:
        return own if own.date_start is not None else replace(own, precision="unknown")
    if background or status == "planned":
        return unknown("no_date_told")
    if main is not None and status == "occurred":
        return replace(main, basis="inherited", rule=f"inherit.main:{main.rule}")
    if published is None:
        return unknown(DAY_UNKNOWN)
    return attach.publication_date(published, 0, 0)
