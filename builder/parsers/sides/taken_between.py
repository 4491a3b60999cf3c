"""Towns between which a suspect is taken stand for their states: the sentence of a handover → its groups with those of the towns."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Mention
from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group, groups_of

_SCHEMES = frozenset(("handover", "receiver", "request", "giver"))
# "Arrested at", «detenu provisoirement a»: between the word of custody and the town.
_HELD = 36
_BOTH = 2
_BEHIND = 4
# "Issued by a judge in".
_JUDGE = 24


def with_towns(scene: Scene, trigger: Trigger, match: Match, groups: Sequence[Group]) -> list[Group]:
    """«رحلت أنقرة إلى طشقند خمسة متشددين», "flown from Bogota to Miami": from where and to where tells from whom and to whom."""
    told = list(groups)
    if trigger.event_type == "intelligence" and trigger.scheme in _SCHEMES:
        return sorted([*told, *_told_town(scene, match)], key=lambda g: g.start)
    if trigger.event_type != "judicial" or trigger.scheme not in _SCHEMES or trigger.has("frees"):
        return told
    free = [m._replace(form="capital") for m in scene.within(match.sentence) if m.kind == "place" and m.party and _is_free(scene, match, m)]
    if not free:
        return told
    sentence = scene.text.sentences[match.sentence]
    towns = groups_of(scene.text.folded, sentence, match.sentence, free, scene.frames, {})
    if trigger.has("on_behalf"):  # "on a warrant issued by a judge in Milan": the town of who asks
        asks = next((g for g in towns if 0 <= g.start - match.end <= _JUDGE), None)
        named = any(0 <= g.start - match.end <= _JUDGE for g in groups)
        return told if asks is None or named else sorted([*told, asks], key=lambda g: g.start)
    towns = [g for g in towns if g.marker in ("to", "from") and not _held_there(scene, sentence.start, g)]
    told += [g for g in towns if len(_states_before(groups, g)) < _BOTH]
    return sorted(told, key=lambda g: g.start)


def _told_town(scene: Scene, match: Match) -> list[Group]:
    """«a remis à Banjul une liste», «حصلت على معلومات من مدريد»: a capital right behind the words is who is told or tells."""
    free = [m._replace(form="capital") for m in scene.within(match.sentence) if m.kind == "place" and m.party]
    free = [m for m in free if match.start < m.start <= match.end + _BEHIND and _is_free(scene, match, m)]
    sentence = scene.text.sentences[match.sentence]
    towns = groups_of(scene.text.folded, sentence, match.sentence, free, scene.frames, {}) if free else []
    return [g for g in towns if g.marker in ("to", "from")]


def _is_free(scene: Scene, match: Match, mention: Mention) -> bool:
    return not any(g.start < mention.end and mention.start < g.end for g in scene.groups[match.sentence])


def _states_before(groups: Sequence[Group], town: Group) -> set[str]:
    """ "The U.S. request for him to be extradited from Britain to Alexandria": where both states are told, a town is no third."""
    named = (g for g in groups if g.start < town.start and g.marker != "attribution" and not (g.adjective and g.matter))
    return {party for g in named for party in g.parties if party not in town.parties}


def _held_there(scene: Scene, left: int, town: Group) -> bool:
    """«interpellé à Dubaï»: where a suspect is held is told by the words of where he is taken in languages whose "to" is "at"."""
    near = max(left, town.start - _HELD)
    return (
        scene.has("to_tells_where")
        and town.marker == "to"
        and scene.frames.syntax.held_at_town.search(scene.text.folded, near, town.start) is not None
    )
