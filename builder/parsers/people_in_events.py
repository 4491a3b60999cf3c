"""Participants of an event: mentions of its sentences → the persons and institutions that take part, one entry each."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Mention, Participant
from builder.parsers.merging import Told
from builder.parsers.scene import Scene

_ATTENDED = frozenset(("meeting", "visit", "conference", "agreement"))


def participants(scene: Scene, told: Told, source: Sequence[str], target: Sequence[str]) -> tuple[Participant, ...]:
    """Those of the event's parties whom its sentences and the next one name, and all whom a list of the present names."""
    total = len(scene.text.sentences)
    near = {n for d in told.drafts for n in (d.match.sentence, d.match.sentence + 1) if n < total}
    present = _attendance(scene, told) if told.head.trigger.event_type in _ATTENDED else set()
    acting = {(m.start, m.end) for d in told.drafts for g in d.sides.groups for m in g.mentions}
    found: dict[str, Participant] = {}
    for number in sorted(near | present):
        for mention in scene.within(number):
            # An institution takes part where the words make it a side; to be named nearby is not enough (ruling 20).
            if mention.kind == "institution" and (mention.start, mention.end) not in acting:
                continue
            party = mention.party or (_listed_side(scene, told, number, mention, source) if number in present else None)
            made = _participant(scene, source, target, mention, party)
            if made is not None:
                _keep(found, made)
    return tuple(found.values())


def _attendance(scene: Scene, told: Told) -> set[int]:
    """Sentences after the event's first that list who was there."""
    first = min(d.match.sentence for d in told.drafts)
    matches = scene.frames.attendance.find(scene.text.folded, scene.text.sentences)
    return {match.sentence for match in matches if match.sentence >= first}


def _listed_side(scene: Scene, told: Told, number: int, mention: Mention, source: Sequence[str]) -> str | None:
    """The side of a listed person whose office names no country: that of the list («من الجانب الأمريكي»), else the host's."""
    before = [g for g in scene.groups[number] if g.end <= mention.start and g.adjective]
    if before:
        return before[-1].parties[0]
    return told.head.location if told.head.location is not None else next(iter(source), None)


def _participant(scene: Scene, source: Sequence[str], target: Sequence[str], mention: Mention, party: str | None) -> Participant | None:
    if mention.kind not in ("person", "institution") or party is None or mention.former:
        return None
    if party in source:
        side = "source"
    elif party in target:
        side = "target"
    else:
        return None
    words = _full_name(scene, mention)
    return Participant(side, mention, words, words, party, _role(mention))


def _role(mention: Mention) -> str:
    """A seat of government as such is government, not its head."""
    if mention.kind == "institution" and mention.role in ("HOS", "HOG"):
        return "GOV"
    return mention.role or "OTH"


def _full_name(scene: Scene, mention: Mention) -> str:
    """The person's fullest name in the article, as written: later sentences give the surname alone."""
    same = [mention]
    if mention.kind == "person":
        last = scene.text.folded[mention.name_start : mention.name_end].split()[-1:]
        same += [m for m in scene.mentions if m.kind == "person" and m.party == mention.party and _same(scene, m, mention.code, last)]
    spans = [(m.name_start, m.name_end) if m.name_start >= 0 else (m.start, m.end) for m in same]
    # Most words first; of as many the shortest, which in Russian is the nominative.
    start, end = min(spans, key=lambda span: (-len(scene.text.folded[span[0] : span[1]].split()), span[1] - span[0], span[0]))
    return scene.text.words(start, end)


def _same(scene: Scene, other: Mention, code: str, last: list[str]) -> bool:
    if code or other.code:
        return other.code == code
    return scene.text.folded[other.name_start : other.name_end].split()[-1:] == last


def _keep(found: dict[str, Participant], made: Participant) -> None:
    """One entry a person: the id where known, else the fullest name; the fuller name wins."""
    key = made.mention.code or _same_person(found, made) or made.name
    known = found.get(key)
    if known is None or len(made.name.split()) > len(known.name.split()):
        found[key] = made


def _same_person(found: dict[str, Participant], made: Participant) -> str | None:
    last = made.name.split()[-1]
    for key, known in found.items():
        if known.country == made.country and last in known.name.split():
            return key
    return None
