"""Stage 5, code: Text + Mentions + DateRanges → CodedArticle, as the coding guide would have it.

Triggers become drafts, drafts of one event merge, the article's relevance and lead are decided from what is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Article, CodedArticle, Event, Mention, Publication
from builder.parsers.events.drafts import draft_events
from builder.parsers.events.drops import Drop
from builder.parsers.events.group_relations import named_groups
from builder.parsers.events.inherited import inherit_visits
from builder.parsers.events.leads import leading
from builder.parsers.events.merging import kind_of, merge_drafts
from builder.parsers.events.occasions import only_occasions
from builder.parsers.events.people_in_events import participants
from builder.parsers.events.shown import all_shown, status_shown
from builder.parsers.events.statuses import over, status_of, told_going_on, travelled, under_way
from builder.parsers.events.told_once import told_once
from builder.parsers.events.topics import find_topics
from builder.parsers.learned import likelihood, relevance, wording
from builder.parsers.learned.confidence import calibrated
from builder.parsers.scene.draft import Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.sides.named_exercises import home_of_named
from builder.parsers.when.event_dates import to_publication, told_date
from builder.parsers.where.event_place import event_place
from builder.parsers.where.houses import hosted_by
from builder.parsers.where.journeys import still_ahead

_OF_PEOPLE = frozenset(("visit", "meeting", "conference", "call", "statement"))
RELEVANT = 0.32
NO_TRIGGER = "no_trigger_of_security_cooperation"
KEPT, FAINT = 1.5, 0.8
LIKELY = 0.4
# How much the likelihood of an event weighs beside its prominence when the lead is chosen.
SURE = 4.0
# What the headline tells in full is what the article is about (coding guide, ruling 2).
HEADLINED = 1.0
# A deed rather than the talks or the visit that it came of.
DEED = 1.0
# How much it weighs what the words of headline and first sentence go with, whoever acts in them.
OPENING = 0.3
_RIGHT_BEHIND = 2


def code(article: Article, publication: Publication, mentions: Sequence[Mention], scene: Scene) -> CodedArticle:
    """The events, groups and topics of one article as it is laid out, or the reason why it has none."""
    text = scene.text
    if not scene.names_parties:
        return CodedArticle(article, text, publication, "not_relevant", "fewer_than_two_parties")
    told = candidates(scene, [])
    news = [t for t in told if not t.head.reality.background]
    if not told:
        return CodedArticle(article, text, publication, "not_relevant", "no_security_cooperation_event")
    if not news:
        return CodedArticle(article, text, publication, "not_relevant", "only_background_events")
    relevant = relevance.probability(scene, news)
    if relevant < RELEVANT or only_occasions(scene, news):
        return CodedArticle(article, text, publication, "not_relevant", "only_passing_mention", relevance=relevant)
    lead = leading(scene, news, _most_prominent(scene, news))
    told = _kept_beside(scene, told, lead)
    events = tuple(coded_event(scene, one, one is lead, relevant) for one in _ordered(told, lead))
    events = inherit_visits(events)
    beside = {n for one in told if not one.head.reality.background for d in one.drafts for n in (d.match.sentence, d.match.sentence + 1)}
    groups = named_groups(text, mentions, beside, {party for event in events for party in (*event.source, *event.target)})
    topics, events = find_topics(text, events, groups)
    return CodedArticle(article, text, publication, "coded", "", events, groups, topics, relevant)


def _most_prominent(scene: Scene, news: Sequence[Told]) -> Told:
    """The event that stands out most, is most likely, and is of the type that the opening's words go with."""
    opening = wording.of_opening(scene)

    def prominence(told: Told) -> tuple[float, int]:
        worded = OPENING * wording.chance_of(opening, kind_of(told.head))
        return told.score + SURE * likelihood.probability(scene, told) + _headlined(told) + worded, -told.head.match.start

    return max(news, key=prominence)


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


def candidates(scene: Scene, drops: list[Drop]) -> list[Told]:
    """The article's events before relevance is decided: merged, the faintest and the merely repeated left out, which ``drops`` takes."""
    if not scene.names_parties:
        return []
    told = merge_drafts(draft_events(scene, drops), scene.published)
    visits = [t.head.parties for t in told if t.head.trigger.event_type == "visit" and t.head.part != "body" and t.score >= KEPT]
    faint = [t for t in told if t.score < KEPT and not (scene.has("cases") and _to_meet(t, visits))]
    drops.extend(Drop(d.match, "faint") for t in faint for d in t.drafts)
    return told_once([t for t in told if t not in faint], drops)


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
    status = status_of(scene, told)
    if status == "planned" and travelled(scene, head):
        status = "occurred"
    elif status != "planned" and head.trigger.event_type == "visit" and all(still_ahead(scene, d.match) for d in told.drafts):
        status = "planned"
    date = told_date(scene, told, status)
    if scene.published is not None and date.date_start is not None and date.date_start > scene.published:
        status = "planned"
    elif under_way(scene, head, status, date) or told_going_on(told, status):
        status = "ongoing"
    elif status == "ongoing" and over(date, scene.published):
        status = "occurred"
    date = to_publication(date, head.trigger.event_type, status, scene.published)
    location, place = event_place(scene, told, status, date)
    source, target = _hosted(scene, told, location)
    location = location or home_of_named(scene, told)
    evidence = (*all_shown(scene, head, told.drafts, source, target), *status_shown(told, status, date))
    confidence = calibrated(relevant * likelihood.probability(scene, told))
    people = participants(scene, told, source, target)
    return Event(
        kind_of(head), source, target, status, head.reality.background, lead, head.match.start, head.match.end,
        date, location, place, people, (), round(confidence, 3), evidence,
    )  # fmt: skip


def _hosted(scene: Scene, told: Told, location: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """An exercise's host is its source (ruling 11); else the sides as the words set them."""
    head, source, target = told.head, told.head.sides.source, told.head.sides.target
    led = any(group.marker == "by" for group in head.sides.groups)
    if head.trigger.event_type != "exercise" or location not in (*source, *target) or led:
        return source, target
    if hosted_by(scene, told)[0] == location:  # "Ukraine will host NATO exercises"
        return (location,), tuple(p for p in (*source, *target) if p != location)
    own = {p for group in head.sides.groups if 0 <= group.start - head.match.end <= _RIGHT_BEHIND for p in group.parties}  # «учения НАТО»
    guests = {p for group in head.sides.groups if group.marker == "partner" for p in group.parties} - own  # "with NATO taking part"
    told_there = {*source, *(p for group in head.sides.groups for p in group.parties)}  # not who "takes part, too"
    organiser = next((p for p in (*source, *target) if p in scene.igos and p in told_there - guests), None)
    joint = any({organiser, location} <= {*group.parties} for group in head.sides.groups)  # "NATO and Georgia began drills near Tbilisi"
    if organiser is not None and not joint:  # an alliance's exercise on a member's ground
        return (organiser,), tuple(p for p in (*source, *target) if p != organiser)
    return (location,), tuple(p for p in (*source, *target) if p != location)
