"""What makes no event: words that deny, wish for, demand or only talk of what a trigger names; words around it → bool."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.heads import Hangs
from builder.parsers.grammar.syntax import NEVER
from builder.parsers.reality.around import ACTS, ASKED, BEFORE, BESIDE, SUBJECT, TO_VERB, governed, governed_by, predicated, said_there
from builder.parsers.reality.governors import OCCASIONS, Governor, told_by_noun
from builder.parsers.reality.infinitives import opens_with_subject
from builder.parsers.scene.cues import Cue, listed, of_list, worded
from builder.parsers.scene.spot import Spot
from builder.text.clitics import CONJUNCTIONS, TO

_GOVERNED, _USUAL, _NEXT = 140, 80, 2
_DETERMINER = re.compile(r" (?:the|an?|its|his|her|their|all)(?: \w+)? $")
_PAUSE = re.compile(r'[,;:"]')
# What talks may be about: "discussed the joint operations" tells of none.
_DEEDS = frozenset(
    ("operation", "exercise", "arms_transfer", "aid", "training", "intelligence", "mechanism", "presence", "statement", "reduction")
)
_DELIVERED = frozenset(("arms_transfer", "aid"))
# Words that may end a pause.
_ENDINGS = ("lifted", "lapsed", "stopped")


class Around(NamedTuple):
    """A trigger with what stands before it in its clause, and the word that it hangs on."""

    at: Spot
    before: str
    governor: Governor | None

    @property
    def hangs(self) -> Hangs | None:
        """What its governor makes of it."""
        return self.governor.hangs if self.governor is not None else None

    @property
    def asked(self) -> bool:
        """Whether a request or a refusal to hand over may be the event itself (coding guide, ruling 21)."""
        return self.at.event_type in ASKED and not self.at.trigger.has("refusable") and _asked_or_refused(self.at.frames, self.before)


def unreal(at: Spot, before: str, governor: Governor | None) -> Cue | None:
    """The words that deny, wish for, demand or urge what the trigger names, by the first rule that finds any."""
    around = Around(at, before, governor)
    return next((cue for rule in _RULES if (cue := rule(around)) is not None), None)


def _invited(around: Around) -> Cue | None:
    """«دعا نظيره لزيارة موسكو»: an invitation (ruling 19); «وجه دعوة إلى نظيره لزيارة كييف لبحث التعاون»: what a guest is to talk about."""
    at = around.at
    if at.event_type not in ("visit", "meeting") or at.folded[at.match.start] != TO:
        return None
    asked = at.frames.reality["invited"].search(at.folded, at.sentence.start, at.match.start)
    journey = asked is not None and at.frames.syntax.invited_on_journey.search(at.folded, asked.end(), at.match.start) is not None
    return of_list(at.frames, "invited", asked) if at.event_type == "visit" or journey else None


def _asked_to(around: Around) -> Cue | None:
    """An infinitive that says what somebody is invited to, and nothing that he accepted."""
    at, reality = around.at, around.at.frames.reality
    folded, start = at.folded, at.sentence.start
    to = TO_VERB.search(folded, start, at.match.start) if at.frames.has("to_is_ahead") else None
    asked = next(reality["invited"].finditer(folded, max(start, at.match.start - SUBJECT), to.start()), None) if to is not None else None
    if asked is None or reality["planned"].search(folded, max(start, asked.start() - BEFORE), asked.end()) is not None:
        return None
    return of_list(at.frames, "invited", asked)


def _habitual(around: Around) -> Cue | None:
    at = around.at
    if at.sentence.part != "body":
        return None
    found = at.frames.syntax.habit.search(at.folded, max(at.sentence.start, at.match.start - _USUAL), at.match.end + BESIDE)
    return worded(at.frames, "habit", found)


def _met_with(around: Around) -> Cue | None:
    """ "Was met with criticism"."""
    at = around.at
    passive = at.frames.syntax.met_passively.search(at.folded, max(at.sentence.start, at.match.start - BESIDE), at.match.end)
    return worded(at.frames, "met_passively", passive) if passive is not None and passive.end() > at.match.start else None


def _denied(around: Around) -> Cue | None:
    """What is denied or wished for; what is so at an occasion leaves it real, and so does a tip that foiled something."""
    at, before = around.at, around.before
    told = listed(at.frames, "denied", before) or listed(at.frames, "wished", before) or _elided_denial(at)
    if told is None or at.trigger.has("tip") or around.asked:
        return None  # «أحبطت هجوما بفضل معلومات من المخابرات»
    return None if at.event_type in OCCASIONS and said_there(at, before) else told


def _hung(around: Around) -> Cue | None:
    void = around.hangs == "none" or (around.hangs == "refused" and not around.asked)
    return around.governor.cue if void and around.governor is not None else None


def _none_given(around: Around) -> Cue | None:
    """ "Would send no troops"."""
    at = around.at
    found = at.frames.syntax.none_of.search(at.folded, at.match.start, at.match.end) if at.event_type in ACTS else None
    return worded(at.frames, "none_of", found)


def _lacking(around: Around) -> Cue | None:
    """«faute d'accord», «en cas d'envoi»"""
    near = (f for f in around.at.frames.reality["lacking"].finditer(around.before) if f.end() >= len(around.before) - BESIDE // 2)
    return of_list(around.at.frames, "lacking", next(near, None))


def _undone_by(around: Around) -> Cue | None:
    """ "Lifting the embargo", "stopped the training"; "strikes that target shipments of weapons": they reach nobody."""
    at, before = around.at, around.before
    lifted = _last(at.frames, "lifted", before) if at.event_type == "reduction" else None
    ends = at.event_type not in _APART and told_by_noun(at)
    stopped = _last(at.frames, "stopped", _DETERMINER.sub(" ", before)) if ends else None
    struck = listed(at.frames, "struck", before) if at.event_type in _DELIVERED else None
    return lifted or stopped or struck or (None if around.asked else predicated("undone", at))


def _pause_over(around: Around) -> Cue | None:
    """ "Ended its freeze on arms sales": what was paused goes on again, which no word of the reduction itself tells."""
    at = around.at
    start, end = at.match.start, at.match.end
    paused = at.frames.reality["paused"].search(at.folded, start, end) if at.event_type == "reduction" else None
    if paused is None or paused[0].startswith(CONJUNCTIONS):
        return None
    words = (found for kind in _ENDINGS for found in at.frames.reality[kind].finditer(at.folded, start, paused.start()))
    over = (found for found in words if at.frames.syntax.ends_deed.fullmatch(at.folded, found.end(), paused.start()))
    return of_list(at.frames, "paused", paused) if next(over, None) is not None else None


def _conjectured(around: Around) -> Cue | None:
    return _ought(around.at) or predicated("conjectured", around.at) if around.at.event_type in ACTS else None


def _urged(around: Around) -> Cue | None:
    """ "Urged the president to stop quarrelling and to resume talks"."""
    if around.asked or around.at.event_type == "statement":
        return None
    return governed(around.at, "urged") or governed_by(around.at, "urged")


_NOT = re.compile(r" (?:pas|aucune?|jamais|guere|point|nul) ")


def _elided_denial(at: Spot) -> Cue | None:
    """«n'enverra pas de soldats»: the verb's own denial stands before and behind it; "no more" tells that something ends."""
    elided = at.frames.has("elision") and at.folded.endswith("n'", 0, at.match.start)
    return of_list(at.frames, "denied", _NOT.search(at.folded, at.match.start, at.match.end + _NEXT)) if elided else None


def _asked_or_refused(frames: Frames, before: str) -> bool:
    """A request or a refusal to hand over is an event of its own, in Arabic told from "did not" and "may" by its words (ruling 21)."""
    words = frames.reality["refusing"]
    return words is NEVER or words.search(before) is not None


# What is reached or held, or is not.
_APART = frozenset(("reduction", "judicial", "statement"))  # their own words may be of refusing
_REACHED = frozenset(("agreement", "mechanism", "meeting", "conference"))


def _denied_within(around: Around) -> Cue | None:
    """ "Concluded a visit without an agreement", "reached no accord": what the words between a trigger's first and last deny."""
    at, frames, start, end = around.at, around.at.frames, around.at.match.start, around.at.match.end
    subject = frames.has("elision") and opens_with_subject(at)  # «armée belge n'a pas formé»
    if at.trigger.form == "noun" and not subject:
        return None
    auxiliary = frames.syntax.auxiliary_denies.search(at.folded, start, end) if at.event_type not in _APART else None
    if auxiliary is not None:
        return worded(frames, "auxiliary_denies", auxiliary)
    first = at.folded.find(" ", start, end) if at.event_type in _REACHED or subject else -1
    within = frames.reality["denied"].search(at.folded, first, at.folded.rfind(" ", first, end) + 1) if first >= 0 else None
    return of_list(frames, "denied", within)


def _only_discussed(around: Around) -> Cue | None:
    """Words by which a deed is only a matter of talks: «بحث دعم الجيش», "discussed the war and the sale of tanks"."""
    at, before, words = around.at, around.before, around.at.frames.only_discussed
    if at.event_type not in _DEEDS and not at.trigger.has("talked_of"):
        return None
    beside = next((found for found in words.before.finditer(before) if found.end() >= len(before.rstrip())), None)
    if beside is not None and around.hangs is None and not _agreed_on(before[: beside.start()], words.agreed):
        return _discussed(at, beside)
    # "talked about training Iraqi soldiers"
    noun = at.trigger.form == "noun" or at.frames.syntax.participle.fullmatch(at.words.partition(" ")[0]) is not None
    if not noun:
        return None
    told = words.govern.finditer(at.folded, max(at.sentence.start, at.match.start - _GOVERNED), at.match.start)
    clear = (found for found in told if _one_clause(_past_occasion(at.folded[found.end() : at.match.start], at.frames), words.ends))
    return _discussed(at, next(clear, None))


def _discussed(at: Spot, found: re.Match[str] | None) -> Cue | None:
    return Cue(f"{at.frames.language}.only_discussed", found[0]) if found is not None else None


_OCCASION = re.compile(r"(?:\s+\w+){1,2}?(?=\s)")


def _past_occasion(between: str, frames: Frames) -> str:
    """«بحثا خلال اللقاء التعاون», «ont évoqué lors de l'entretien la vente»: when they talked stands between the verb and its matter."""
    opens = frames.reality["occasion"].match(between, len(between) - len(between.lstrip()))
    noun = _OCCASION.match(between, opens.end()) if opens is not None else None
    return between[noun.end() :] if noun is not None else between


def _agreed_on(before: str, agreed: re.Pattern[str]) -> bool:
    """«الاتفاق المبدئي حول تشكيل فريق»: what is agreed on is more than talk."""
    return any(len(before[found.end() :].split()) <= 1 for found in agreed.finditer(before))


def _one_clause(between: str, ends: re.Pattern[str]) -> bool:
    return _PAUSE.search(between) is None and ends.search(between) is None


def _ought(at: Spot) -> Cue | None:
    """ "This should include sanctions and the provision of weapons": what ought to be done, told anywhere before in its clause."""
    breaks = [found.start() for found in at.frames.clauses.finditer(at.folded, at.sentence.start, at.match.start)]
    left = breaks[-1] if breaks else at.sentence.start
    return of_list(at.frames, "ought", at.frames.reality["ought"].search(at.folded, left, at.match.start))


def _last(frames: Frames, kind: str, before: str) -> Cue | None:
    """Words of such a list that stand last."""
    last = (found for found in frames.reality[kind].finditer(before) if found.end() >= len(before.rstrip()))
    return of_list(frames, kind, next(last, None))


_RULES: tuple[Callable[[Around], Cue | None], ...] = (
    _invited, _asked_to, _habitual, _met_with, _denied, _hung, _only_discussed, _denied_within, _none_given, _lacking, _undone_by,
    _pause_over, _conjectured, _urged,
)  # fmt: skip
