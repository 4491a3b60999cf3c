"""Whether an event is to come, goes on or is done, as all its sentences tell: merged drafts and their day → status."""

from __future__ import annotations

from datetime import date as date_type

from builder.model import DateRange
from builder.parsers.events.merging import comes_later
from builder.parsers.reality.aspect import told_as_ended
from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.when.event_dates import NTH

# What a phrase says is to come ("before the meeting") stays so, whatever the lead adds.
_TO_COME = frozenset(("visit", "meeting", "conference"))
# What a headline names without a verb and the sentence after it finds going on.
_LASTS = frozenset(("exercise", "conference", "training"))
# Types whose headline may look ahead to what the sentence after it tells as done.
_SETTLED = frozenset(("judicial", "visit"))
# How many sentences open a story.
_OPENING = 3


def _told_ahead(scene: Scene, draft: Draft) -> bool:
    """«سيستلم العراق دفعة»: a plan told done or by its own verb in the future; by its kind alone it tells nothing of a headline."""
    ahead = draft.part == "lead" and scene.frames.syntax.future.match(scene.text.folded, draft.match.start) is not None
    return not draft.trigger.plan or draft.reality.status == "occurred" or ahead


def status_of(scene: Scene, told: Told) -> str:
    """A headline has no tense to speak of: what it tells without a day is planned where the sentences after it say so."""
    head = told.head.reality.status
    ahead = told.head.trigger.has("still_to_come") and told.head.trigger.event_type == "agreement"  # «الموافقة على توقيع اتفاقية»
    if (
        told.head.trigger.plan
        and not ahead
        and told.head.trigger.event_type not in _TO_COME
        and head == "planned"
        and any(d.reality.status == "occurred" and (_opens(d, dated=d.trigger.has("signing_dated")) or _approved(d)) for d in told.drafts)
    ):
        return "occurred"
    if told.head.part == "title" and head == "planned" and told.head.trigger.event_type == "reduction":
        # What is to be cut is cut by its announcement (coding guide, ruling 4).
        return "occurred" if any(d.reality.status == "occurred" and _opens(d, dated=True) for d in told.drafts) else head
    if head == "planned" and told.head.trigger.event_type in _SETTLED and _done_in_lead(told):
        return "occurred"  # «va extrader», then «a ordonné mercredi l'extradition»
    if head == "planned" and _talked_there(told):
        return "occurred"
    if told.head.part == "title" and head == "occurred" and comes_later(told.head, told.drafts[1:]):
        return "planned"
    if told.head.part != "title" or told.head.date is not None or head != "occurred":
        return head
    if told.head.trigger.event_type == "reduction":
        return head
    # A phrase that is a plan by its kind alone ("the sale of tanks") says nothing of the headline's tense, unless its words tell it done.
    later = [d for d in told.drafts if d.part != "title" and not d.reality.background and _told_ahead(scene, d)]
    lead = [d.reality.status for d in later if d.part == "lead"]
    settled = lead or [d.reality.status for d in later]
    lasts = told.head.trigger.event_type in _LASTS or (told.head.trigger.event_type == "visit" and told.head.trigger.has("journey_lasts"))
    if lead and lasts and all(status == "ongoing" for status in lead):
        return "ongoing"  # «تدريب عسكري مشترك», then «انطلاق التدريب»
    return "planned" if settled and all(status == "planned" for status in settled) else head


def travelled(scene: Scene, head: Draft) -> bool:
    """«прибыл в Рабат»: a journey told as made by the headline's verb, whatever is still to come on it."""
    made = head.trigger.event_type == "visit" and head.trigger.form == "verb" and head.part == "title" and head.reality.status == "occurred"
    words = scene.text.folded[head.match.start : head.match.end].split() if made and scene.frames.has("past_headlines") else []
    return any(scene.frames.syntax.past.fullmatch(word) for word in words)


def _done_in_lead(told: Told) -> bool:
    """Whether the sentence after a headline without a day tells the event as done on one."""
    undated = told.head.part == "title" and told.head.date is None
    return undated and any(d.part == "lead" and d.reality.status == "occurred" and d.date is not None for d in told.drafts)


def _approved(draft: Draft) -> bool:
    """«продаст катера», then «правительство разрешило продажу»: what the opening tells to be approved or signed is done by that."""
    return draft.trigger.has("signing_dated") and draft.match.sentence <= _OPENING


def _talked_there(told: Told) -> bool:
    """ "Minister flies to Cairo to discuss arms", then "on Monday he met": the purpose that a headline tells has been met."""
    purpose = told.head.part == "title" and told.head.date is None and told.head.trigger.has("discussed")
    met = (d for d in told.drafts if d.part != "title" and d.trigger.form == "verb" and not d.trigger.has("discussed"))
    return purpose and any(d.reality.status == "occurred" and not d.reality.background and d.match.sentence <= _OPENING for d in met)


def _opens(draft: Draft, *, dated: bool = False) -> bool:
    return draft.part == "lead" and (dated or draft.date is None)


def told_going_on(told: Told, status: str) -> bool:
    """Headlines tell what is going on in the plain present; a sentence that says so and tells no day settles it."""
    head = told.head
    gone = head.trigger.event_type == "visit" and head.trigger.has("journey_lasts") and status == "occurred" and head.part != "title"
    if gone and any(d.reality.status == "ongoing" and d.match.sentence == head.match.sentence for d in told.drafts):
        return True  # «غادر اليوم متوجها إلى تونس في زيارة تستغرق عدة أيام»
    return (
        status == "occurred"
        and any(d.reality.status == "ongoing" and d.date is None for d in told.drafts)
        and not any(d.date for d in told.drafts)
    )


def under_way(scene: Scene, head: Draft, status: str, date: DateRange) -> bool:
    """A visit or exercise of several days that publication falls into is still going on, if its words tell of no end or of its coming."""
    published = scene.published
    if head.trigger.event_type not in ("visit", "exercise") or published is None or date.date_start is None or date.date_end is None:
        return False
    if scene.has("comes_home") and (told_as_ended(scene, head.match) or (status == "planned" and date.date_start == published)):
        return False  # «عاد بعد زيارة», «يصل اليوم في زيارة تستمر أربعة أيام»
    if {*date.flags} >= NTH:
        return False
    return date.precision == "day" and date.date_start < date.date_end and date.date_start <= published <= date.date_end


def over(date: DateRange, published: date_type | None) -> bool:
    """Whether the days told, first and last, lie before the day of publication."""
    start, end = date.date_start, date.date_end
    return published is not None and start is not None and end is not None and date.precision == "day" and start < end < published
