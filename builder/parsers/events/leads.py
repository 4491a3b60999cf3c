"""Which event leads where the first choice is only the occasion of another: events told → the one the article is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene
from builder.parsers.where.journeys import only_when

_TALKS = frozenset(("meeting", "conference", "visit"))
_FAINT = frozenset((*_TALKS, "statement", "call"))
# How many letters may stand between the words of an occasion and what it is: "lors du premier sommet".
_NEAR, _AFAR = 26, 48
_OPENING = 3
_APART = timedelta(days=2)


def leading(scene: Scene, news: Sequence[Told], first: Told) -> Told:
    """The event that leads, where ``first`` stands out most: each rule may put another before it."""
    lead = first
    for rule in _RULES:
        lead = rule(scene, news, lead)
    return lead


def _besides_guest(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """ "Told the visiting minister", «لقاؤه الوزير الذي يزور تونس»: a visit told of the guest alone leads not before what was done."""
    beside = [t for t in news if t.head.parties == lead.head.parties and t.head.trigger.event_type not in ("visit", "statement")]
    if not all(d.trigger.has("guest_word") for d in lead.drafts):
        opening = [d for d in lead.drafts if d.part != "body"]
        aside = all(_of_a_guest(scene, d) for d in lead.drafts) or (bool(opening) and all(_is_visiting(scene, d) for d in opening))
        aside = aside or all(only_when(scene, d.match) for d in lead.drafts)
        there = {d.match.sentence for d in lead.drafts} if aside else frozenset()
        there |= {number + 1 for number in there}  # «الذي يزور واشنطن. وبحث الجانبان خلال اللقاء»
        beside = [t for t in beside if any(d.match.sentence in there for d in t.drafts)]
    return max(beside, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _of_a_guest(scene: Scene, draft: Draft) -> bool:
    """«الذي يقوم حاليا بزيارة»: a visit that a relative clause tells of somebody."""
    left = scene.text.sentences[draft.match.sentence].start
    visit = draft.trigger.event_type == "visit" and draft.trigger.form == "verb"
    return visit and scene.frames.syntax.relative.search(scene.text.folded, left, draft.match.start) is not None


def _is_visiting(scene: Scene, draft: Draft) -> bool:
    """«الذي يزور واشنطن حاليا»: what somebody is doing there while he does what is told of him."""
    return (
        _of_a_guest(scene, draft) and scene.frames.syntax.visiting.match(scene.text.folded[draft.match.start : draft.match.end]) is not None
    )


def _besides_welcomed(_scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """«الجامعة العربية ترحب باتفاق مصر والسعودية»: a headline that welcomes what others did, or that invites, is about just that."""
    titles = [d.match for d in lead.drafts if d.part == "title"]
    told = [t for t in news if t.head.part == "title"]
    welcome = (t for t in told if t.head.trigger.has("welcomed") and any(m.start >= t.head.match.start for m in titles))
    invites = (t for t in told if t.head.trigger.has("invitation") and all(m.start >= t.head.match.start for m in titles))
    return next(welcome, None) or next(invites, None) or lead


def _besides_declaration(_scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """ "Opened his trip to Greece with reassuring words": a declaration does not lead before the journey or talks that it was made at."""
    if lead.head.trigger.event_type != "statement":
        return lead
    there = {d.match.sentence for d in lead.drafts}
    talks = [t for t in news if t.head.trigger.event_type in _TALKS and {*lead.head.sides.source} & t.head.parties]
    talks = [t for t in talks if any(d.match.sentence in there for d in t.drafts)]
    return max(talks, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _besides_purpose(_scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """«الوزير إلى أنقرة لبحث التعاون»: what somebody travels for does not lead before his visit."""
    if not all(d.purpose for d in lead.drafts):
        return lead
    visits = [t for t in news if t.head.trigger.event_type == "visit" and t.head.parties == lead.head.parties]
    return max(visits, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _besides_mooted(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """ "Will travel to Moscow to speak about a potential meeting": talks only thought of do not lead before the journey made for them."""
    planned = lead.head.trigger.event_type in _TALKS and lead.head.reality.status == "planned" and lead.head.part == "lead"
    left = scene.text.sentences[lead.head.match.sentence].start
    if not planned or scene.frames.syntax.mooted.search(scene.text.folded, left, lead.head.match.start) is None:
        return lead
    told = [t for t in news if t.head.trigger.event_type in ("visit", "call") and t.head.parties == lead.head.parties]
    told = [t for t in told if any(d.part == "lead" and d.match.start < lead.head.match.start for d in t.drafts)]
    return max(told, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _besides_occasion(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """«ont annoncé, lors du sommet, la création d'une force»: talks told as an occasion alone do not lead before what was done at them."""
    # What the headline makes an occasion is one, however the story tells of it.
    telling = [d for d in lead.drafts if d.part == "title"] or lead.drafts
    opening = lead.head.part == "lead" and all(
        _ended_in(scene, d) for d in lead.drafts if d.part == "title" or d.match.sentence == lead.head.match.sentence
    )
    if lead.head.trigger.event_type not in _TALKS or not (opening or all(_occasion(scene, d) for d in telling)):
        return lead
    there = {d.match.sentence for d in lead.drafts}
    # "The presidents met at the G20 summit": the organisation's own gathering is the occasion of their meeting.
    gathering = lead.head.trigger.event_type == "conference" and lead.head.sides.source[0] in scene.igos
    faint = _FAINT - {"meeting"} if gathering else _FAINT
    done = [t for t in news if t.head.trigger.event_type not in faint and any(d.match.sentence in there for d in t.drafts)]
    done = [t for t in done if any(d.part == "title" for d in t.drafts) or t.head.part == lead.head.part]
    return max(done, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _besides_awaited(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """«شدد الوزير قبل قمة مقررة …، وأضاف خلال اجتماع مع نظيريه»: talks still to come do not lead before those held."""
    ahead = lead.head.trigger.event_type in _TALKS and lead.head.reality.status == "planned"
    opening = [d for d in lead.drafts if d.match.sentence <= _OPENING]
    if not ahead or any(d.part == "title" for d in lead.drafts) or not opening or not all(_before_it(scene, d) for d in opening):
        return lead
    held = [t for t in news if t.head.trigger.event_type in ("meeting", "conference") and t.head.reality.status != "planned"]
    held = [t for t in held if t.head.parties & lead.head.parties and any(d.match.sentence <= _OPENING + 1 for d in t.drafts)]
    return max(held, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _before_it(scene: Scene, draft: Draft) -> bool:
    """Whether words right before an event's own, or the first of them, say that they tell what came before it."""
    left, folded, syntax = scene.text.sentences[draft.match.sentence].start, scene.text.folded, scene.frames.syntax
    return syntax.ahead.search(folded, left, draft.match.start) is not None or syntax.away.match(folded, draft.match.start) is not None


def _besides_earlier(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """«لدى استقباله السفير الاثنين», «زيارة مساعد الوزير الأربعاء الماضي»: of what two did, that of the later day is the news."""
    days = [d.date.date_end for d in lead.drafts if d.date is not None and d.date.date_end is not None]
    if scene.published is None or lead.head.trigger.event_type != "visit" or not days or any(d.part != "body" for d in lead.drafts):
        return lead
    later = [t for t in news if t.head.trigger.event_type == "meeting" and t.head.parties == lead.head.parties]
    later = [t for t in later if t.head.reality.status == "occurred" and (_day(t) or scene.published) > max(days) + _APART]
    return max(later, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _day(told: Told) -> date | None:
    return next((d.date.date_end for d in told.drafts if d.date is not None and d.date.date_end is not None), None)


def _besides_still_to_come(_scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """ "Days before a summit, the army struck": talks to come that neither headline nor lead tells do not lead before what was done."""
    to_come = lead.head.trigger.event_type == "conference" and all(d.reality.status == "planned" and d.part == "body" for d in lead.drafts)
    done = (t for t in news if t.head.trigger.event_type not in _FAINT and t.head.reality.status != "planned")
    return max(done, key=lambda t: (t.score, -t.head.match.start), default=lead) if to_come else lead


def _besides_clause(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """ "Cuts off hotline as neighbours begin drills": what a headline's main clause tells leads before what its later clause does."""
    here = [d for d in lead.drafts if d.part == "title"]
    breaks = (
        [b for b in scene.breaks[here[0].match.sentence] if not scene.frames.syntax.no_verb.match(scene.text.folded, b)] if here else []
    )
    if not here or any(not bisect_right(breaks, d.match.start) for d in here):
        return lead
    main = [t for t in news if any(d.part == "title" and d.told != ("",) and not bisect_right(breaks, d.match.start) for d in t.drafts)]
    return max(main, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _ended_in(scene: Scene, draft: Draft) -> bool:
    """«أكد بيان مشترك صدر في ختام زيارة … وجرى بحث»: talks of which a sentence tells through what came of them."""
    said = ((m, scene.frames.triggers[m.pattern]) for m in scene.triggers if m.sentence == draft.match.sentence)
    came = ((m, t) for m, t in said if t.has("names_occasion") and m.start <= draft.match.start)
    return any(t.has("opening_news") or draft.match.start < m.end for m, t in came)


def _occasion(scene: Scene, draft: Draft) -> bool:
    """Whether words of an occasion stand right before the talks."""
    sentence = scene.text.sentences[draft.match.sentence]
    before = scene.text.folded[sentence.start : draft.match.start]
    if not before.strip() and scene.frames.syntax.apposed.match(scene.text.folded, draft.match.start):
        return True  # «En visite à Paris, le ministre a annoncé la livraison»
    near = any(len(before) - found.end() < _NEAR for found in scene.frames.reality["occasion"].finditer(before))
    near = near or any(len(before) - found.end() < _AFAR for found in scene.frames.syntax.away.finditer(before))
    return near or _before_it(scene, draft)  # "on the eve of his trip, the president signed"


_RULES: tuple[Callable[[Scene, Sequence[Told], Told], Told], ...] = (
    _besides_welcomed, _besides_guest, _besides_purpose, _besides_occasion, _besides_declaration, _besides_clause, _besides_earlier,
    _besides_awaited, _besides_still_to_come, _besides_mooted,
)  # fmt: skip
