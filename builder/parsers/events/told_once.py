"""Events that are no more than another one of the article in other words are left out: merged events → those that stand by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.events.called_off import called_off
from builder.parsers.events.drops import Drop
from builder.parsers.events.gatherings import hosts_apart, of_its_host, only_discussed, part_of_conference, with_another
from builder.parsers.events.merging import kind_of
from builder.parsers.events.one_by_one import agreed_by_telephone
from builder.parsers.scene.draft import Told

_OPENING = 3
# What states agree to set up or hold.
_TO_COME = frozenset(("mechanism", "exercise"))
_SAME_GIFT, _SAME_BARGAIN = 50, 60
# What states agree to do.
_DONE = frozenset(("mechanism", "exercise", "training", "arms_transfer", "aid", "presence", "judicial", "intelligence"))


def told_once(told: list[Told], drops: list[Drop]) -> list[Told]:
    """Those that stand by themselves; ``drops`` takes the others, each with the rule that left it out."""
    told = [_without_what_was_agreed(t, told) for t in told]
    for says_the_same in SAID_ALREADY:
        repeated = [t for t in told if says_the_same(t, told)]
        told = [t for t in told if t not in repeated]
        drops.extend(Drop(d.match, says_the_same.__name__) for t in repeated for d in t.drafts)
    return told


def agreed_on(told: Told, others: Sequence[Told]) -> bool:
    """ "In a video conference, the ministers of A and B agreed to": what two came to in a call is no meeting beside it."""
    if kind_of(told.head) != "meeting" or not all(d.trigger.has("summit") for d in told.drafts):
        return False
    sentences = {d.match.sentence for d in told.drafts}
    calls = (t for t in others if t.head.trigger.event_type == "call" and t.head.parties == told.head.parties)
    return any(sentences <= {d.match.sentence for d in t.drafts} for t in calls)


def _said_by_deed(told: Told, acting: frozenset[str]) -> bool:
    """Whether an event of the same parties says what a statement says; who welcomes what others did together speaks for himself."""
    return told.head.parties == acting if told.head.trigger.has("welcomed") else _of_one_story(told.head.parties, acting)


def ready_for(told: Told, others: Sequence[Told]) -> bool:
    """«السعودية تبدي استعدادا لإرسال قوات إلى سوريا»: what a headline says somebody is ready to do is not yet planned beside it."""
    if told.head.trigger.event_type not in _DONE or any(d.reality.status != "planned" for d in told.drafts):
        return False
    ready = (t.head for t in others if t.head.trigger.has("speaks_first") and t.head.trigger.event_type == "statement")
    return any(
        head.part == "title" and not head.trigger.has("welcomed") and _of_one_story(head.parties, told.head.parties) for head in ready
    )


def to_a_summit(told: Told, others: Sequence[Told]) -> bool:
    """ "Arrived at the G20 summit": who comes to an organisation's summit visits nobody beside it, unless the headline says so."""
    if told.head.trigger.event_type != "visit" or any(d.part == "title" for d in told.drafts):
        return False
    hosts = {m.code for g in told.head.sides.groups for m in g.mentions if m.kind == "igo"} & {*told.head.sides.target}
    return any(hosts & t.head.parties for t in others if kind_of(t.head) == "conference")


def to_a_venue(told: Told, others: Sequence[Told]) -> bool:
    """ "Flies to Geneva for talks with his Russian counterpart": where one goes to meet a third is not visited, unless it is the news."""
    if told.head.trigger.event_type != "visit" or any(d.part != "body" for d in told.drafts) or len(told.head.sides.target) != 1:
        return False
    met = [d for t in others if kind_of(t.head) == "meeting" for d in t.drafts if not d.trigger.has("discussed")]
    met = [d for d in met if {*told.head.sides.source} < d.parties and not {*told.head.sides.target} & d.parties]
    hosted = any(
        {*told.head.sides.target} < t.head.parties
        for t in others
        if t.head.trigger.event_type == "meeting" and {*told.head.sides.source} < t.head.parties
    )
    return not hosted and all(
        any(m.match.sentence == d.match.sentence and 0 < m.match.start - d.match.end < _SAME_BARGAIN for m in met) for d in told.drafts
    )


def spoken_there(told: Told, others: Sequence[Told]) -> bool:
    """ "Mr. Trump did speak with the minister", after their meeting is told: whom one met one spoke to, and did not call."""
    if told.head.trigger.event_type != "call" or not all(d.trigger.has("spoke_to") for d in told.drafts):
        return False
    met = (
        t
        for t in others
        if t.head.trigger.event_type == "meeting" and t.head.parties == told.head.parties and not t.head.reality.background
    )
    first = min(d.match.start for d in told.drafts)
    return not any(d.date for d in told.drafts) and any(d.match.start < first for t in met for d in t.drafts)


def talked_by_telephone(told: Told, others: Sequence[Told]) -> bool:
    """Talks of which only the matter is told are the calls of the opening: each, or all that share a caller."""
    calls = [t.head.parties for t in others if t.head.trigger.event_type == "call" and t.head.match.sentence <= _OPENING]
    called = [*calls, frozenset().union(*calls)] if len(calls) > 1 and frozenset.intersection(*calls) else calls
    return only_discussed(told) and any(told.head.parties <= parties for parties in called)


def said_by_deeds(told: Told, others: Sequence[Told]) -> bool:
    """A statement is news only where no other event of the same parties is (coding guide, section 3)."""
    acts = [t for t in others if t.head.trigger.event_type != "statement" and not t.head.reality.background]
    if told.head.trigger.has("invitation") and told.head.match.sentence == 0:
        acts = [t for t in acts if any(d.match.sentence == 0 for d in t.drafts)]  # a headline that only invites
    return told.head.trigger.event_type == "statement" and any(_said_by_deed(told, t.head.parties) for t in acts)


def _of_one_story(speaking: frozenset[str], acting: frozenset[str]) -> bool:
    return speaking <= acting or acting <= speaking


def _without_what_was_agreed(told: Told, others: Sequence[Told]) -> Told:
    """Talks told elsewhere are not told where a sentence says what was agreed: «اتفقتا على فتح خط مباشر»."""
    acts = [t for t in others if t is not told and t.head.trigger.event_type in _TO_COME and t.head.parties == told.head.parties]
    told_there = {d.match.sentence for t in acts for d in t.drafts}
    kept = tuple(d for d in told.drafts if not (d.trigger.has("settled") and d.match.sentence in told_there))
    return Told(kept) if kept and len(kept) < len(told.drafts) else told


def what_was_agreed(told: Told, others: Sequence[Told]) -> bool:
    """ "Agreed to set up a committee" is the committee, neither talks nor an accord beside it; a contract for arms is their sale."""
    settled, agreed, letter = (all(d.trigger.has(trait) for d in told.drafts) for trait in ("settled", "agreed", "letter"))
    sentences = {d.match.sentence for d in told.drafts}
    beside = [
        t for t in others if t is not told and t.head.parties == told.head.parties and sentences <= {d.match.sentence for d in t.drafts}
    ]
    if settled or agreed:
        return any(settled or t.head.trigger.event_type in _DONE for t in beside)
    if letter:
        return any(t.head.trigger.event_type in ("reduction", "judicial") for t in beside)  # "writes him a letter cancelling the summit"
    accord = told.head.trigger.event_type == "agreement"
    same = [t for t in others if t is not told and t.head.parties == told.head.parties]
    sales = (t for t in same if any(d.trigger.has("arms_deal") for d in t.drafts))
    deals = {d.match.sentence for t in sales for d in t.drafts}
    contract = all(d.trigger.has("contract") or d.trigger.has("agreed") or d.match.sentence in deals for d in told.drafts)
    # "Signed a deal to buy jets", then "the agreement signed on Monday": the sentence that tells it first says what for
    return accord and contract and (told.head.match.sentence in deals or _that_contract(told, others))


def _that_contract(accord: Told, others: Sequence[Told]) -> bool:
    """«أبرم العراق اتفاقية شراء مروحيات», then «وقع الاتفاق في بغداد»: the contract for arms told right before."""
    first = min(d.match.sentence for d in accord.drafts)
    deals = (d for t in others if t.head.parties == accord.head.parties for d in t.drafts if d.trigger.has("signing_dated"))
    return accord.head.part == "body" and any(first - d.match.sentence == 1 for d in deals)


def donated(told: Told, others: Sequence[Told]) -> bool:
    """Equipment given for nothing, or money to buy it, is aid and no sale beside it."""
    if told.head.trigger.event_type != "arms_transfer":
        return False
    given = [t for t in others if t.head.trigger.event_type == "aid" and t.head.parties == told.head.parties]
    if told.head.trigger.has("whole_headlines"):
        near = [d.match for t in given for d in t.drafts]
        # A headline does not say that what is handed over is a gift.
        gifts = [d.match.sentence for t in given for d in t.drafts if d.trigger.has("gift")]
        if 0 in gifts and not any(d.match.sentence == 0 or d.trigger.has("signing_dated") for d in told.drafts):
            return True  # «تقدم مساعدات عسكرية للبنان», then «سلمت الجيش 50 عربة مدرعة»
        lead = 1 in gifts
        return all(
            (lead and d.match.sentence == 0)
            or any(m.sentence == d.match.sentence and abs(m.start - d.match.start) < _SAME_GIFT for m in near)
            for d in told.drafts
        )
    # A headline does not say whether what is handed over was paid for: the sentence after it does.
    headline = {0} if told.head.trigger.has("price_in_lead") else set()
    sentences = {d.match.sentence for d in told.drafts}
    # «Washington offre deux avions au Cameroun», then «a reçu deux avions»: the headline says that they are a gift
    received = headline and sentences == {1} and told.head.trigger.scheme == "receiver"
    if received and any(d.match.sentence == 0 for t in given for d in t.drafts):
        return True
    return any(sentences <= {d.match.sentence for d in t.drafts} | (headline if t.head.match.sentence == 1 else set()) for t in given)


def bargaining(told: Told, others: Sequence[Told]) -> bool:
    """«تجري مصر مفاوضات مع فرنسا للحصول على مقاتلات»: states that bargain over a purchase have planned it (coding guide, ruling 3)."""
    if told.head.trigger.event_type != "meeting":
        return False
    sentences = {d.match.sentence for d in told.drafts}
    wanted = [t for t in others if t.head.trigger.event_type == "arms_transfer" and t.head.reality.status == "planned"]
    if told.head.trigger.has("bargains"):  # «ведет с Сеулом переговоры о покупке гаубиц»
        goods = [d.match for t in wanted if t.head.parties == told.head.parties for d in t.drafts]
        return any(0 < m.start - told.head.match.end < _SAME_BARGAIN for m in goods)
    if any(g.acts or not d.trigger.has("whole_headlines") for d in told.drafts for g in d.sides.groups):
        return False
    return any(t.head.parties == told.head.parties and sentences <= {d.match.sentence for d in t.drafts} for t in wanted)


def come_for_drills(told: Told, others: Sequence[Told]) -> bool:
    """Troops that arrive to take part in an exercise are part of it, no presence beside it."""
    if told.head.trigger.event_type != "presence":
        return False
    sentences = {d.match.sentence for d in told.drafts}
    drills = [t for t in others if t.head.trigger.event_type == "exercise" and t.head.parties == told.head.parties]
    return any(d.trigger.has("come_to_join") and d.match.sentence in sentences for t in drills for d in t.drafts)


def ships_in_port(told: Told, others: Sequence[Told]) -> bool:
    """«ترسو الفرقاطة في ميناء الجزائر في زيارة تستغرق أياما»: ships in port are no visitors; an official who comes is one.

    «fait escale à Cotonou», then «cette visite entre dans le cadre de»: nor where the story goes on to tell of it.
    """
    if told.head.trigger.event_type != "visit":
        return False
    if any(m.kind in ("person", "office") for d in told.drafts for g in d.sides.groups for m in g.mentions):
        return False
    sentences = {d.match.sentence for d in told.drafts}
    calls = (t for t in others if t.head.trigger.has("port_call") and t.head.parties == told.head.parties)
    further_on = all(d.part == "body" for d in told.drafts)
    return any(sentences & {d.match.sentence for d in t.drafts} or (further_on and t.head.part != "body") for t in calls)


# What a body is set up or an accord made for: information to be shared, suspects to be handed over.
_SHARED = frozenset(("intelligence", "judicial"))


def agreed_to_share(told: Told, others: Sequence[Told]) -> bool:
    """«فتح مركز مشترك لتبادل المعلومات»: what a body or an accord is for is no sharing of information beside it."""
    if told.head.trigger.event_type not in _SHARED or any(d.trigger.form == "verb" for d in told.drafts):
        return False
    made = [
        d.match
        for t in others
        if t.head.trigger.event_type in ("mechanism", "agreement")
        for d in t.drafts
        if d.parties & told.head.parties
    ]
    return all(any(m.sentence == d.match.sentence and m.start < d.match.start for m in made) for d in told.drafts)


def drilled(told: Told, others: Sequence[Told]) -> bool:
    """«a lancé, conjointement avec l'armée marocaine, des manœuvres»: what is done alongside is the exercise itself."""
    if not all(d.trigger.has("alongside") for d in told.drafts):
        return False
    sentences = {d.match.sentence for d in told.drafts}
    drills = (t for t in others if t.head.trigger.event_type == "exercise")
    return any(told.head.parties & t.head.parties and sentences <= {d.match.sentence for d in t.drafts} for t in drills)


def played(told: Told, others: Sequence[Told]) -> bool:
    """«В рамках учения провели операцию по освобождению объекта»: what is played at an exercise is no operation beside it."""
    if told.head.trigger.event_type != "operation":
        return False
    sentences = {d.match.sentence for d in told.drafts}
    drills = [t for t in others if t.head.trigger.event_type == "exercise" and t.head.parties == told.head.parties]
    return any(sentences <= {d.match.sentence for d in t.drafts} for t in drills)


def freed_with_others(told: Told, others: Sequence[Told]) -> bool:
    """ "French commandos freed hostages in", then "with U.S. support": whose ground it is has no part beside those who joined."""
    if not all(d.trigger.has("on_their_ground") for d in told.drafts):
        return False
    joint = (
        t
        for t in others
        if t.head.trigger.event_type == "operation" and not t.head.reality.background and not t.head.trigger.has("on_their_ground")
    )
    return any({*told.head.sides.source} <= t.head.parties for t in joint)


def what_for(told: Told, others: Sequence[Told]) -> bool:
    """«يزور تونس الأسبوع المقبل لبحث أمن الحدود»: the purpose of a visit to come is no meeting announced beside it."""
    purposes = [d for d in told.drafts if d.trigger.has("discussed") and d.purpose]
    visits = [t for t in others if t.head.trigger.event_type == "visit" and told.head.parties <= t.head.parties]
    if len(purposes) != len(told.drafts) or not visits:
        return False
    coming = {d.match.sentence for t in visits for d in t.drafts if d.trigger.form == "verb" and d.reality.status == "planned"}
    return told.head.reality.status == "planned" or all(d.match.sentence in coming for d in told.drafts)


# In this order: each sees what those before it left.
SAID_ALREADY = (
    talked_by_telephone, agreed_on, donated, called_off, come_for_drills, drilled, with_another, bargaining, played, ships_in_port,
    agreed_to_share, agreed_by_telephone, what_was_agreed, what_for, part_of_conference, of_its_host,
    ready_for, hosts_apart, to_a_summit, spoken_there,
    freed_with_others, to_a_venue, said_by_deeds,
)  # fmt: skip
