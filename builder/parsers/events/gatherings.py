"""Meetings that are no more than a part of another gathering of the article, or none: an event beside the others → bool."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.events.merging import kind_of
from builder.parsers.scene.draft import Told


def part_of_conference(told: Told, others: Sequence[Told]) -> bool:
    """Two of those whom a sentence brings together have not met beside it."""
    if told.head.trigger.event_type != "meeting":
        return False
    sentences = {d.match.sentence for d in told.drafts}
    talked = only_discussed(told)
    return any(
        kind_of(t.head) == "conference"
        and (told.head.parties <= t.head.parties or (talked and told.head.parties & t.head.parties))
        and sentences <= {d.match.sentence for d in t.drafts}
        and not _beside_gathering(told, t)
        for t in others
        if t is not told
    )


def of_its_host(told: Told, others: Sequence[Told]) -> bool:
    """«le chef des forces, hôte de la rencontre»: on whose ground an organisation's session is held has not met it beside that."""
    if kind_of(told.head) != "meeting" or any(d.trigger.form == "verb" for d in told.drafts):
        return False
    sessions = [t for t in others if kind_of(t.head) == "conference" and len(t.head.parties) == 1 and not t.head.reality.background]
    return any(
        t.head.parties < told.head.parties and told.head.parties - t.head.parties <= {d.location for d in t.drafts} for t in sessions
    )


def _beside_gathering(met: Told, conference: Told) -> bool:
    """ "The presidents met at the G20 summit": two who meet at an organisation's own gathering have met beside it."""
    bodies = {m.code for g in conference.head.sides.groups for m in g.mentions if m.kind == "igo"}
    body = bool(bodies & {*conference.head.sides.source}) and not bodies & met.head.parties
    return body and any(d.trigger.form == "verb" and not d.trigger.has("discussed") and not d.completed for d in met.drafts)


def hosts_apart(told: Told, others: Sequence[Told]) -> bool:
    """ "Will visit Kuwait, Qatar and Oman to discuss security": those on whom a visitor calls one by one have not come together."""
    if not only_discussed(told):
        return False
    sentences = {d.match.sentence for d in told.drafts}
    visits = [d for t in others if t.head.trigger.event_type == "visit" for d in t.drafts if d.match.sentence in sentences]
    return any(told.head.parties <= {*d.sides.target} for d in visits)


def with_another(told: Told, others: Sequence[Told]) -> bool:
    """«اجتماع وزراء دول مجلس التعاون مع كيري»: an organisation that meets somebody does not meet by itself beside it."""
    if kind_of(told.head) != "conference" or len(told.head.parties) != 1:
        return False
    sentences = {d.match.sentence for d in told.drafts}
    meetings = (t for t in others if t.head.trigger.event_type == "meeting" and not all(d.completed for d in t.drafts))
    return any(told.head.parties < t.head.parties and sentences <= {d.match.sentence for d in t.drafts} for t in meetings)


def only_discussed(told: Told) -> bool:
    """Whether nothing but the matter of talks tells of them."""
    return told.head.trigger.event_type in ("meeting", "conference") and all(
        d.trigger.has("discussed") or d.trigger.has("talks") for d in told.drafts
    )
