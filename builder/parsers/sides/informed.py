"""Who is told what: the sentence of shared information → its groups without those that it is about, marked by who is told."""

from __future__ import annotations

from collections.abc import Sequence

from builder.parsers.grammar.patterns import Match
from builder.parsers.grammar.triggers import Trigger
from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, pair
from builder.parsers.scene.laid_out import Scene
from builder.parsers.scene.slots import Group

_NEXT, _BY = 14, 3
_MARKED = ("", "from", "by", "in", "about", "against")


def informed(scene: Scene, trigger: Trigger, match: Match, groups: Sequence[Group]) -> list[Group]:
    """The groups of those who tell and are told.

    "Was given U.S. intelligence": the subject of a passive is told. "Gave Kiev information on Russian troop movements": whose troops
    it is about neither tells nor is told.
    """
    if trigger.event_type != "intelligence":
        return list(groups)
    if _by_somebody(scene, match, groups):
        return []
    told = [g for g in groups if not _of_the_matter(scene, match, g, groups) and not _people_before(match, g, groups)]
    if trigger.has("told_within") and not any(match.start < g.start < match.end and _named_ahead(trigger, match, g, told) for g in told):
        return []
    return [g._replace(marker="to") if _subject_told(scene, match, g) else g for g in told]


def _by_somebody(scene: Scene, match: Match, groups: Sequence[Group]) -> bool:
    """ "Spies who passed information to": whom a relative clause tells of, and no list names, is no state."""
    if trigger_is_noun(scene, match):
        return False
    relative = scene.frames.syntax.relative.search(scene.text.folded, max(0, match.start - _NEXT), match.start)
    if relative is None or scene.text.folded[relative.end() : match.start].strip():
        return False
    return not any(0 <= relative.start() - g.end <= _BY and (g.acts or not g.adjective) for g in groups)


def trigger_is_noun(scene: Scene, match: Match) -> bool:
    """Whether the words are no verb."""
    return scene.frames.triggers[match.pattern].form == "noun"


def _of_the_matter(scene: Scene, match: Match, group: Group, groups: Sequence[Group]) -> bool:
    if group.start <= match.start or group.marker not in _MARKED:
        return False
    before = max((g.end for g in groups if g.end <= group.start), default=match.start)
    about = scene.frames.syntax.told_about.search(scene.text.folded, max(match.start, before), group.start)
    # "information on the cell from France", but «des renseignements sur les mouvements de troupes russes»
    return about is not None and (group.marker != "from" or scene.has("of_is_from") or not about["rest"].strip())


def _people_before(match: Match, group: Group, groups: Sequence[Group]) -> bool:
    """ "Freed an American couple, acting on intelligence from": whose citizens they are, where others are named."""
    apart = group.adjective and group.matter and not group.marker and match.start - group.end > BESIDE
    return apart and any(not g.matter and g.parties != group.parties and g.end <= match.start for g in groups)


def _named_ahead(trigger: Trigger, match: Match, group: Group, told: Sequence[Group]) -> bool:
    """«حذرت الجزائر تونس من هجمات»: who tells is named before who is told, inside the words of an Arabic verb."""
    ahead = [g for g in told if g.start < group.start and g.parties != group.parties]
    return any(g.start > match.start or match.start - g.end <= NEAR for g in ahead) if trigger.has("verb_first") else True


def _subject_told(scene: Scene, match: Match, group: Group) -> bool:
    """The match may begin with the participle or right before it."""
    if group.marker or not 0 <= match.start - group.end <= _NEXT or scene.has("cases"):
        return False
    passive = scene.frames.syntax.passive.match(scene.text.folded, group.end)
    return passive is not None and passive.end() >= match.start


def on_tip(clause: Clause) -> Sides | None:
    """Whose tip it was: right behind the words of the tip, where the deed is told before them last of those inside or beside them."""
    within = [g for g in clause.after if clause.match.start <= g.start <= clause.match.end + _NEXT and g.marker in ("", "from", "by")]
    if not within:
        return None
    gives = within[-1] if clause.has("tip_behind") else within[0]
    others = [g for g in (*within, *reversed(clause.before), *clause.after) if g is not gives and g.start - clause.match.end <= CLAUSE]
    acts = clause.first(others, ("",), gives.parties)
    return pair(gives, acts) if acts is not None else Sides(gives.parties, (), (gives,))
