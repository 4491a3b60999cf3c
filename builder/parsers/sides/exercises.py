"""Who exercises with whom, on whose ground, and which words tell it: Clause → Sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import BESIDE, CLAUSE, NEAR, Clause, Sides, pair, without
from builder.parsers.scene.slots import Group

# A space and the Arabic article.
_ARTICLE = 3


def _near(match: Match, group: Group) -> bool:
    return group.end > match.start - CLAUSE and group.start < match.end + CLAUSE


def _owner(clause: Clause) -> Group | None:
    """The one nationality right before an English noun: "Russian war games"."""
    before = (g for g in clause.before if g.adjective and len(g.parties) == 1 and clause.match.start - g.end <= BESIDE // 2)
    return next(before, None) if clause.has("owner_before_noun") else None


def _joins(clause: Clause) -> Sides:
    """ "Chinese warships joined Russian vessels for exercises", "Ukraine will host NATO drills": the subject and whom the words name."""
    subject = clause.subject()
    inside = (g for g in clause.after if g.start - clause.match.end <= BESIDE and g.marker in ("", "partner", "from"))
    others = next((g for g in inside if subject is not None and without(g.parties, subject.parties)), None)
    if others is None and subject is not None and subject.end <= clause.match.start and not clause.has("at_home"):
        return Sides(subject.parties, (), (subject,))  # whose ground it is or its name may tell the others
    return pair(subject, others) if others is not None else Sides((), (), ())


def _named_for(clause: Clause) -> Sides | None:
    """«ترسل الصين قوات للمشاركة في مناورات فوستوك الروسية»: whose drills they are stands right after them."""
    owner = next((g for g in clause.after if g.adjective and 0 <= g.start - clause.match.end <= NEAR), None)
    guest = next((g for g in (*reversed(clause.before), *clause.after) if g is not owner and g.marker == ""), None)
    if owner is None or guest is None or not without(guest.parties, owner.parties):
        return None
    return Sides(owner.parties, without(guest.parties, owner.parties), (owner, guest))


def _own_drills(clause: Clause) -> Sides | None:
    """«Казахстанские моряки участвуют в российских учениях»: whose drills they are stands right before the noun or inside the words."""
    own = (g for g in (*clause.before, *clause.after) if g.adjective and g.matter and len(g.parties) == 1)
    owner = next((g for g in own if g.start < clause.match.end and clause.match.start - g.end <= BESIDE // 4), None)
    guest = clause.first([g for g in reversed(clause.before) if g is not owner], ("",), owner.parties if owner is not None else ())
    return pair(owner, guest) if owner is not None and guest is not None else None


def exercise(clause: Clause) -> Sides:
    """The host or first named, and the others that take part."""
    if clause.has("joins") and ((found := _joins(clause)).complete or not clause.has("at_home")):
        return _at_home(clause, found)
    if clause.has("at_home") and (receives := _host(clause)) is not None:
        return receives
    groups, together = _taking_part(clause)
    leader, groups = _leader(clause, groups)
    if leader is not None:
        # "led by the United States in Poland and the Baltic states": who leads is the source, whose ground it is takes part.
        others = without(tuple(dict.fromkeys(p for g in groups for p in g.parties)), leader.parties)
        if not others and len(leader.parties) > 1:
            return Sides(leader.parties[:1], leader.parties[1:], groups)  # "a joint exercise by A, B and C"
        return Sides(leader.parties, others, groups)
    if clause.has("own_drills") and (whose := _own_drills(clause)) is not None:
        return whose
    if clause.has("named_for") and not together and (owner := _named_for(clause)) is not None:
        return owner
    return _at_home(clause, _on_ground(clause, groups, together, _ground(clause, groups)))


def _host(clause: Clause) -> Sides | None:
    """«La Côte d'Ivoire abritera l'exercice, organisé par les Etats-Unis»: who is told to host does so, whoever leads."""
    leader = next((g for g in clause.after if g.marker == "by"), None)
    inside = (g for g in clause.after if g.start < clause.match.end + NEAR)
    rest = inside if clause.verb_first else reversed(clause.before)
    host = clause.first(rest, ("",), leader.parties) if leader is not None else None
    return pair(host, leader, host.parties[0]) if host is not None else None


def _at_home(clause: Clause, found: Sides) -> Sides:
    """«L'Egypte accueille jeudi les manœuvres»: who is told to host does so at home, whoever is named first inside the words."""
    subject = clause.subject() if clause.has("at_home") else None
    both = (*found.source, *found.target)
    if subject is not None and subject.end <= clause.match.start and len(subject.parties) == 1 and subject.parties[0] in found.target:
        found = replace(found, source=subject.parties, target=without(both, subject.parties))  # «Каир примет российско-египетские учения»
    return replace(found, host=found.source[0]) if clause.has("at_home") and found.complete else found


def _two_between(clause: Clause, groups: Sequence[Group]) -> tuple[Group, ...]:
    """«بين القوات البرية السعودية والقوات الخاصة من الجيش الباكستاني»: what stands between keeps the two apart."""
    if not clause.has("genitive_chain"):
        return ()
    after = [g for g in groups if g.start >= clause.match.start]
    first = next((n for n, g in enumerate(after) if g.marker == "between" and g.start - clause.match.end <= NEAR), None)
    others = after[first + 1 :] if first is not None else []
    second = next((g for g in others if g.marker == "" and without(g.parties, after[first or 0].parties)), None)
    return (after[first], second._replace(marker="between")) if first is not None and second is not None else ()


def _side_by_side(clause: Clause, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """«المناورات البحرية السعودية الباكستانية»: two nationalities in a row, though the first may be read as whose navy it is."""
    if not clause.has("nations_behind"):
        return groups
    near = [g for g in groups if clause.match.start <= g.start < clause.match.end + NEAR and not g.marker and len(g.parties) == 1]
    for first, second in pairwise(near):
        beside = first.adjective or first.start - clause.match.end <= _ARTICLE
        if second.start - first.end <= _ARTICLE and beside and second.adjective and without(second.parties, first.parties):
            both = second._replace(parties=(*first.parties, *second.parties), start=first.start)
            return tuple(both if g is first else g for g in groups if g is not second)
    return groups


def _taking_part(clause: Clause) -> tuple[tuple[Group, ...], tuple[Group, ...]]:
    """The groups that take part or tell where, and those near the words that something joins to others."""
    groups = _side_by_side(clause, tuple(g for g in (*clause.before, *clause.after) if _near(clause.match, g)))
    together = tuple(g for g in groups if g.marker in ("partner", "between", "by") or len(g.parties) > 1)
    end = clause.match.end + (NEAR if clause.has("nations_behind") else 0)  # «المناورات السنوية الأمريكية الكورية الجنوبية»
    inside = tuple(
        g for g in groups if len(g.parties) > 1 and g.start < end and clause.match.start < g.end and g.marker not in ("in", "to")
    )
    if clause.has("nations_behind"):
        inside = tuple(g for g in inside if g.adjective and g.marker == "")
    between = next((g for g in groups if g.marker == "between" and len(g.parties) > 1 and g.start >= clause.match.start), None)
    if between is None and (two := _two_between(clause, groups)):
        return (*two, *(g for g in groups if g.marker in ("partner", "in", "by"))), (*together, *two)
    if between is not None and clause.has("nations_behind"):
        # «بسبب تدريبات مشتركة بين كوريا الجنوبية والولايات المتحدة», «والتي أثارت ردا من قبل كوريا الشمالية»
        there = (g for g in groups if g.marker in ("partner", "in") or (g.marker == "by" and g.start < between.start))
        groups = (between, *there)
    elif inside:
        # "joint U.S.-South Korean drills": the words themselves tell who takes part; who speaks about them does not.
        groups = (*inside, *(g for g in groups if g.marker in ("partner", "in", "by") and g not in inside))
    elif (own := _owner(clause)) is not None:
        # "told the Baltic presidents ahead of Russian war games": those of the one whose nationality stands there.
        groups = (
            own,
            *(g for g in groups if g.marker in ("partner", "in", "by") and clause.match.start < g.start <= clause.match.end + 2 * NEAR),
        )
    elif together and (subject := clause.subject()) is not None:
        # "the U.S. and South Korea began drills, which the North denounced": who follows has no part in them.
        behind = clause.has("bare_object") and subject.start > clause.match.end and any(g.end <= clause.match.start for g in together)
        grounds = ("in", "to") if clause.has("come_to_join") else ("in",)  # «أرسلت روسيا عسكريين إلى طاجيكستان للمشاركة في تدريبات مع»
        doer = -1 if behind else subject.start
        kept = tuple(g for g in groups if g in together or g.start == doer or g.marker in grounds)
        if subject is clause.antecedent and doer not in [g.start for g in kept]:
            kept = (subject, *kept)  # «أعلنت مينسك أنها ستنظم مع موسكو مناورات»
        groups = tuple(subject if g.start == doer and g.marker not in grounds else g for g in kept)
    return groups, together


def _leader(clause: Clause, groups: tuple[Group, ...]) -> tuple[Group | None, tuple[Group, ...]]:
    """Who leads or organises the exercise, if the words tell it, and the groups that are left to take part."""
    leader = next((g for g in groups if g.marker == "by"), None)
    if not clause.has("of_is_from"):
        return leader, groups
    if leader is None:
        # «participeront à des manœuvres de l'Otan»: whose exercise it is
        whose = (g for g in groups if g.marker == "from" and 0 <= g.start - clause.match.end <= BESIDE)
        leader = next((g for g in whose if all(m.kind == "igo" for m in g.mentions)), None)
        groups = tuple(g for g in groups if g.marker != "in") if leader is not None else groups
    if leader is not None and leader.start - clause.match.end > 2 * NEAR:
        return None, tuple(g for g in groups if g is not leader)  # «manœuvres …, une démonstration de force dénoncée par Kiev»
    return leader, groups


def _ground(clause: Clause, groups: Sequence[Group]) -> Group | None:
    """Whose ground the exercise is on."""
    # «وصلت قوات سعودية إلى باكستان للمشاركة في تمرين»
    grounds = ("in", "to") if clause.has("come_to_join") else ("in",)
    ground = next((g for g in groups if g.marker in grounds and not g.adjective and any(m.kind != "igo" for m in g.mentions)), None)
    if ground is None and clause.has("cases"):
        # «прибыли в Египет для участия в учениях»
        near = (g for g in clause.after if g.start - clause.match.end <= BESIDE)  # «привез на учения в Германию танки»
        goes = (g for g in (*clause.before, *near) if g.marker == "to" and not g.acts and not g.adjective)
        return next((g for g in goes if _near(clause.match, g)), None)
    return ground


def _on_ground(clause: Clause, groups: tuple[Group, ...], together: Sequence[Group], ground: Group | None) -> Sides:
    """The host, where the ground is one of those that take part, and the others."""
    parties = tuple(dict.fromkeys(p for g in groups if g.marker != "in" or g.adjective for p in g.parties))
    if ground is None and not together:
        # "Taiwan defies China with drills": parties that nothing joins do not exercise together.
        return Sides(parties[:1], (), groups[:1])
    if ground is None:
        return Sides(parties[:1], parties[1:], groups)
    if len(ground.parties) > 1 and without(parties, ground.parties):
        return Sides(parties[:1], (*parties[1:], *without(ground.parties, parties)), groups)  # "will hold drills in Poland and Germany"
    host = ground.parties[0]
    if len(without(parties, (host,))) == 0:
        return Sides((), (), groups, host)
    joining = (clause.has("verb_first") or clause.has("cases")) and together and all(g.marker in ("partner", "in") for g in groups)
    if host in parties or len(parties) == 1 or joining:  # «انطلقت في الأردن مناورات بمشاركة أ وب», «в Грузии идут учения с участием А и Б»
        return Sides((host,), without(parties, (host,)), groups, host)
    return Sides(parties[:1], parties[1:], groups, host)
