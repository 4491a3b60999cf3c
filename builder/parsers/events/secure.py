"""How much of security a sentence tells, in its own words and around it: scene and sentence → weight."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.parties import counted
from builder.parsers.scene.slots import Group

_OFFICIAL, _WHOLE, _ENOUGH, _NEXT_TO = 0.3, 0.5, 4, 0.2
# «استقبل قائد الجيش السفير»: whom a commander or a chief of intelligence meets, he meets for the sake of security; a minister may not.
_COMMANDER, _COMMANDS = 0.2, ("MIL", "INT")
_SECURITY_ROLES = ("DEF", "MIL", "INT", "NSC", "MOI", "POL", "BOR")


def security(scene: Scene, number: int) -> float:
    """How much security content stands in and around a sentence."""
    near = scene.security[number] + 0.5 * sum(scene.security[n] for n in _neighbours(scene, number))
    officials = _OFFICIAL * _officials(scene, number) + _COMMANDER * _commanders(scene, number)
    # What a headline or lead announces is what the whole article goes on to tell.
    share = _WHOLE if scene.text.sentences[number].part != "body" else _WHOLE / 3
    if number in scene.others and not scene.security[number]:
        share = 0.0  # a sentence about tariffs is about tariffs
    return min(3.0, near + officials + share * min(_ENOUGH, sum(scene.security)))


def _neighbours(scene: Scene, number: int) -> list[int]:
    """The sentence before and the one after; a dateline does not part headline and lead ("MOSCOW, June 19.")."""
    sentences = scene.text.sentences
    told = [n for n in range(len(sentences)) if sentences[n].part != "body"]
    beside = {number - 1, number + 1, *(told if number in told else ())} - {number}
    return sorted(n for n in beside if 0 <= n < len(sentences))


_ABOUT_ITSELF = frozenset(("agreement", "aid"))


def of_other_matters(scene: Scene, event_type: str, number: int) -> bool:
    """«مشروع اتفاقية لخدمات النقل الجوي», «une aide pour les écoles»: an accord or aid is about what its own sentence says."""
    return event_type in _ABOUT_ITSELF and number in scene.others and not scene.security[number]


def beside(scene: Scene, number: int, event_type: str) -> float:
    """What makes the words around a trigger security matters though none of them is a word of security."""
    if not scene.frames.has("offices_tell"):
        return 0.0
    return (_WHOLE if event_type in _TALKS and _matter_told(scene, number) else 0.0) + _next_to(scene, number)


def _next_to(scene: Scene, number: int) -> float:
    """A defence minister's journey, told in headline and lead: officials of security on both sides of a sentence that has one."""
    if not _officials(scene, number):
        return 0.0
    return _NEXT_TO * sum(
        any(m.kind != "institution" and m.role in _SECURITY_ROLES for m in scene.within(n)) for n in _neighbours(scene, number)
    )


def _commanders(scene: Scene, number: int) -> int:
    return sum(m.role in _COMMANDS and m.kind in ("person", "office") for m in scene.within(number))


def _officials(scene: Scene, number: int) -> int:
    """Those of its offices, and organisations that deal with nothing else: «le secrétaire général de l'OTAN»."""
    of_security = scene.bodies.security
    return sum(m.role in _SECURITY_ROLES or m.code in of_security or m.party in of_security for m in scene.within(number))


_TALKS = frozenset(("meeting", "visit", "call", "conference"))
_MATTERS = frozenset(("arms_transfer", "exercise", "intelligence", "operation", "presence", "training"))


def _matter_told(scene: Scene, number: int) -> bool:
    """«la livraison de quatre hélicoptères a occupé l'audience»: words that are security by themselves."""
    triggers = scene.frames.triggers
    inherent = (triggers[m.pattern] for m in scene.triggers if m.sentence == number and triggers[m.pattern].inherent)
    return any(trigger.event_type in _MATTERS for trigger in inherent)


_FORCES = ("MIL", "POL", "BOR")
# "Deputy prime minister and " stands this far before the office of defence.
_BESIDE = 26
# Types that are security where these take part: "handed over vehicles to the Tunisian border police".
_BY_THEIR_PART = {
    **dict.fromkeys(("exercise", "presence"), ("MIL",)),
    **dict.fromkeys(("aid", "training", "reduction"), _FORCES),
    "intelligence": ("INT",),
    **dict.fromkeys(("visit", "meeting", "call", "conference", "statement"), ("DEF", "INT", "NSC", *_FORCES)),
}


def told_by_forces(scene: Scene, trigger: Trigger, match: Match) -> bool:
    """Whether the forces or services that take part, or an exercise known by its name, make the event one of security."""
    if trigger.event_type == "exercise" and any(m.kind == "exercise" for m in scene.within(match.sentence)):
        return True
    roles = _BY_THEIR_PART.get(trigger.event_type, ())
    talks = (m for m in scene.triggers if scene.frames.triggers[m.pattern].event_type in _TALKS)
    if trigger.has("occasion_off") or (trigger.event_type == "reduction" and any(match.start < m.start < match.end for m in talks)):
        roles = _BY_THEIR_PART["visit"]  # "the defence minister cancelled his trip"
    return any(m.role in roles and not _higher_too(scene, m) for m in _who_act(scene, trigger, match))


def _higher_too(scene: Scene, mention: Mention) -> bool:
    """Whether a minister of defence bears a higher office too, anywhere in the article: «ولي العهد وزير الدفاع»."""
    if mention.role != "DEF":
        return False
    folded, higher = scene.text.folded, scene.frames.syntax.higher_office
    same = [m for m in scene.mentions if m.code == mention.code and m.role == "DEF"] if mention.code else [mention]
    return any(higher.search(folded, max(0, m.start - _BESIDE), m.end) for m in same)


def _who_act(scene: Scene, trigger: Trigger, match: Match) -> Sequence[Mention]:
    """Who is named in the sentence; beside talks those who may hold them, not those who tell of them ("…, the police said")."""
    if trigger.event_type not in _TALKS and not trigger.has("occasion_off"):
        return scene.within(match.sentence)
    if trigger.has("discussed"):
        return ()  # "a delegation of the army visits Brunei to discuss training": what is discussed tells its matter
    groups = [*counted(scene.groups[match.sentence]), *_whose_talks(scene, match)]
    return [m for g in groups for m in g.mentions]


def _whose_talks(scene: Scene, match: Match) -> list[Group]:
    """«قال وزير الدفاع بعد لقائه الملك»: who says so is who met him."""
    if scene.frames.syntax.possessive.search(scene.text.folded, match.start, match.end) is None:
        return []
    return [g for g in scene.groups[match.sentence] if g.marker == "attribution" and g.end <= match.start]
