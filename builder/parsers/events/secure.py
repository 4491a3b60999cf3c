"""How much of security a sentence tells, in its own words and around it: scene and sentence → weight."""

from __future__ import annotations

from builder.parsers.scene.laid_out import Scene

_OFFICIAL, _WHOLE, _ENOUGH, _NEXT_TO = 0.3, 0.5, 4, 0.2
# «استقبل قائد الجيش السفير»: whom a commander or a chief of intelligence meets, he meets for the sake of security; a minister may not.
_COMMANDER, _COMMANDS = 0.2, ("MIL", "INT")
_SECURITY_ROLES = ("DEF", "MIL", "INT", "NSC", "MOI", "POL", "BOR")


def security(scene: Scene, number: int) -> float:
    """How much security content stands in and around a sentence."""
    near = scene.security[number] + 0.5 * sum(scene.security[max(0, number - 1) : number] + scene.security[number + 1 : number + 2])
    officials = _OFFICIAL * _officials(scene, number) + _COMMANDER * _commanders(scene, number)
    # What a headline or lead announces is what the whole article goes on to tell.
    share = _WHOLE if scene.text.sentences[number].part != "body" else _WHOLE / 3
    if number in scene.others and not scene.security[number]:
        share = 0.0  # a sentence about tariffs is about tariffs
    return min(3.0, near + officials + share * min(_ENOUGH, sum(scene.security)))


def of_other_matters(scene: Scene, event_type: str, number: int) -> bool:
    """«مشروع اتفاقية لخدمات النقل الجوي»: an accord is about what its own sentence says."""
    return event_type == "agreement" and number in scene.others and not scene.security[number]


def beside(scene: Scene, number: int, event_type: str) -> float:
    """What makes the words around a trigger security matters though none of them is a word of security."""
    if not scene.frames.has("offices_tell"):
        return 0.0
    return (
        (_WHOLE if event_type in _TALKS and _matter_told(scene, number) else 0.0)
        + _OFFICIAL * _several(scene, number)
        + _next_to(scene, number)
    )


def _next_to(scene: Scene, number: int) -> float:
    """A defence minister's journey, told in headline and lead: officials of security on both sides of a sentence that has one."""
    if not _officials(scene, number):
        return 0.0
    if _of_two_states(scene, number):
        return _NEXT_TO
    return _NEXT_TO * sum(
        any(m.kind != "institution" and m.role in _SECURITY_ROLES for m in scene.within(n))
        for n in (number - 1, number + 1)
        if 0 <= n < len(scene.by_sentence)
    )


def _commanders(scene: Scene, number: int) -> int:
    return sum(m.role in _COMMANDS and m.kind in ("person", "office") for m in scene.within(number))


def _of_two_states(scene: Scene, number: int) -> bool:
    """«Министр обороны А встретился с командующим армией Б»: talks of those who are in charge of security on both sides."""
    theirs = [g.parties for g in scene.groups[number] if any(m.role in _SECURITY_ROLES for m in g.mentions)]
    return len({party for parties in theirs for party in parties}) > 1


def _officials(scene: Scene, number: int) -> int:
    """Those of its offices, and organisations that deal with nothing else: «le secrétaire général de l'OTAN»."""
    of_security = scene.bodies.security
    return sum(m.role in _SECURITY_ROLES or m.code in of_security or m.party in of_security for m in scene.within(number))


def _several(scene: Scene, number: int) -> int:
    """Officials of several states told in one breath are several: «les ministres de la Défense malien et nigérien»."""
    told = [m for m in scene.within(number) if m.role in _SECURITY_ROLES]
    return sum(len(g.parties) - 1 for g in scene.groups[number] if any(m in told for m in g.mentions))


_TALKS = frozenset(("meeting", "visit", "call", "conference"))
_MATTERS = frozenset(("arms_transfer", "exercise", "intelligence", "operation", "presence", "training"))


def _matter_told(scene: Scene, number: int) -> bool:
    """«la livraison de quatre hélicoptères a occupé l'audience»: words that are security by themselves."""
    triggers = scene.frames.triggers
    inherent = (triggers[m.pattern] for m in scene.triggers if m.sentence == number and triggers[m.pattern].inherent)
    return any(trigger.event_type in _MATTERS for trigger in inherent)
