"""Sides and ground of talks that words beside them tell: to whom an envoy is accredited, whom the sentence before names, whose house it is.

«بحث الوزير مع سفير فرنسا لدى تونس»; «جاء ذلك خلال لقاء جمعهما».
"""

from __future__ import annotations

import re

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

# What an envoy gives or teaches for his state at his post.
_GIVES = frozenset(("aid", "training", "arms_transfer", "intelligence"))
_POST = 14
# Schemes of people who come together.
_BETWEEN = frozenset(("mutual", "caller", "host_guest", "received"))
_ACCREDITED = 20
_COMMA = re.compile("[,;:]")
_TWO = 2
_CITED = ("against", "about")


def accredited(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """«بحث الوزير مع سفير فرنسا لدى تونس»: who is met by somebody not told of which state is accredited to it."""
    if trigger.scheme == "giver":
        return _at_post(scene, trigger, match, sides)
    known = (*sides.source, *sides.target)
    if sides.complete or len(known) != 1 or trigger.scheme not in _BETWEEN or trigger.event_type == "operation":
        return sides
    for state in (m for m in scene.within(match.sentence) if m.kind == "country" and m.code not in known):
        to = scene.frames.syntax.accredited.search(scene.text.folded, max(0, state.start - _ACCREDITED), state.start)
        if to is not None:
            group = Group((state.code,), (state,), state.start, state.end, "about", match.sentence)
            host = state.code if trigger.scheme in ("host_guest", "received") else sides.host
            return Sides(group.parties, known, (*sides.groups, group), host)
    return sides


def _at_post(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """ "The U.S. embassy in Nairobi gave the police radios": where an envoy serves receives, where nobody else is told to."""
    if trigger.event_type not in _GIVES or trigger.scheme != "giver" or sides.target or len(sides.source) != 1 or not sides.groups:
        return sides
    envoy = next((m for m in sides.groups[0].mentions if m.role == "DIP" and m.party == sides.source[0] and m.end <= match.start), None)
    if envoy is None:
        envoy = next((m for m in sides.groups[0].mentions if m.role == "DIP" and match.start <= m.start < match.end), None)
    if envoy is None:
        return sides
    for post in scene.within(match.sentence):
        state = post.code if post.kind == "country" else post.party if post.kind == "place" else None
        beside = envoy.start < post.start and post.start - envoy.end <= _POST
        if (
            beside
            and state
            and state not in (*sides.source, *scene.igos)
            and _COMMA.search(scene.text.folded, envoy.end, post.start) is None
        ):
            group = Group((state,), (post,), post.start, post.end, "in", match.sentence)
            return Sides(sides.source, (state,), (*sides.groups, group))
    return sides


def said_there(scene: Scene, trigger: Trigger, match: Match, sides: Sides) -> Sides:
    """«جاء ذلك خلال لقاء جمعها برئيس المصلحة»: who met there are the two whom the sentence before names as acting."""
    opening = scene.frames.syntax.said_there.match(scene.text.folded, scene.text.sentences[match.sentence].start)
    if opening is None or trigger.scheme not in ("mutual", "caller"):
        return sides
    acting = [g for g in scene.groups[match.sentence - 1] if g.acts and g.marker not in _CITED]
    parties = tuple(dict.fromkeys(p for g in acting for p in g.parties))
    return Sides(parties[:1], parties[1:], tuple(acting)) if len(parties) == _TWO else sides


def at_home(scene: Scene, match: Match, sides: Sides) -> bool:
    """«اجتمع رئيس الأركان في مقر الوزارة»: who meets somebody in his own house, unless an envoy does."""
    sentence, met = scene.text.sentences[match.sentence], sides.groups[0].mentions if sides.groups else ()
    received = (
        len(sides.source) == 1
        and sides.source[0] not in scene.igos
        and not any(m.role == "DIP" and m.party == sides.source[0] for m in met)
    )
    return received and scene.frames.syntax.at_home.search(scene.text.folded, sentence.start, sentence.end) is not None
