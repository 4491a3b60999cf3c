"""Merging inside an article: drafts of the same event told in several sentences → one draft with all its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from builder.model import DateRange
from builder.parsers.events.apart import given_and_promised, other_traveller, return_visit
from builder.parsers.scene.draft import Draft, Told

_OPENING = 3
_WEEKS = timedelta(days=14)
_MOMENTS = frozenset(("meeting", "conference", "visit", "call"))
# Days told of one event by two sentences may lie so far apart.
_APART = timedelta(days=3)


def _by_telephone(drafts: Sequence[Draft]) -> list[Draft]:
    """«s'est entretenu avec», then «par téléphone»: the opening tells one call, not talks beside it."""
    early = [d for d in reversed(drafts) if d.trigger.event_type == "call" and d.match.sentence <= _OPENING]
    calls = {d.parties: d for d in sorted(early, key=lambda d: not d.trigger.has("may_be_call"))}  # the first whose own words tell a call
    return [
        replace(d, trigger=replace(d.trigger, event_type="call"), sides=calls[d.parties].sides, location=None, place=None)
        if d.parties in calls and (_may_be(d, calls[d.parties]) or _headline_of_call(d, drafts))
        else d
        for d in drafts
    ]


def _given(drafts: Sequence[Draft]) -> list[Draft]:
    """«получила бронемашины», then «переданы безвозмездно»: what the opening tells to be a gift is no sale in the sentences around it."""
    told = (d for d in drafts if d.trigger.has("gift") and d.trigger.has("price_in_lead"))
    gifts = {d.parties for d in told if d.match.sentence <= _OPENING and not d.reality.background}
    sold = (d.trigger.event_type == "arms_transfer" and d.parties in gifts and not d.trigger.has("arms_deal") for d in drafts)
    return [replace(d, trigger=replace(d.trigger, event_type="aid")) if one else d for d, one in zip(drafts, sold, strict=True)]


def _may_be(draft: Draft, call: Draft) -> bool:
    """«يستقبله الجمعة لبحث الملف», then «تحادثا هاتفيا الثلاثاء»: talks to come are not the call that was."""
    return draft.trigger.has("may_be_call") and (draft.reality.status == "planned") == (call.reality.status == "planned")


def _put_in_writing(drafts: Sequence[Draft]) -> list[Draft]:
    """«تتفقان على تطوير التعاون», then «صدر بيان مشترك»: what a headline says two agreed on is the accord that its lead tells."""
    accords = {d.parties for d in drafts if d.trigger.event_type == "agreement" and d.part == "lead" and not d.reality.background}
    same = (d.part == "title" and d.trigger.has("settled") and d.parties in accords for d in drafts)
    return [replace(d, trigger=replace(d.trigger, event_type="agreement")) if one else d for d, one in zip(drafts, same, strict=True)]


def _headline_of_call(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """ "Ministers hold talks", then "by videoconference": a headline leaves out how; its lead tells a call and no meeting."""
    lead = [d.trigger for d in drafts if d.match.sentence == 1 and d.parties == draft.parties and not d.trigger.has("spoke_to")]
    told = {trigger.event_type for trigger in lead if not trigger.has("discussed")}
    title = draft.part == "title" and draft.trigger.has("headline_leaves_out_how") and draft.trigger.event_type == "meeting"
    return title and "call" in told and "meeting" not in told


def merge_drafts(drafts: Sequence[Draft], published: date | None) -> list[Told]:
    """Same type, same parties, dates that agree: one event. Strongest drafts found the events, weaker ones join them."""
    told: list[list[Draft]] = []
    drafts = [
        d for d in _of_many(_put_in_writing(_by_telephone(_given(drafts)))) if not (_agreed_to_meet(d, drafts) or _how_held(d, drafts))
    ]
    for draft in sorted(drafts, key=lambda d: (-d.score, d.match.start)):
        home = next(
            (group for group in told if _same(group[0], draft, published) and not _two_talks(group[0], draft, drafts, published)), None
        )
        if home is None:
            told.append([draft])
        else:
            home.append(draft)
    return [Told(tuple(_named_in_full(group))) for group in told]


def _of_many(drafts: Sequence[Draft]) -> list[Draft]:
    """Talks with an organisation's ministers are called a meeting further on: the same conference."""
    news = [d for d in drafts if not d.reality.background and len(d.parties) == _PAIR]
    many = {d.parties for d in news if d.trigger.event_type == "conference" and _of_a_body(d, ("igo",))}
    same = (d in news and d.trigger.event_type == "meeting" and d.parties in many and not _of_a_body(d, _OFFICIALS) for d in drafts)
    return [replace(d, trigger=replace(d.trigger, event_type="conference")) if one else d for d, one in zip(drafts, same, strict=True)]


_OFFICIALS = ("person", "office", "institution")


def _of_a_body(draft: Draft, kinds: Sequence[str]) -> bool:
    """Whether the organisation itself, or somebody of it, is named."""
    bodies = {m.code for g in draft.sides.groups for m in g.mentions if m.kind == "igo"}
    named = [m for g in draft.sides.groups for m in g.mentions if m.kind in kinds]
    return bool(bodies) and any(m.kind == "igo" or m.party in bodies for m in named)


def _how_held(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """«Заседание совета министров прошло в формате видеоконференции»: the words of a call tell how a conference was held."""
    if draft.trigger.event_type != "call" or draft.trigger.form != "noun":
        return False
    here = (d for d in drafts if d.match.sentence == draft.match.sentence and kind_of(d) == "conference")
    # "The ministers of A, B and C agreed in phone talks": states that talk by telephone call each other
    return any(draft.parties < d.parties or (draft.parties == d.parties and _of_a_body(d, ("igo",))) for d in here)


def _agreed_to_meet(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """«اتفقتا على عقد قمة»: who agree to meet have not met by that word; the talks are to come."""
    if not draft.trigger.has("settled"):
        return False
    ahead = (d for d in drafts if d.match.sentence == draft.match.sentence and d.reality.status == "planned")
    return any(
        d.trigger.event_type in _AGREED_ON and d.parties >= draft.parties and 0 < d.match.start - draft.match.end <= _OBJECT for d in ahead
    )


_AGREED_ON = frozenset(("meeting", "conference", "visit", "call"))
_OBJECT = 40
_PAIR = 2
_OF_DAYS = frozenset(("meeting", "conference", "exercise"))
_TALKS = frozenset(("meeting", "conference"))
_OF_MANY = frozenset(("conference", "exercise", "presence"))


def _named_in_full(drafts: list[Draft]) -> list[Draft]:
    """A headline names some of those whom the sentence after it names all."""
    head = drafts[0]
    if kind_of(head) == "conference" and len(head.parties) == 1:  # «اجتماع وزراء دول مجلس التعاون مع كيري»
        here = (d for d in drafts if _tells_who_met(head, d) and head.parties < d.parties and not d.completed)
        if (with_them := next(here, None)) is not None:
            return [replace(head, sides=with_them.sides), *drafts[1:]]
    if (members := next((d for d in drafts if _body_and_members(head, d)), None)) is not None:
        body, many = sorted((head, members), key=lambda d: len(d.parties))
        states = (*many.sides.source, *many.sides.target)
        sides = replace(many.sides, source=body.sides.source, target=states, groups=(*body.sides.groups, *many.sides.groups))
        return [replace(head, sides=sides), *drafts[1:]]
    if (tour := _tour(drafts)) is not None:
        return [replace(head, sides=tour.sides, location=None, place=None), *drafts[1:]]
    brokered = head.trigger.has("brokered_in_lead")  # the sentence after the headline names who brought it about
    journey = head.trigger.event_type == "visit" and head.completed  # «едет в турне», then where to
    if not (head.trigger.event_type in _OF_MANY or brokered or journey):
        return drafts
    alone = not head.sides.target and head.location in head.sides.source  # «القاهرة تستضيف اجتماعا رباعيا»
    if head.match.sentence != 0 or (head.trigger.has("whole_headlines") and not alone):
        return drafts
    full = next((d for d in drafts if d.match.sentence == 1 and head.parties < d.parties and not d.completed), None)
    return [replace(head, sides=full.sides), *drafts[1:]] if full is not None else drafts


def _tells_who_met(head: Draft, draft: Draft) -> bool:
    """In the same sentence, or where the lead names the state that leads the session of the headline's organisation."""
    led = head.part == "title" and draft.part == "lead" and draft.sides.source == head.sides.source and draft.trigger.has("cases")
    return draft.match.sentence == head.match.sentence or (led and kind_of(draft) == "conference")


def _tour(drafts: Sequence[Draft]) -> Draft | None:
    """«الوزير يزور الكويت», then «سيزور الأردن وتركيا والكويت»: a headline names one stop of the journey that its lead tells whole."""
    head = drafts[0]
    if head.trigger.event_type != "visit" or head.match.sentence != 0:
        return None
    lead = (d for d in drafts if d.match.sentence == 1 and d.sides.source == head.sides.source and not d.completed)
    return next((d for d in lead if len(d.sides.target) > _PAIR and {*head.sides.target} < {*d.sides.target}), None)


def _of_one_body(left: Draft, right: Draft) -> bool:
    """A summit of one organisation, whoever of its members a sentence names there."""
    bodies = {m.code for g in (*left.sides.groups, *right.sides.groups) for m in g.mentions if m.kind == "igo"}
    return kind_of(left) == "conference" and left.sides.source == right.sides.source and {*left.sides.source} <= bodies


def _body_and_members(left: Draft, right: Draft) -> bool:
    """«Un sommet du G5 se tient à Bamako», then «les présidents de A, B et C, réunis à Bamako»: the body and who met there."""
    body, members = sorted((left, right), key=lambda d: len(d.parties))
    near = abs(left.match.sentence - right.match.sentence) <= _OPENING and left.location is not None and left.location == right.location
    apart = len(body.parties) == 1 and len(members.parties) > _PAIR and not body.parties & members.parties
    return near and apart and kind_of(left) == "conference" and _of_a_body(body, ("igo",))


def _weeks_apart(left: Draft, right: Draft, published: date | None) -> bool:
    """ "At their June 12 summit", told in a story of talks in July: news without a day is not what was weeks ago."""
    days = [d.date.date_end for d in (left, right) if d.date is not None]
    old = len(days) == 1 and days[0] is not None and published is not None and days[0] < published - _WEEKS
    return old and left.trigger.event_type in _MOMENTS


def _same(left: Draft, right: Draft, published: date | None) -> bool:
    if kind_of(left) != kind_of(right):
        return False
    if left.exercise is not None and right.exercise is not None and left.exercise != right.exercise:
        return False
    if _next(left) != _next(right) and _planned(left) != _planned(right):
        return False  # "are to meet again on July 20"
    if given_and_promised(left, right):
        return False
    if (
        left.match.sentence == right.match.sentence
        and left.parties == right.parties
        and left.reality.background == right.reality.background
        and not _held_and_to_come(left, right)
        and not return_visit(left, right)
    ):
        return True  # "warned on Tuesday against shipments of weapons to": one event, however its words are dated
    # What is recalled or still to come, with a day of its own, is another event than the news that tells none.
    in_title = "title" in (left.part, right.part)
    apart = left.reality.background != right.reality.background or (_planned(left) != _planned(right) and not in_title)
    # European headlines leave tense out: the headline and the sentence after it tell the same thing.
    opening = left.match.sentence + right.match.sentence == 1 and not left.trigger.has("whole_headlines")
    apart = apart and left.trigger.event_type != "reduction" and not opening
    if apart and (left.date is None) != (right.date is None):
        return False
    elsewhere = other_traveller(left, right) or return_visit(left, right)
    if elsewhere or (not in_title and not opening and _weeks_apart(left, right, published)):
        return False
    if not in_title and _elsewhere(left, right):
        return False
    if left.exercise is not None and left.exercise == right.exercise:
        return _dates_agree(left.date, right.date)
    shared = len(left.parties & right.parties) / max(1, len(left.parties | right.parties))
    contained = left.parties <= right.parties or right.parties <= left.parties
    if shared < 0.5 and not contained and not _of_one_body(left, right) and not _body_and_members(left, right):
        return False
    return _dates_agree(left.date, right.date)


def _next(draft: Draft) -> bool:
    return draft.trigger.has("next_round") or draft.trigger.has("another_round")


def _two_talks(left: Draft, right: Draft, drafts: Sequence[Draft], published: date | None) -> bool:
    """Talks that are to come and others that were, of which a headline tells one: «انطلقت المحادثات تمهيدا للقمة المنتظرة في 12 يونيو»."""
    title, other = (left, right) if left.part == "title" else (right, left)
    if title.part != "title" or kind_of(title) not in _TALKS or published is None or other.date is None or other.date.date_start is None:
        return False
    if _planned(title):  # «قمة مرتقبة», then «التقى الوزير مطلع الشهر»
        return title.trigger.has("whole_headlines") and not _planned(other) and published - other.date.date_start > _APART
    lead = (d.reality.status for d in drafts if d.part == "lead" and kind_of(d) == kind_of(title) and d.parties == title.parties)
    return "ongoing" in lead and _planned(other) and other.date.date_start - published > _APART


def _held_and_to_come(left: Draft, right: Draft) -> bool:
    """«وافق في الاجتماع، الاثنين، على عقد قمة في أبريل»: talks that were and others that are to come, each with its day."""
    dated = left.date is not None and right.date is not None
    return dated and kind_of(left) in _TALKS and _planned(left) != _planned(right) and not _dates_agree(left.date, right.date)


def _elsewhere(left: Draft, right: Draft) -> bool:
    """«محادثات في موسكو», and «لقاؤهما الأسبوع الماضي في الدوحة»: talks on a day of their own in another country are others."""
    grounds = left.place is not None and right.place is not None and left.location != right.location
    held = not (_planned(left) or _planned(right))
    return grounds and held and kind_of(left) in _TALKS and (left.date is None) != (right.date is None)


def kind_of(draft: Draft) -> str:
    """Talks of one organisation, or of three parties or more, are a conference whatever the words call them."""
    kind = draft.trigger.event_type
    return "conference" if kind == "meeting" and len(draft.parties) != _PAIR else kind


def _planned(draft: Draft) -> bool:
    return draft.reality.status == "planned"


def _dates_agree(left: DateRange | None, right: DateRange | None) -> bool:
    if left is None or right is None or left.date_start is None or right.date_start is None:
        return True
    if left.date_end is None or right.date_end is None:
        return True
    gap = max(left.date_start, right.date_start) - min(left.date_end, right.date_end)
    return gap <= _APART


def comes_later(head: Draft, later: Sequence[Draft]) -> bool:
    """«سيصل اليوم في زيارة تستمر أربعة أيام»: the verb of the lead says that what the headline names is to come."""
    lead = [d for d in later if d.part == "lead"]
    told = {d.match.sentence for d in lead if d.trigger.has("tells_coming") and d.reality.status == "planned"}
    nameless = head.trigger.form == "noun" and head.trigger.event_type in _OF_DAYS and head.trigger.has("whole_headlines")
    if nameless and lead and all(d.reality.status == "planned" for d in lead):
        return True  # «مفاوضات في مسقط اليوم», then «المحادثات التي يفترض أن تنطلق»
    return bool(told) and all(d.match.sentence in told for d in lead)
