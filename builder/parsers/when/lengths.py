"""How long what lasts did last: the day told and the lengths, ends and last days beside it → the whole of its days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from builder.model import DateRange, Sentence, Text
from builder.parsers.dates import attach
from builder.parsers.dates.spans import VAGUE
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import load_syntax
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.when.belonging import last_day

LONGEST = timedelta(days=120)
EARLY = 7
# "The truce was extended by two days".
_LONGER_BY = ".duration_by"
# «اليوم الثاني من زيارته»
RIGHT_BEFORE = 12
_END_NEAR = 40
LASTING = frozenset(("visit", "exercise", "conference", "meeting", "training", "operation", "presence"))
_DRAWN_OUT = frozenset(("presence", "operation", "training", "aid", "arms_transfer", "intelligence", "exercise", "reduction"))
# Talks do not last a month: «هدنة لمدة 30 يوما» in their sentence is what they are about.
_LONGEST_TALKS = {
    "visit": timedelta(days=30),
    "meeting": timedelta(days=14),
    "conference": timedelta(days=14),
    "presence": timedelta(days=14),
    "training": timedelta(days=60),  # "graduated from a seven-month course": the day of it
}


def capped(single: DateRange, longer: DateRange, event_type: str) -> DateRange:
    """The longer date, where things of the type may last so long."""
    most = _LONGEST_TALKS.get(event_type)
    if most is None or longer.date_start is None or longer.date_end is None or longer.date_end - longer.date_start <= most:
        return longer
    return single


def _from_home(scene: Scene, told: Told, behind: int) -> bool:
    """«وصل إلى القاهرة قادما من أثينا»: who comes from his own land arrives."""
    if scene.frames.syntax.coming_from.search(scene.text.folded, max(0, behind - RIGHT_BEFORE), behind) is None:
        return False
    home = (m for m in scene.mentions if 0 <= m.start - behind <= RIGHT_BEFORE)
    return any((m.party or m.code) in told.head.sides.source for m in home)


def ended(scene: Scene, told: Told, found: DateRange) -> DateRange:
    """ "He left on Saturday after a three-day visit": the length ends on the day told."""
    start, end = found.date_start, found.date_end
    if "duration_anchored" not in found.flags or start is None or end is None:
        return found
    # A day that no words tell: «завершил двухдневный визит», its length says where to look.
    told_at = found.start if found.end else next((d.end for d in _told_in(scene, told) if d.precision == "duration"), found.start)
    sentence = next((s for s in scene.text.sentences if s.start <= told_at < s.end), None)
    lengths = [d.start for d in scene.dates if d.precision == "duration" and sentence and sentence.start <= d.start < sentence.end]
    until = max([told_at, *lengths])
    ended = scene.frames.reality["ended"].search(scene.text.folded, sentence.start, until) if sentence else None
    if ended is None or scene.frames.syntax.sets_out.search(scene.text.folded, ended.end(), until) or _from_home(scene, told, ended.end()):
        return found
    if scene.frames.syntax.begins.search(scene.text.folded, ended.end(), found.start) is not None:
        return found  # "ended a two-week exercise that began on June 1"
    first = start - (end - start)
    return replace(
        found, date_start=first, date_end=start, edtf=f"{first.isoformat()}/{start.isoformat()}", flags=(*found.flags, "end_told")
    )


def _told_in(scene: Scene, told: Told) -> list[DateRange]:
    """The dates of the sentences that tell the event, and of the next ones."""
    sentences = scene.text.sentences
    numbers = {n for d in told.drafts for n in (d.match.sentence, d.match.sentence + 1) if n < len(sentences)}
    return [d for d in scene.dates if any(sentences[n].start <= d.start < sentences[n].end for n in numbers)]


def _beside(scene: Scene, own: DateRange) -> list[DateRange]:
    """The dates of the opening's sentences that tell the same day: "the exercise began on Wednesday and lasts until Friday"."""
    opening = scene.text.sentences[:EARLY]
    told = [[d for d in scene.dates if sentence.start <= d.start < sentence.end] for sentence in opening]
    return [d for dates in told if any(one.date_start == own.date_start for one in dates) for d in dates]


def _told_as_end(scene: Scene, day: DateRange) -> bool:
    """A day to come is the last one only where words say that it is: "and will end on Friday"."""
    if last_day(scene, day):
        return True
    if day.direction != "future":
        return False
    return scene.frames.reality["ended"].search(scene.text.folded, max(0, day.start - _END_NEAR), day.start) is not None


def _of_another(scene: Scene, told: Told, day: DateRange) -> bool:
    """ "The ships will dock from Friday through Thursday", after drills on Friday: days of something else."""
    number = next((n for n, s in enumerate(scene.text.sentences) if s.start <= day.start < s.end), None)
    kinds = {scene.frames.triggers[m.pattern].event_type for m in scene.triggers if m.sentence == number}
    return bool(kinds) and told.head.trigger.event_type not in kinds


# "Began on October 6": how far behind the verb its day stands.
_BEGUN_NEAR = 30


def since(scene: Scene, told: Told, own: DateRange) -> DateRange:
    """ "Ended on Wednesday. It had begun on October 6": what is told by its end has lasted since the day on which it began."""
    start, sentences = own.date_start, scene.text.sentences
    if told.head.trigger.event_type not in LASTING or start is None or start != own.date_end or not told.drafts:
        return own
    ends, folded = scene.frames.reality["ended"], scene.text.folded
    if not any(ends.search(folded, sentences[d.match.sentence].start, d.match.end) for d in told.drafts):
        return own
    for day in (d for d in _told_in(scene, told) if d.precision == "day" and not _of_another(scene, told, d)):
        begun = scene.frames.syntax.begins.search(folded, max(0, day.start - _BEGUN_NEAR), day.start)
        if begun is not None and day.date_start is not None and timedelta(0) < start - day.date_start <= LONGEST:
            edtf = f"{day.date_start.isoformat()}/{start.isoformat()}"
            return replace(own, date_start=day.date_start, edtf=edtf, flags=(*own.flags, "end_told"))
    return own


def opening_dates(scene: Scene) -> list[DateRange]:
    """The dates that the first sentences tell."""
    opening = scene.text.sentences[:EARLY]
    return [d for d in scene.dates if opening and d.start < opening[-1].end]


# "week-long trip to ".
_TOUR = 26


def _of_a_tour(text: Text, match: Match, length: DateRange) -> bool:
    """ "Flew into Seoul on his week-long trip to Asia": how long a tour of a part of the world lasts, of which one land is a stop."""
    found = load_syntax(text.language).to_region.search(text.folded, length.end, length.end + _TOUR)
    if found is None or set(",;.") & set(text.folded[length.end : found.start()]):
        return False
    return match.end <= length.start or match.start >= found.end()


def stretched(text: Text, match: Match, found: DateRange, dates: Sequence[DateRange], sentence: Sentence, event_type: str) -> DateRange:
    """A day lengthened by the duration that its sentence tells of the same, as long as things of the type may last."""
    lengths = [d for d in dates if d.precision != "duration" or not _of_a_tour(text, match, d)]
    return capped(found, attach.stretched(found, lengths, sentence), event_type)


def lengthened(scene: Scene, told: Told, own: DateRange) -> DateRange:
    """A day lengthened by what its sentences or the next tell, as long as things of the type may last."""
    return capped(own, _lengthened(scene, told, own), told.head.trigger.event_type)


def _lengthened(scene: Scene, told: Told, own: DateRange) -> DateRange:
    """A single day of what lasts, lengthened by the one duration that its sentences or the next tell."""
    if told.head.trigger.event_type not in LASTING - {"meeting"} or own.date_start != own.date_end:
        return own
    told_in = _told_in(scene, told)
    near = (*told_in, *(d for d in opening_dates(scene) if not _of_another(scene, told, d)))
    whole = next((d for d in near if d.precision == "day" and d.date_start == own.date_start and d.date_end != own.date_start), None)
    if whole is not None and whole.date_end is not None and own.date_start is not None and whole.date_end <= own.date_start + LONGEST:
        return whole
    ends = (d.date_end for d in told_in if d is not own and d.modifier == "before")
    last = next(ends, None) or next((d.date_end for d in _beside(scene, own) if d.modifier == "before" or _told_as_end(scene, d)), None)
    last = last or next((d.date_end for d in opening_dates(scene) if last_day(scene, d)), None)
    if last is not None and own.date_start is not None and own.date_start < last <= own.date_start + LONGEST:
        return replace(own, date_end=last, edtf=f"{own.date_start.isoformat()}/{last.isoformat()}", flags=(*own.flags, "end_told"))
    offset = scene.frames.syntax.offset
    lengths = [d for d in told_in if d.precision == "duration" and d.days and not offset.match(scene.text.folded, d.end)]
    lengths = [d for d in lengths if not d.rule.endswith((attach.NTH_DAY, _LONGER_BY))]
    lengths = [d for d in lengths if not all(_of_a_tour(scene.text, draft.match, d) for draft in told.drafts)]
    return attach.with_days(own, lengths[0]) if len({d.days for d in lengths}) == 1 else own


def own_date(text: Text, dates: Sequence[DateRange], sentence: Sentence, match: Match, event_type: str) -> DateRange | None:
    """The date that the trigger's sentence tells; what lasts is lengthened by a duration told beside it."""
    found = attach.nearest(text, dates, sentence, match.start, match.end)
    if found is None or (found.date_start is None and not found.flags):
        return None
    if VAGUE in found.flags and event_type in _DRAWN_OUT:
        return None  # "in recent weeks Russia has been sending troops": the report finds it going on
    nth = next((d for d in dates if d.rule.endswith(attach.NTH_DAY) and d.end <= match.end and match.start - d.end <= RIGHT_BEFORE), None)
    if nth is not None:
        return attach.until(found, nth)
    if event_type not in LASTING:
        return found
    if (both := attach.both_days(text, dates, found)) is not found:
        return both
    return stretched(text, match, found, dates, sentence, event_type)
