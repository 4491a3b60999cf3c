"""Stage 5, first half: matches of triggers in an article → drafts of events, one a trigger, with what each value stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.model import DateRange, Evidence, Mention
from builder.parsers.arguments import side
from builder.parsers.clause import Sides
from builder.parsers.event_dates import own_date
from builder.parsers.frames import Trigger
from builder.parsers.patterns import Match
from builder.parsers.reality import Reality, read_reality
from builder.parsers.scene import Scene
from builder.parsers.slots import marker_before, nouns_beside

# Evidence of a party is sided when the event is made: an exercise's host may change its side.
PARTY = "party:"
_SHORT = 3
_PARTS = 4
_CITED = ("attribution", "against", "about")
_OFFICIAL = 0.3
_SECURE = 0.5
# Russian в and на, French à and en say both "in" and "to".
_LOCATIVE = {"ar": ("in",), "en": ("in",), "fr": ("in", "to"), "ru": ("in", "to")}
# Schemes whose second side the context cannot supply.
_TOLD_WHOLE = frozenset(("many", "host_guest", "sender"))
_ISO3 = 3
_WHOLE, _ENOUGH = 0.5, 4
_TOLD_IN_FULL = 0.8
_PARTICIPANTS_WITHIN = 5
_PARTICIPANTS_NEAR = 160


@dataclass(frozen=True, slots=True)
class Draft:
    """One trigger read as an event; ``score`` weighs how prominent and how sure it is."""

    trigger: Trigger
    match: Match
    sides: Sides
    reality: Reality
    date: DateRange | None
    location: str | None
    place: Mention | None
    score: float
    completed: bool
    told: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def parties(self) -> frozenset[str]:
        """All parties of both sides."""
        return frozenset((*self.sides.source, *self.sides.target))


def draft_events(scene: Scene) -> list[Draft]:
    """All triggers of the article that tell of something real between two parties about security."""
    found = [draft for match in _outermost(scene) if (draft := _draft(scene, match)) is not None]
    return [_with_participants(scene, _adopt(draft, found)) for draft in found]


def _adopt(draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """A trigger whose sentence names one side only takes the sides of the same type told in full elsewhere."""
    if not draft.completed:
        return draft
    full = [
        d for d in drafts if not d.completed and d.trigger.event_type == draft.trigger.event_type and set(draft.told) - {""} <= d.parties
    ]
    if not full:
        return draft
    best = max(full, key=lambda d: d.score)
    return replace(draft, sides=best.sides, score=draft.score + _TOLD_IN_FULL)


def _with_participants(scene: Scene, draft: Draft) -> Draft:
    """An exercise's further participants, named in sentences that speak of taking part."""
    if draft.trigger.scheme != "exercise" or scene.text.sentences[draft.match.sentence].part == "body":
        return draft
    known = [*draft.sides.source, *draft.sides.target]
    for match in scene.frames.participation.find(scene.text.folded, scene.text.sentences):
        if draft.match.sentence < match.sentence <= draft.match.sentence + _PARTICIPANTS_WITHIN:
            groups = [g for g in scene.groups[match.sentence] if g.marker in ("", "partner", "from", "between", "by")]
            known.extend(p for g in groups if abs(g.start - match.end) < _PARTICIPANTS_NEAR for p in g.parties if p not in known)
    target = tuple(p for p in known if p not in draft.sides.source)
    return replace(draft, sides=replace(draft.sides, target=target))


def _outermost(scene: Scene) -> list[Match]:
    """Matches that no longer match of another type covers; one a span and type."""
    kept: list[Match] = []
    for match in scene.triggers:
        kind = scene.frames.triggers[match.pattern].event_type
        cover = [k for k in kept if k.start <= match.start and match.end <= k.end]
        if any(_covers(scene.frames.triggers[k.pattern].event_type, kind, k, match) for k in cover):
            continue
        kept.append(match)
    return kept


def _covers(outer: str, inner: str, long: Match, short: Match) -> bool:
    return outer == inner or outer == "reduction" or (long.end - long.start) > (short.end - short.start)


def _draft(scene: Scene, match: Match) -> Draft | None:
    trigger = scene.frames.triggers[match.pattern]
    secure = _security(scene, match.sentence)
    if not trigger.inherent and secure < _SECURE:
        return None
    sides, told = _sides(scene, trigger, match)
    completed = bool(told)
    if not sides.source or not (sides.target or _alone(scene, trigger, sides)):
        return None
    sentence = scene.text.sentences[match.sentence]
    day = _told_day(scene, trigger, match)
    reality = read_reality(scene.text.folded, sentence, match, scene.frames, day, scene.published)
    if reality is None:
        return None
    if trigger.event_type == "judicial":
        sides = _court(scene, match, sides)
    location, place = _location(scene, trigger, match, sides, reality)
    score = _score(scene, trigger, match, completed, secure, len(sides.target) > 0)
    return Draft(trigger, match, sides, reality, day, location, place, score, completed, told, _evidence(trigger, match, sides, day, place))


def _told_day(scene: Scene, trigger: Trigger, match: Match) -> DateRange | None:
    """The day told of the event; a day to come beside "cancelled" is that of the thing called off (coding guide, ruling 4)."""
    day = own_date(scene.text, scene.dates, scene.text.sentences[match.sentence], match, trigger.event_type)
    if (
        trigger.event_type != "reduction"
        or trigger.id.endswith(".withdraw")
        or day is None
        or day.date_start is None
        or scene.published is None
    ):
        return day
    return None if day.date_start > scene.published else day


def _alone(scene: Scene, trigger: Trigger, sides: Sides) -> bool:
    """One organisation by itself: its summit, or a coalition's operation (coding guide, ruling 10)."""
    if trigger.event_type == "operation":
        return sides.source[0].startswith("COALITION")
    return trigger.event_type == "conference" or (
        trigger.event_type == "meeting" and len(sides.source) == 1 and sides.source[0] in scene.igos
    )


def _security(scene: Scene, number: int) -> float:
    """How much security content stands in and around a sentence."""
    near = scene.security[number] + 0.5 * sum(scene.security[max(0, number - 1) : number] + scene.security[number + 1 : number + 2])
    officials = sum(1 for m in scene.within(number) if m.role in ("DEF", "MIL", "INT", "NSC", "MOI", "POL", "BOR"))
    # What a headline or lead announces is what the whole article goes on to tell.
    share = _WHOLE if scene.text.sentences[number].part != "body" else _WHOLE / 3
    return min(3.0, near + _OFFICIAL * officials + share * min(_ENOUGH, sum(scene.security)))


def _sides(scene: Scene, trigger: Trigger, match: Match) -> tuple[Sides, tuple[str, ...]]:
    """Sides told by the sentence, else completed from the sentence before, the title or the article's main parties.

    The second value is empty where the sentence tells both sides, else what little it tells (("",) for nothing).
    """
    groups = scene.groups[match.sentence]
    sides = side(trigger, match, groups, scene.text.folded, scene.frames.language, scene.frames.asides)
    if sides.complete or trigger.scheme in _TOLD_WHOLE or (sides.source and _alone(scene, trigger, sides)):
        return sides, ()
    sentence = scene.text.sentences[match.sentence]
    if sentence.part == "title":
        # A headline leaves out what its other part or the lead says in full.
        opening = [n for n, s in enumerate(scene.text.sentences[:_PARTS]) if s.part != "body" and n != match.sentence]
        candidates = list(dict.fromkeys(p for n in opening for g in scene.groups[n] if g.marker not in _CITED for p in g.parties))
    else:
        candidates = [p for p, _ in sorted(scene.salience.items(), key=lambda item: -item[1])][:_SHORT]
    known = (*sides.source, *sides.target)
    other = next((p for p in candidates if p not in known), None)
    if other is None:
        return sides, ()
    if not known and sentence.part == "body":
        return sides, ()
    if not known:
        second = next((p for p in candidates if p != other), None)
        return (Sides((other,), (second,), ()), ("",)) if second else (sides, ())
    if sides.source:
        return replace(sides, target=(other,)), known
    return replace(sides, source=(other,)), known


# A headline with talks and what they came to is about the latter.
_SPECIFIC = frozenset(("reduction", "mechanism", "agreement", "exercise", "arms_transfer", "judicial", "call", "conference"))


def _court(scene: Scene, match: Match, sides: Sides) -> Sides:
    """A suspect's nationality is no party: the state where he is held or judged hands over (coding guide, ruling 21)."""
    place = _place(scene, match)
    country = None if place is None else (place.code if place.kind == "country" else place.party)
    if country is None or country in sides.target or country in sides.source or any(g.acts for g in sides.groups):
        return sides
    return replace(sides, source=(country,))


_HOSTED = frozenset(("visit", "meeting", "exercise", "presence", "training", "conference", "agreement", "operation", "judicial"))


def _location(scene: Scene, trigger: Trigger, match: Match, sides: Sides, reality: Reality) -> tuple[str | None, Mention | None]:
    """Country of the event and the place named for it."""
    received = trigger.place == "receiver" and reality.status != "planned"
    if trigger.event_type not in _HOSTED and not received:
        return None, None
    if trigger.event_type == "judicial":
        return _court_ground(scene, match, sides)
    place = _place(scene, match)
    country = None if place is None else (place.code if place.kind == "country" else place.party)
    country = None if country in scene.igos else country
    if sides.host is not None:
        if sides.host in scene.igos:
            return country, place if country else None
        return sides.host, place if country == sides.host else None
    if country is None and received:
        return _only_state(scene, sides.target), None
    return country, place if country else None


def _court_ground(scene: Scene, match: Match, sides: Sides) -> tuple[str | None, Mention | None]:
    """Suspects are held and judged on the ground of the state that hands over (coding guide, ruling 21)."""
    ground = _only_state(scene, sides.source)
    place = _place(scene, match)
    return ground, place if place is not None and ground in (place.code, place.party) else None


def _only_state(scene: Scene, parties: Sequence[str]) -> str | None:
    states = [party for party in parties if len(party) == _ISO3 and party not in scene.igos]
    return states[0] if len(states) == 1 else None


def place_near(scene: Scene, number: int, parties: Sequence[str]) -> tuple[str, Mention] | None:
    """A place in a sentence beside the event's own that lies in a country of its parties: the host's ground."""
    sentence = scene.text.sentences[number]
    place = _place_in(scene, number, sentence.start)
    if place is None or place.kind == "country" or place.party is None or place.party not in parties:
        return None
    return place.party, place


def _place(scene: Scene, match: Match) -> Mention | None:
    return _place_in(scene, match.sentence, match.end)


def _place_in(scene: Scene, number: int, near: int) -> Mention | None:
    sentence = scene.text.sentences[number]
    best: tuple[int, Mention] | None = None
    for mention in scene.within(number):
        if not _names_ground(scene, mention):
            continue
        if marker_before(scene.text.folded, sentence.start, mention.start, scene.frames) not in _LOCATIVE[scene.text.language]:
            continue
        distance = abs(mention.start - near)
        if best is None or distance < best[0]:
            best = (distance, mention)
    return best[1] if best else None


def _names_ground(scene: Scene, mention: Mention) -> bool:
    """Places and countries; «в Кремле»: a seat of government; "in the Syrian region": a nationality that qualifies a place."""
    if mention.form == "metonym":
        return True
    if mention.kind not in ("place", "country"):
        return False
    if mention.form != "adjective":
        return True
    return any(scene.frames.grounds.match(noun) for noun in nouns_beside(scene.text.folded, (mention,), scene.frames))


def _score(scene: Scene, trigger: Trigger, match: Match, completed: bool, secure: float, two_sided: bool) -> float:
    sentence = scene.text.sentences[match.sentence]
    score = {"title": 3.0, "lead": 2.0}.get(sentence.part, max(0.0, 1.2 - 0.1 * match.sentence))
    if trigger.event_type == "statement":
        score -= 1.0
    if trigger.event_type in _SPECIFIC:
        score += 0.3
    return (
        score
        + (-0.6 if completed and sentence.part == "body" else 0.0 if completed else 0.8)
        + (0.6 if trigger.inherent else 0.0)
        + 0.3 * secure
        + (0.4 if two_sided else 0.0)
    )


def _evidence(trigger: Trigger, match: Match, sides: Sides, day: DateRange | None, place: Mention | None) -> tuple[Evidence, ...]:
    found = [Evidence("event_type", match.start, match.end, trigger.id)]
    for group in sides.groups:
        if not group.mentions:
            found.extend(Evidence(f"{PARTY}{code}", group.start, group.end, "pair.pointing_back") for code in group.parties)
        for mention in group.mentions:
            code = mention.code if mention.kind in ("country", "igo") else mention.party
            found.append(Evidence(f"{PARTY}{code}", mention.start, mention.end, mention.rule))
    if day is not None:
        found.append(Evidence("date_start", day.start, day.end, day.rule))
    if place is not None:
        found.append(Evidence("location_country", place.start, place.end, place.rule))
    return tuple(found)
