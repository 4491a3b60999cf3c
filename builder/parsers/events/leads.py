"""Which event leads where the first choice is only the occasion of another: events told → the one the article is about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from builder.parsers.scene.draft import Draft, Told
from builder.parsers.scene.laid_out import Scene

_TALKS = frozenset(("meeting", "conference", "visit"))
_FAINT = frozenset((*_TALKS, "statement", "call"))
# How many letters may stand between the words of an occasion and what it is: "lors du premier sommet".
_NEAR, _AFAR = 26, 48


def besides_guest(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """ "Told the visiting minister", «لقاؤه الوزير الذي يزور تونس»: a visit told of the guest alone leads not before what was done."""
    beside = [t for t in news if t.head.parties == lead.head.parties and t.head.trigger.event_type not in ("visit", "statement")]
    if not all(d.trigger.has("guest_word") for d in lead.drafts):
        there = {d.match.sentence for d in lead.drafts} if all(_of_a_guest(scene, d) for d in lead.drafts) else frozenset()
        there |= {number + 1 for number in there}  # «الذي يزور واشنطن. وبحث الجانبان خلال اللقاء»
        beside = [t for t in beside if any(d.match.sentence in there for d in t.drafts)]
    return max(beside, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _of_a_guest(scene: Scene, draft: Draft) -> bool:
    """«الذي يقوم حاليا بزيارة»: a visit that a relative clause tells of somebody."""
    left = scene.text.sentences[draft.match.sentence].start
    visit = draft.trigger.event_type == "visit" and draft.trigger.form == "verb"
    return visit and scene.frames.syntax.relative.search(scene.text.folded, left, draft.match.start) is not None


def besides_welcomed(news: Sequence[Told], lead: Told) -> Told:
    """«الجامعة العربية ترحب باتفاق مصر والسعودية»: a headline of who welcomes what others did is about the welcome."""
    titles = [d.match for d in lead.drafts if d.part == "title"]
    welcome = (t for t in news if t.head.trigger.has("welcomed") and t.head.part == "title")
    return next((t for t in welcome if any(m.start >= t.head.match.start for m in titles)), lead)


def besides_declaration(news: Sequence[Told], lead: Told) -> Told:
    """ "Opened his trip to Greece with reassuring words": a declaration does not lead before the journey or talks that it was made at."""
    if lead.head.trigger.event_type != "statement":
        return lead
    there = {d.match.sentence for d in lead.drafts}
    talks = [t for t in news if t.head.trigger.event_type in _TALKS and {*lead.head.sides.source} & t.head.parties]
    talks = [t for t in talks if any(d.match.sentence in there for d in t.drafts)]
    return max(talks, key=lambda t: (t.score, -t.head.match.start), default=lead)


def besides_purpose(news: Sequence[Told], lead: Told) -> Told:
    """«الوزير إلى أنقرة لبحث التعاون»: what somebody travels for does not lead before his visit."""
    if not all(d.purpose for d in lead.drafts):
        return lead
    visits = [t for t in news if t.head.trigger.event_type == "visit" and t.head.parties == lead.head.parties]
    return max(visits, key=lambda t: (t.score, -t.head.match.start), default=lead)


def besides_occasion(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """«ont annoncé, lors du sommet, la création d'une force»: talks told as an occasion alone do not lead before what was done at them."""
    # What the headline makes an occasion is one, however the story tells of it.
    telling = [d for d in lead.drafts if d.part == "title"] or lead.drafts
    if lead.head.trigger.event_type not in _TALKS or not all(_occasion(scene, d) for d in telling):
        return lead
    there = {d.match.sentence for d in lead.drafts}
    # "The presidents met at the G20 summit": the organisation's own gathering is the occasion of their meeting.
    gathering = lead.head.trigger.event_type == "conference" and lead.head.sides.source[0] in scene.igos
    faint = _FAINT - {"meeting"} if gathering else _FAINT
    done = [t for t in news if t.head.trigger.event_type not in faint and any(d.match.sentence in there for d in t.drafts)]
    done = [t for t in done if any(d.part == "title" for d in t.drafts) or t.head.part == lead.head.part]
    return max(done, key=lambda t: (t.score, -t.head.match.start), default=lead)


def besides_clause(scene: Scene, news: Sequence[Told], lead: Told) -> Told:
    """ "Cuts off hotline as neighbours begin drills": what a headline's main clause tells leads before what its later clause does."""
    here = [d for d in lead.drafts if d.part == "title"]
    breaks = (
        [b for b in scene.breaks[here[0].match.sentence] if not scene.frames.syntax.no_verb.match(scene.text.folded, b)] if here else []
    )
    if not here or any(not bisect_right(breaks, d.match.start) for d in here):
        return lead
    main = [t for t in news if any(d.part == "title" and d.told != ("",) and not bisect_right(breaks, d.match.start) for d in t.drafts)]
    return max(main, key=lambda t: (t.score, -t.head.match.start), default=lead)


def _occasion(scene: Scene, draft: Draft) -> bool:
    """Whether words of an occasion stand right before the talks."""
    sentence = scene.text.sentences[draft.match.sentence]
    before = scene.text.folded[sentence.start : draft.match.start]
    if not before.strip() and scene.frames.syntax.apposed.match(scene.text.folded, draft.match.start):
        return True  # «En visite à Paris, le ministre a annoncé la livraison»
    near = any(len(before) - found.end() < _NEAR for found in scene.frames.reality["occasion"].finditer(before))
    return near or any(len(before) - found.end() < _AFAR for found in scene.frames.syntax.away.finditer(before))
