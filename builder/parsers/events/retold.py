"""What other sentences tell of an event: its sides in full, "the call" told before, who else takes part → the draft with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.syntax import Syntax
from builder.parsers.scene.draft import Draft
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group
from builder.parsers.sides.named_exercises import only_looks_on
from builder.parsers.sides.told_sides import same_clause

_MET = ("meeting", "conference")
_TOLD_IN_FULL = 0.8
_MET_THERE, _TWO_SIDES, _NEAR_NOUN = 1.2, 2, 40
_PARTICIPANTS_WITHIN, _LISTED_WITHIN, _LIST = 5, 15, 3
_TOLD_EARLY = 3
_PARTICIPANTS_NEAR = 160
_MEMBERS_WITHIN, _TELEPHONED_WITHIN = 2, 2


def adopt(draft: Draft, drafts: Sequence[Draft], folded: str, syntax: Syntax) -> Draft:
    """A trigger whose sentence names one side only takes the sides of the same type told in full elsewhere."""
    if _points_back(folded, draft, syntax) and (before := _told_before(draft, drafts, folded, syntax)) is not None:
        return replace(draft, sides=before.sides)
    if not draft.completed:
        return draft
    if draft.trigger.event_type == "call" and (called := _called_before(draft, drafts)) is not None:
        return replace(draft, sides=replace(draft.sides, target=called), score=draft.score + _TOLD_IN_FULL)
    if draft.trigger.event_type == "visit" and (met := _met_there(draft, drafts, folded, syntax)) is not None:
        return replace(draft, sides=replace(draft.sides, target=met), score=draft.score + _MET_THERE)
    kinds = _MET if draft.told == ("",) and draft.trigger.event_type in _MET else (draft.trigger.event_type,)
    full = [d for d in drafts if not d.completed and d.trigger.event_type in kinds and set(draft.told) - {""} <= d.parties]
    full = [d for d in full if d.parties & draft.parties]  # who else met is told of other talks
    if not full:
        return draft
    best = max(full, key=lambda d: d.score)
    return replace(draft, sides=best.sides, score=draft.score + _TOLD_IN_FULL)


def _met_there(draft: Draft, drafts: Sequence[Draft], folded: str, syntax: Syntax) -> tuple[str, ...] | None:
    """«وتأتي زيارة الوزير», after «استقبل الرئيس الوزير»: who came was the guest of those whom the story tells him to have met there."""
    if draft.told != draft.sides.source or draft.reality.background or draft.part == "title":
        return None
    near = [g for g in draft.sides.groups if g.marker in ("", "to") and 0 <= g.start - draft.match.start <= _NEAR_NOUN]
    near = [g for g in near if "," not in folded[draft.match.end : g.start]]  # «حول زيارة فلان، أكد الوزير»: who speaks of it is not he
    whose = any({*g.parties} == {*draft.told} for g in near)
    if not whose and syntax.at_occasion.search(folded, max(0, draft.match.start - _BESIDE), draft.match.start) is None:
        return None
    news = [d for d in drafts if not (d.completed or d.reality.background)]
    if any(d.trigger.event_type == "visit" and {*draft.told} < d.parties for d in news):
        return None
    met = [
        d
        for d in news
        if d.trigger.event_type == "meeting" and len(d.parties) == _TWO_SIDES and d.parties > {*draft.told} and d.location not in draft.told
    ]
    hosts = {tuple(d.parties - {*draft.told}) for d in met}
    receptions = {d.sides.source for d in met if d.trigger.scheme == "host_guest" and d.sides.target == draft.told}
    hosts = receptions or (hosts if draft.sides.target in hosts else set())
    return next(iter(hosts)) if len(hosts) == 1 else None


def _called_before(draft: Draft, drafts: Sequence[Draft]) -> tuple[str, ...] | None:
    """«كما تلقى سموه اتصالا من»: further calls go to whom the first went, whose call alone is told in full."""
    if draft.told != draft.sides.source or draft.part != "body":
        return None
    calls = (d for d in drafts if d.trigger.event_type == "call" and not d.completed and d.match.sentence < draft.match.sentence)
    first = min(calls, key=lambda d: d.match.start, default=None)
    return first.sides.target if first is not None and not set(first.sides.target) & set(draft.told) else None


_ASKED_WITHIN, _ASKED_BESIDE = 6, 40


def by_initiative(scene: Scene, draft: Draft) -> Draft:
    """ "The call was made on the initiative of the American side": who asked for it is the caller, wherever he is named first."""
    if draft.trigger.event_type != "call" or len(draft.sides.source) != 1 or len(draft.sides.target) != 1:
        return draft
    folded, sides = scene.text.folded, draft.sides
    for number in range(draft.match.sentence, min(draft.match.sentence + _ASKED_WITHIN, len(scene.groups))):
        sentence = scene.text.sentences[number]
        for found in scene.frames.syntax.initiative.finditer(folded, sentence.start, sentence.end):
            asked = next((g for g in scene.groups[number] if 0 <= g.start - found.end() <= _ASKED_BESIDE), None)
            if asked is not None and asked.parties == sides.target:
                return replace(draft, sides=replace(sides, source=sides.target, target=sides.source))
    return draft


def by_telephone(scene: Scene, draft: Draft) -> Draft:
    """«se sont parlé mardi», then «L'entretien téléphonique a duré deux heures»: talks that the next sentences call a call."""
    if draft.trigger.event_type != "meeting" or not draft.trigger.has("may_be_call") or draft.completed:
        return draft
    for match in scene.triggers:
        trigger = scene.frames.triggers[match.pattern]
        if trigger.event_type != "call" or trigger.form != "noun" or not 0 < match.sentence - draft.match.sentence <= _TELEPHONED_WITHIN:
            continue
        if all(set(g.parties) <= draft.parties for g in scene.groups[match.sentence]):
            return replace(draft, trigger=replace(draft.trigger, event_type="call"), location=None, place=None)
    return draft


def awaited_again(scene: Scene, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """«القمة المقررة في 12 يونيو», then «نجاح القمة»: talks named again, not told as held, are still to come."""
    folded, syntax = scene.text.folded, scene.frames.syntax
    named = draft.trigger.event_type in _MET and draft.trigger.form == "noun" and draft.date is None and not draft.reality.background
    if not named or draft.reality.status == "planned" or syntax.the_talks.search(folded, draft.match.start, draft.match.end) is None:
        return draft
    left = max(scene.text.sentences[draft.match.sentence].start, draft.match.start - _BESIDE)
    if syntax.at_occasion.match(folded, draft.match.start) or syntax.away.search(folded, left, draft.match.start):
        return draft
    two = [d for d in drafts if d is not draft and d.trigger.event_type == draft.trigger.event_type and d.parties == draft.parties]
    told = [d for d in two if not (d.reality.background or d.completed or d.trigger.has("settled"))]
    held = any(d.reality.status != "planned" and (d.date is not None or d.trigger.form == "verb") for d in told)
    ahead = next((d for d in two if d.reality.status == "planned" and not d.trigger.has("discussed")), None)
    return draft if held or ahead is None else replace(draft, reality=ahead.reality, date=ahead.date)


_BESIDE = 16
_BACK = 4
_RETOLD = frozenset(("call", "exercise"))


def _points_back(folded: str, draft: Draft, syntax: Syntax) -> bool:
    match = draft.match
    known = draft.trigger.event_type in _RETOLD and draft.trigger.form == "noun" and draft.part == "body"
    if any(match.start <= group.start < match.end for group in draft.sides.groups):
        return False  # "the joint U.S.-Philippine exercises" name their own
    return (
        known
        and bool(syntax.told_before.search(folded, max(0, match.start - 6), match.start))
        and not syntax.told_here.match(folded, match.end)
    )


def _told_before(draft: Draft, drafts: Sequence[Draft], folded: str, syntax: Syntax) -> Draft | None:
    """The nearest event of the same type, told in full in the sentences before."""
    near = [
        d
        for d in drafts
        if d.trigger.event_type == draft.trigger.event_type
        and 0 < draft.match.sentence - d.match.sentence <= _BACK
        and not d.completed
        and not _points_back(folded, d, syntax)
    ]
    return max(near, key=lambda d: d.match.start, default=None)


def _with_members(scene: Scene, draft: Draft) -> Draft:
    """«В заседании участвуют секретари из Армении, Казахстана и Киргизии»: who of an organisation is there, where several are named."""
    for match in scene.frames.participation.find(scene.text.folded, scene.text.sentences):
        if not draft.match.sentence <= match.sentence <= draft.match.sentence + _MEMBERS_WITHIN:
            continue
        behind = [g for g in scene.groups[match.sentence] if g.start > match.start and g.marker in ("", "from", "by")]
        groups = [g for g in behind if len(g.parties) >= _LIST]
        if groups:
            beside = [g for g in behind if g.acts and match.end <= g.start < groups[0].start and g.marker == ""]
            listed = (p for g in (*beside, groups[0]) for p in g.parties)
            named = dict.fromkeys(p for p in (*draft.sides.target, *listed) if p not in draft.sides.source)
            return replace(draft, sides=replace(draft.sides, target=tuple(named)))
    return draft


def _near(match: Match, group: Group) -> bool:
    """ "Troops of A, B, C and D will take part": a long list before the words ends near them."""
    return min(abs(group.start - match.end), abs(match.start - group.end)) < _PARTICIPANTS_NEAR


def _with_guests(scene: Scene, draft: Draft) -> Draft:
    """«انطلق في مراكش مؤتمر دولي. ويشارك فيه مسؤولون من إسبانيا»: who comes to a conference of which the host alone is told."""
    for match in (*scene.frames.participation.find(scene.text.folded, scene.text.sentences),):
        if not draft.match.sentence <= match.sentence <= draft.match.sentence + _MEMBERS_WITHIN:
            continue
        groups = [g for g in scene.groups[match.sentence] if g.marker in ("", "from", "by", "partner")]
        groups = [g for g in groups if _near(match, g) and same_clause(scene, match, g.start)]
        named = tuple(dict.fromkeys(p for g in groups for p in g.parties if p not in draft.sides.source))
        if len(named) >= _GUESTS:
            return replace(draft, sides=replace(draft.sides, target=named, groups=(*draft.sides.groups, *groups)))
    return draft


_GUESTS = 2


_COMES, _COMES_WITHIN = 60, 6


def with_attendants(scene: Scene, drafts: Sequence[Draft]) -> list[Draft]:
    """«В нем принял участие замглавы МИД России»: who is told to come to an organisation's session is there."""
    full = list(drafts)
    sessions = [n for n, d in enumerate(full) if _session(scene, d)]
    for sentence in sorted({full[n].match.sentence + further for n in sessions for further in range(_COMES_WITHIN)}):
        if sentence >= len(scene.groups) or not (comes := _who_comes(scene, sentence)):
            continue
        before = [full[n] for n in sessions if 0 <= sentence - full[n].match.sentence < _COMES_WITHIN]
        held = max(before, key=lambda d: (not d.reality.background, d.match.start))
        for n in (n for n in sessions if full[n].reality == held.reality and full[n].parties & held.parties & scene.igos):
            sides = full[n].sides
            added = tuple(p for p in comes if p not in (*sides.source, *sides.target))
            full[n] = replace(full[n], sides=replace(sides, target=(*sides.target, *added)))
    return full


def _session(scene: Scene, draft: Draft) -> bool:
    alone = draft.trigger.event_type == "meeting" and not draft.sides.target
    return (alone or draft.trigger.event_type == "conference") and bool(draft.parties & scene.igos)


def _who_comes(scene: Scene, number: int) -> tuple[str, ...]:
    """The one state whose official, right before or behind the words, takes part in a session."""
    sentence, groups = scene.text.sentences[number], scene.groups[number]
    for found in scene.frames.syntax.takes_part.finditer(scene.text.folded, sentence.start, sentence.end):
        near = [g for g in groups if -_COMES <= g.start - found.end() <= _COMES // 2 and g.end - found.start() >= -_COMES]
        states = [g for g in near if (g.acts or g.marker == "from") and len(g.parties) == 1 and g.parties[0] not in scene.igos]
        if len({g.parties for g in states}) == 1 and all(g.marker in ("", "from", "attribution") for g in states):
            return states[0].parties
    return ()


def with_participants(scene: Scene, draft: Draft) -> Draft:
    """An exercise's further participants, or a session's members, named in sentences that speak of taking part."""
    alone = not draft.sides.target or (scene.has("cases") and len(draft.sides.target) == 1 and draft.sides.source[0] in scene.igos)
    if draft.trigger.scheme == "many" and len(draft.sides.source) == 1 and alone:
        return _with_members(scene, draft) if draft.sides.source[0] in scene.igos else _with_guests(scene, draft)
    early = draft.part != "body" or (draft.match.sentence <= _TOLD_EARLY and not draft.completed)
    if draft.trigger.scheme != "exercise" or not early:
        return draft
    known = [*draft.sides.source, *draft.sides.target]
    for match in scene.frames.participation.find(scene.text.folded, scene.text.sentences):
        after = match.sentence - draft.match.sentence
        if 0 < after <= _LISTED_WITHIN:
            # Who else takes part is listed late in the story; one name by itself there may join anything.
            least = 1 if after <= _PARTICIPANTS_WITHIN and draft.part != "body" else _LIST
            groups = [g for g in scene.groups[match.sentence] if g.marker in ("", "partner", "from", "between", "by")]
            groups = [g for g in groups if same_clause(scene, match, g.start)]  # «malgré les menaces de Pyongyang»
            groups = [g for g in groups if len(g.parties) >= least and not only_looks_on(scene, g)]
            known.extend(p for g in groups if _near(match, g) for p in g.parties if p not in known)
    target = tuple(p for p in known if p not in draft.sides.source)
    return replace(draft, sides=replace(draft.sides, target=target))
