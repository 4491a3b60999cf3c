"""Titles that stand together, or beside no country: titles by position → ranks with the office before them, parties from the sentence.

A rank between an office and a name belongs to the office: «رئيس أركان الجيش، الفريق فلان», "Defense Minister Gen. X".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from builder.model import Mention, Text
from builder.parsers.actors.actor_words import ActorWords
from builder.parsers.actors.titles import Title
from builder.text.clitics import AND

_NEAR, _HEADED, _LINKED = 120, 70, 16
_SIDED = ("country", "person", "institution")
_ADJECTIVES = ("adjective", "abbreviation")
_STOPS = (". ", ".\n", "\n", ";", "!", "?", "؛", "؟")


def joined(text: Text, titles: Sequence[Title], listed: Sequence[Mention], words: ActorWords) -> list[Title]:
    """Titles by position, with a rank after an office, and the further offices of one person, made one title."""
    kept: list[Title] = []
    for title in sorted(titles, key=lambda one: (one.start, -one.end)):
        before = kept[-1] if kept else None
        if before is not None and title.kind == "institution" and _seated(text, before, title, words):
            head = before.code.removeprefix("deputy_") in _HEADS
            role, code = (title.role, "") if head else (before.role, before.code)
            kept[-1] = before._replace(end=title.end, party=title.party or before.party, role=role, code=code)
            continue
        if (
            before is not None
            and title.kind == "rank"
            and (_follows(text, before, title, words) or _posted(text, before, title, listed, words))
        ):
            kept[-1] = before._replace(end=title.end)
        elif before is not None and title.kind == "rank" and _heads(text, before, title, words) and not _named(listed, before, title):
            party = before.party or title.party or _between(listed, before.end, title.start)
            role, code = (title.role, "") if before.code in _OF_STATES else (before.role, before.code)
            kept[-1] = before._replace(end=title.end, party=party, role=role, code=code)
        elif before is not None and title.kind == "office" and _apposed(text, before, title, words):
            kept[-1] = _both(before, title)
        else:
            kept.append(title)
    return kept


# Who heads a house has its role: «رئيس شرطة دبي» is no president.
_HEADS = frozenset(("president", "leader", "commander", "monarch"))
# An officer who heads an authority does not lead the state: «رئيس هيئة قناة السويس الفريق فلان».
_OF_STATES = _HEADS - {"commander"}


def _follows(text: Text, office: Title, rank: Title, words: ActorWords) -> bool:
    """Whether the rank is that of the office's holder: nothing but a comma or courtesy words between them."""
    between = text.folded[office.end : rank.start]
    return (
        office.kind in ("office", "counterpart", "rank")
        and 0 <= len(between) < 20
        and "\n" not in between
        and bool(words.name_link.match(between))
    )


def _posted(text: Text, office: Title, rank: Title, listed: Sequence[Mention], words: ActorWords) -> bool:
    """«الملحق العسكري السعودي في الأردن العقيد فلان»: where the office is held stands between it and the rank."""
    if "genitive_chain" not in words.traits or office.kind != "office" or not 0 < rank.start - office.end < _HEADED:
        return False
    post = words.post.match(text.folded, office.end, rank.start)
    place = next((m for m in listed if m.start <= post.end() < m.end), None) if post is not None else None
    return place is not None and place.kind in ("country", "place") and bool(words.name_link.match(text.folded[place.end : rank.start]))


def _seated(text: Text, office: Title, house: Title, words: ActorWords) -> bool:
    """An office of an institution: "judge of the Supreme Court", «قاضي المحكمة العليا»; Arabic and Russian need no word between."""
    between = text.folded[office.end : house.start]
    if office.kind != "office" or len(between) > _LINKED or "\n" in between or not words.link.match(between):
        return False
    return bool(between.strip()) or not words.traits.isdisjoint(("genitive_chain", "cases"))


def _named(listed: Sequence[Mention], office: Title, rank: Title) -> bool:
    """Whether somebody is named between the two: the office is his, the rank the next one's."""
    return any(m.kind == "person" and office.end <= m.start < rank.start for m in listed)


def _heads(text: Text, office: Title, rank: Title, words: ActorWords) -> bool:
    """Arabic sets what is headed between office and rank: «قائد سلاح المشاة بالقوات البرية، اللواء فلان», without verb or preposition."""
    if "genitive_chain" not in words.traits or office.kind != "office" or not 0 < rank.start - office.end < _HEADED:
        return False
    between = text.folded[office.end : rank.start].rstrip(" ,")
    inside = between.split()
    return bool(inside) and between.replace(" ", "").isalpha() and not any(w in words.not_headed or w[0] == AND for w in inside)


def _between(listed: Sequence[Mention], start: int, end: int) -> str | None:
    """The country of what stands between two places of the text, where it is one."""
    inside = {m.code if m.kind in ("country", "igo") else m.party for m in listed if start <= m.start and m.end <= end}
    return next(iter(inside - {None}), None) if len(inside - {None}) == 1 else None


def _apposed(text: Text, first: Title, second: Title, words: ActorWords) -> bool:
    """Two offices of one person in Arabic: nothing or a comma between them, no «و»."""
    between = text.folded[first.end : second.start]
    beside = between.strip() in ("", ",") and "\n" not in between
    if "people_joined_by_and" not in words.traits or first.kind != "office" or first.former or not beside:
        return False
    if second.code in _KINGS and first.code not in _KINGS:
        return False  # «هنأ رئيس مجلس الشورى خادم الحرمين الشريفين»
    # «ولي العهد السعودي قائد الجيش الباكستاني»: who receives and who is received.
    return first.party is None or second.party is None or first.party == second.party


_KINGS = frozenset(("custodian", "monarch"))
_LEADERS = frozenset(("HOS", "HOG"))
HONOURS = frozenset(("crown_prince", "deputy_crown_prince"))


def _both(first: Title, second: Title) -> Title:
    """Two offices of one person: who leads state or government does so first; else a ministry says more than a seat in the cabinet."""
    if (second.code in _HEADS or second.code == "emir") and second.party is None and first.party is not None:
        return first._replace(end=second.end)  # «أمير منطقة عسير رئيس مجلس التنمية»: the head of a council
    leads = first.role in _LEADERS and first.code not in HONOURS
    head = first if leads or (second.role == "GOV" and first.code not in HONOURS) else second
    return head._replace(start=first.start, end=second.end, party=second.party or first.party)


def with_context(text: Text, titles: Sequence[Title], listed: Sequence[Mention]) -> list[Title]:
    """Titles without a country take one from their context, for naming only.

    It is the nationality told last before them in the sentence, an adjective's or a listed person's; else that of the article's one
    court, army or police where they are a judge's, officer's or policeman's; else the article's only country.
    """
    if not any(map(_placeless, titles)):
        return list(titles)
    # "South Korea's" and "U.S." give what follows a nationality as an adjective does, and so does a listed person.
    adjectives: list[Mention | Title] = [
        m
        for m in listed
        if (m.kind == "country" and (m.form in _ADJECTIVES or text.folded.startswith("'s ", m.end))) or (m.kind == "person" and m.party)
    ]
    adjectives += [title for title in titles if title.kind == "institution" and title.party]
    adjectives.sort(key=lambda one: one.start)
    starts = [m.start for m in adjectives]
    placed = [_placed(title, _told(text, title, adjectives, starts)) if _placeless(title) else title for title in titles]
    if not any(map(_placeless, placed)):
        return placed
    only = {m.code if m.kind == "country" else m.party for m in listed if m.kind in _SIDED} - {None}
    alone = next(iter(only)) if len(only) == 1 else None
    bodies = _bodies([*titles, *(m for m in listed if m.kind == "institution")])
    return [_placed(title, _body(title, bodies, alone)) if _placeless(title) else title for title in placed]


def _placeless(title: Title) -> bool:
    return title.party is None and title.kind != "institution"


def _told(text: Text, title: Title, adjectives: Sequence[Mention | Title], starts: Sequence[int]) -> str | None:
    """The nationality told before. Judges and lawmakers are named beside the other state's matters, so it tells nothing of them."""
    return None if title.role in ("JUS", "LEG") else _nationality(text, title, adjectives, starts)


def _body(title: Title, bodies: Mapping[str, str], alone: str | None) -> str | None:
    """A rank, a judge or a lawmaker belongs to the article's one army, court or parliament; who commands or governs, to its one country."""
    if title.role == "JUS":
        return bodies.get("JUS")  # the one country named may be the one that asks for the suspect
    return (bodies.get(title.role) if title.kind == "rank" or title.role in ("POL", "LEG") else None) or alone


def _bodies(told: Sequence[Title | Mention]) -> dict[str, str]:
    """The country of the article's courts, of its armies, of its police, where all are of one country."""
    found: dict[str, set[str]] = {}
    for one in told:
        if one.party is not None and one.role in _FORCES:
            found.setdefault(one.role, set()).add(one.party)
    return {role: next(iter(parties)) for role, parties in found.items() if len(parties) == 1}


_FORCES = frozenset(("JUS", "MIL", "POL", "INT", "BOR", "LEG"))


def _placed(title: Title, party: str | None) -> Title:
    if party is None:
        return title
    return Title(title.kind, title.code, title.start, title.end, title.rule, title.role, party, title.former, guessed=True)


def _nationality(text: Text, title: Title, adjectives: Sequence[Mention | Title], starts: Sequence[int]) -> str | None:
    place = bisect_right(starts, title.start)
    if not place or title.start - adjectives[place - 1].end > _NEAR:
        return None
    nation = adjectives[place - 1]
    between = text.folded[nation.end : title.start]
    return None if any(stop in between for stop in _STOPS) else nation.party or nation.code
