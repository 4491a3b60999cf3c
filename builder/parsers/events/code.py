"""Stage 5, code: Text + Mentions + DateRanges → CodedArticle, as the coding guide would have it.

Triggers become drafts, drafts of one event merge, the article's relevance and lead are decided from what is left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date as date_type
from types import MappingProxyType

from builder.model import Article, CodedArticle, DateRange, Event, Mention, Publication, Text
from builder.parsers.circumstances.aspect import told_as_ended
from builder.parsers.circumstances.event_dates import NTH, to_publication, told_date
from builder.parsers.circumstances.event_place import event_place
from builder.parsers.circumstances.houses import hosted_by
from builder.parsers.circumstances.journeys import still_ahead
from builder.parsers.events.drafts import draft_events
from builder.parsers.events.group_relations import named_groups
from builder.parsers.events.inherited import inherit_visits
from builder.parsers.events.leads import (
    besides_awaited,
    besides_clause,
    besides_declaration,
    besides_earlier,
    besides_guest,
    besides_mooted,
    besides_occasion,
    besides_purpose,
    besides_still_to_come,
    besides_welcomed,
)
from builder.parsers.events.merging import comes_later, kind_of, merge_drafts
from builder.parsers.events.people_in_events import participants
from builder.parsers.events.shown import all_shown
from builder.parsers.events.told_once import told_once
from builder.parsers.events.topics import find_topics
from builder.parsers.grammar.frames import load_frames
from builder.parsers.learned import likelihood, relevance
from builder.parsers.learned.confidence import calibrated
from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Dates, Scene, Sighting, lay_out, sight

_DEEP = 8
# What a phrase says is to come ("before the meeting") stays so, whatever the lead adds.
_TO_COME = frozenset(("visit", "meeting", "conference"))
# What a headline names without a verb and the sentence after it finds going on.
_LASTS = frozenset(("exercise", "conference", "training"))
_OF_PEOPLE = frozenset(("visit", "meeting", "conference", "call", "statement"))
# Types whose headline may look ahead to what the sentence after it tells as done.
_OPENING = 3
_SETTLED = frozenset(("judicial", "visit"))
RELEVANT = 0.32
NO_TRIGGER = "no_trigger_of_security_cooperation"
KEPT, FAINT = 1.5, 0.8
LIKELY = 0.33
# How much the likelihood of an event weighs beside its prominence when the lead is chosen.
SURE = 6.0
# What the headline tells in full is what the article is about (coding guide, ruling 2).
HEADLINED = 1.0
# A deed rather than the talks or the visit that it came of.
DEED = 1.0


def code(
    article: Article,
    text: Text,
    publication: Publication,
    mentions: Sequence[Mention],
    dates: Dates,
    sighting: Sighting | None = None,
    seats: Mapping[str, str] = MappingProxyType({}),
) -> CodedArticle:
    """The events, groups and topics of one article, or the reason why it has none.

    ``dates`` reads its dates; ``seats`` are the countries of organisations' headquarters.
    """
    frames = load_frames(text.language)
    sighting = sighting or sight(text, frames)
    if sighting is None:
        return CodedArticle(article, text, publication, "not_relevant", NO_TRIGGER)
    scene = lay_out(text, frames, publication.day, mentions, dates, sighting, seats)
    if not scene.names_parties:
        return CodedArticle(article, text, publication, "not_relevant", "fewer_than_two_parties")
    told = candidates(scene)
    news = [t for t in told if not t.head.reality.background]
    if not told:
        return CodedArticle(article, text, publication, "not_relevant", "no_security_cooperation_event")
    if not news:
        return CodedArticle(article, text, publication, "not_relevant", "only_background_events")
    relevant = relevance.probability(scene, news)
    if relevant < RELEVANT:
        return CodedArticle(article, text, publication, "not_relevant", "only_passing_mention", relevance=relevant)
    lead = max(news, key=lambda t: (t.score + SURE * likelihood.probability(scene, t) + _headlined(t), -t.head.match.start))
    lead = besides_purpose(news, besides_guest(scene, news, besides_welcomed(news, lead)))
    lead = besides_clause(scene, news, besides_declaration(news, besides_occasion(scene, news, lead)))
    lead = besides_awaited(scene, news, besides_earlier(news, lead, scene.published))
    lead = besides_mooted(scene, news, besides_still_to_come(news, lead))
    told = _kept_beside(scene, told, lead)
    events = tuple(coded_event(scene, one, one is lead, relevant) for one in _ordered(told, lead))
    events = inherit_visits(events)
    beside = {n for one in told if not one.head.reality.background for d in one.drafts for n in (d.match.sentence, d.match.sentence + 1)}
    groups = named_groups(text, mentions, beside, {party for event in events for party in (*event.source, *event.target)})
    topics, events = find_topics(text, events, groups)
    return CodedArticle(article, text, publication, "coded", "", events, groups, topics, relevant)


def _headlined(told: Told) -> float:
    if not any(d.part == "title" and not d.completed for d in told.drafts):
        return 0.0
    return HEADLINED + (0.0 if told.head.trigger.event_type in _OF_PEOPLE else DEED)


def _kept_beside(scene: Scene, told: Sequence[Told], lead: Told) -> list[Told]:
    """The lead with what is kept beside it; a meeting at a visit that is kept stands beside that (coding guide, section 2)."""
    kept = [t for t in told if t is lead or _kept(scene, t)]
    visits = [t.head.parties for t in kept if t.head.trigger.event_type == "visit" and not t.head.reality.background]
    return [t for t in told if t in kept or _met(t, visits)]


def _met(told: Told, visits: Sequence[frozenset[str]]) -> bool:
    """News of a meeting of those between whom a visit is, or of two named people by a verb of meeting."""
    head = told.head
    if kind_of(head) != "meeting" or head.reality.background or head.trigger.has("discussed"):
        return False
    named = [m for group in head.sides.groups for m in group.mentions if m.kind in ("person", "office")]
    settled = head.reality.status != "planned" or head.date is not None
    return head.parties in visits or (head.trigger.form == "verb" and len(named) > 1 and settled and not head.completed)


def _kept(scene: Scene, told: Told) -> bool:
    """News that is likely enough; of what is only recalled, that which is told in full with a date of its own."""
    if told.head.reality.background:
        return any(d.date is not None and d.date.date_start is not None and not d.completed for d in told.drafts)
    return likelihood.probability(scene, told) >= LIKELY


def candidates(scene: Scene) -> list[Told]:
    """The article's events before relevance is decided: merged, the faintest and the merely repeated left out."""
    if not scene.names_parties:
        return []
    told = merge_drafts(draft_events(scene), scene.published)
    visits = [t.head.parties for t in told if t.head.trigger.event_type == "visit" and t.head.part != "body" and t.score >= KEPT]
    return told_once([t for t in told if t.score >= KEPT or (scene.has("cases") and _to_meet(t, visits))])


def _to_meet(told: Told, visits: Sequence[frozenset[str]]) -> bool:
    """«Запланированы встречи с руководством ведомства»: talks that a visit told by the opening is to bring, however faintly told."""
    head = told.head
    talks = kind_of(head) == "meeting" and not head.trigger.has("discussed") and head.reality.status == "planned"
    return talks and told.score >= FAINT and head.parties in visits


def _ordered(told: list[Told], lead: Told) -> list[Told]:
    return sorted(told, key=lambda t: (t is not lead, t.head.reality.background, t.head.match.start))


def coded_event(scene: Scene, told: Told, lead: bool, relevant: float = 1.0) -> Event:
    """The event that the merged drafts tell, without its topics; ``relevant``: how likely its article is."""
    head = told.head
    status = _status(scene, told)
    if status == "planned" and _travelled(scene, head):
        status = "occurred"
    elif status != "planned" and head.trigger.event_type == "visit" and all(still_ahead(scene, d.match) for d in told.drafts):
        status = "planned"
    date = told_date(scene, told, status)
    if scene.published is not None and date.date_start is not None and date.date_start > scene.published:
        status = "planned"
    elif _under_way(scene, head, status, date) or _told_going_on(told, status):
        status = "ongoing"
    elif status == "ongoing" and _over(date, scene.published):
        status = "occurred"
    date = to_publication(date, head.trigger.event_type, status, scene.published)
    location, place = event_place(scene, told, status, date)
    source, target = _hosted(scene, told, location)
    evidence = all_shown(scene, head, told.drafts, source, target)
    confidence = calibrated(relevant * likelihood.probability(scene, told))
    people = participants(scene, told, source, target)
    return Event(
        kind_of(head), source, target, status, head.reality.background, lead, head.match.start, head.match.end,
        date, location, place, people, (), round(confidence, 3), evidence,
    )  # fmt: skip


def _told_ahead(scene: Scene, draft: Draft) -> bool:
    """«سيستلم العراق دفعة»: a plan told done or by its own verb in the future; by its kind alone it tells nothing of a headline."""
    ahead = draft.part == "lead" and scene.frames.syntax.future.match(scene.text.folded, draft.match.start) is not None
    return not draft.trigger.plan or draft.reality.status == "occurred" or ahead


def _status(scene: Scene, told: Told) -> str:
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


def _travelled(scene: Scene, head: Draft) -> bool:
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


_TALKED_WITHIN = 3


def _talked_there(told: Told) -> bool:
    """ "Minister flies to Cairo to discuss arms", then "on Monday he met": the purpose that a headline tells has been met."""
    purpose = told.head.part == "title" and told.head.date is None and told.head.trigger.has("discussed")
    met = (d for d in told.drafts if d.part != "title" and d.trigger.form == "verb" and not d.trigger.has("discussed"))
    return purpose and any(d.reality.status == "occurred" and not d.reality.background and d.match.sentence <= _TALKED_WITHIN for d in met)


def _opens(draft: Draft, *, dated: bool = False) -> bool:
    return draft.part == "lead" and (dated or draft.date is None)


def _told_going_on(told: Told, status: str) -> bool:
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


def _under_way(scene: Scene, head: Draft, status: str, date: DateRange) -> bool:
    """A visit or exercise of several days that publication falls into is still going on, if its words tell of no end or of its coming."""
    published = scene.published
    if head.trigger.event_type not in ("visit", "exercise") or published is None or date.date_start is None or date.date_end is None:
        return False
    if scene.has("comes_home") and (told_as_ended(scene, head.match) or (status == "planned" and date.date_start == published)):
        return False  # «عاد بعد زيارة», «يصل اليوم في زيارة تستمر أربعة أيام»
    if {*date.flags} >= NTH:
        return False
    return date.precision == "day" and date.date_start < date.date_end and date.date_start <= published <= date.date_end


def _over(date: DateRange, published: date_type | None) -> bool:
    """Whether the days told, first and last, lie before the day of publication."""
    start, end = date.date_start, date.date_end
    return published is not None and start is not None and end is not None and date.precision == "day" and start < end < published


def _hosted(scene: Scene, told: Told, location: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An exercise's host is its source (ruling 11); else the sides as the words set them."""
    head, source, target = told.head, told.head.sides.source, told.head.sides.target
    led = any(group.marker == "by" for group in head.sides.groups)
    if head.trigger.event_type != "exercise" or location not in (*source, *target) or led:
        return source, target
    if hosted_by(scene, told)[0] == location:  # "Ukraine will host NATO exercises"
        return (location,), tuple(p for p in (*source, *target) if p != location)
    guests = {p for group in head.sides.groups if group.marker == "partner" for p in group.parties}  # "with NATO taking part"
    organiser = next((p for p in (*source, *target) if p in scene.igos and p not in guests), None)
    if organiser is not None:  # an alliance's exercise on a member's ground
        return (organiser,), tuple(p for p in (*source, *target) if p != organiser)
    return (location,), tuple(p for p in (*source, *target) if p != location)
