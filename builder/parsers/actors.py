"""Stages 3 and 4, find and resolve, for actors: Text + Knowledge + day → mentions of persons, offices, institutions, countries.

What the knowledge base lists is found first; offices and institution nouns take the country beside them, names stand
to the office beside them, and a name nobody lists becomes a person where an office or rank vouches for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from builder.knowledge import Knowledge
from builder.knowledge.matcher import CLITICS
from builder.model import Mention, Text
from builder.parsers.actor_words import ActorWords, load_actor_words
from builder.parsers.chains import joined, with_context
from builder.parsers.name_tokens import name_after, name_before
from builder.parsers.titles import Title, counterparts, titles_of

_GAP, _AFTER, _LONGEST = 60, 8, 200
_LONG_SURNAME = 5
_LOOK_BACK = 6
Named = tuple[Title | None, Mention]


def find_mentions(text: Text, knowledge: Knowledge, day: date | None) -> list[Mention]:
    """All mentions by position; countries stay visible inside composed ones, and the coder takes the outermost."""
    listed = knowledge.find(text)
    words = load_actor_words(text.language)
    titles = [*titles_of(text, listed, knowledge, words)]
    titles.extend(counterparts(text, listed, titles, words))
    titles = with_context(text, joined(text, titles, words), listed)
    made = (
        _persons(text, titles, _known(listed), listed, knowledge, words, day) if titles or any(m.kind == "person" for m in listed) else []
    )
    taken = {id(title) for title, _ in made if title is not None}
    found = [mention for _, mention in made]
    found.extend(_bare(title, knowledge, day) for title in titles if id(title) not in taken and title.bears_party)
    found.extend(_again(text, [m for m in found if m.kind == "person"], [*listed, *found]))
    others = [m for m in listed if m.kind not in ("person", "office") and not m.rule.startswith("kind.")]
    return sorted([*others, *found], key=lambda m: (m.start, -m.end))


def _known(listed: Sequence[Mention]) -> list[Mention]:
    """Listed persons, one a span."""
    kept: dict[tuple[int, int], Mention] = {}
    for mention in listed:
        if mention.kind == "person":
            kept.setdefault((mention.start, mention.end), mention)
    return list(kept.values())


def _persons(
    text: Text,
    titles: Sequence[Title],
    persons: Sequence[Mention],
    listed: Sequence[Mention],
    knowledge: Knowledge,
    words: ActorWords,
    day: date | None,
) -> list[Named]:
    """Persons with the title beside them, listed ones and those that only a title vouches for."""
    made: list[Named] = []
    used: set[int] = set()
    full = {person.code for person in persons if not person.rule.startswith("kb.short")}
    for person in persons:
        title = next((t for t in _around(titles, person) if id(t) not in used and _beside(text, t, person.start, person.end, words)), None)
        if person.rule.startswith("kb.short") and title is None and person.code not in full:
            continue
        if title is not None:
            used.add(id(title))
        made.append((title, _listed_person(text, person, title, knowledge, day)))
    claimed = sorted((m.start, m.end) for m in (*listed, *(m for _, m in made)) if not _part_of_word(text, m))
    for title in titles:
        if id(title) in used or title.kind == "institution":
            continue
        mention = _unlisted(text, title, claimed, words)
        if mention is not None:
            made.append((title, mention))
    return made


def _around(titles: Sequence[Title], person: Mention) -> Sequence[Title]:
    return titles[bisect_left(titles, person.start - _LONGEST, key=_start) : bisect_left(titles, person.end + _AFTER, key=_start)]


def _start(title: Title) -> int:
    return title.start


def _part_of_word(text: Text, mention: Mention) -> bool:
    """Whether the mention may be the end of a longer Arabic word: «كلاوس» is no «ك» + «لاوس»."""
    return mention.start > 0 and text.folded[mention.start - 1] in "كف" and mention.form == "name"


def _beside(text: Text, title: Title, start: int, end: int, words: ActorWords) -> bool:
    if "\n" in text.folded[title.end : start] or "\n" in text.folded[end : title.start]:
        return False  # a line break, and so the end of the headline, parts what stands beside it
    if title.end <= start:
        return start - title.end < _GAP and bool(words.name_link.match(text.folded[title.end : start]))
    if words.language == "ar" and " " not in text.folded[start:end]:
        return False  # an office after a bare surname opens the next noun phrase
    return (
        title.kind != "rank"
        and end <= title.start
        and title.start - end < _AFTER
        and text.folded[end : title.start].strip() in (",", "(", ", the", "-", "")
    )


def _listed_person(text: Text, person: Mention, title: Title | None, knowledge: Knowledge, day: date | None) -> Mention:
    term = knowledge.people.term_on(person.code, day) if knowledge.people else None
    country = term.country if term and (term.role == "IGO" or not person.party) else person.party
    if title is None or title.kind == "rank":
        start = person.start if title is None else min(title.start, person.start)
        role = term.role if term else (title.role if title else None)
        office = term.position if term else None
        return replace(person, start=start, party=country, role=role, name_start=person.start, name_end=person.end, office=office)
    valid = knowledge.people.held(person.code, title.role, None, day) if knowledge.people and not title.former else None
    same = term is not None and (title.guessed or title.role in (term.role, "GOV"))
    party = country if same or (title.guessed and country) else title.party or country
    role = term.role if term and same else title.role
    return replace(
        person, start=min(title.start, person.start), end=max(title.end, person.end), party=party, role=role,
        name_start=person.start, name_end=person.end, office=text.words(title.start, title.end), office_valid=valid, former=title.former,
    )  # fmt: skip


def _unlisted(text: Text, title: Title, claimed: Sequence[tuple[int, int]], words: ActorWords) -> Mention | None:
    """A name after an office or rank, or before it between commas, that no list holds."""
    if title.guessed and title.role == "HOS":
        return None  # "president" beside no country is mostly that of a council or company; heads of state are listed
    span = None
    begin = _name_begin(text, title.end, words)
    if begin is not None:
        later = claimed[bisect_left(claimed, (title.end, 0)) :]
        limit = next((start for start, end in later if end > begin), len(text.folded))
        span = name_after(text, begin, limit, words)
    if span is None and title.bears_party and text.folded[max(0, title.start - 6) : title.start].rstrip(" the").endswith(","):
        earlier = claimed[: bisect_left(claimed, (title.start, 0))]
        floor = max((end for _, end in earlier if end <= title.start), default=0)
        span = name_before(text, text.folded.rfind(",", 0, title.start), floor, words)
    if span is None:
        return None
    start, end = min(title.start, span[0]), max(title.end, span[1])
    return Mention("person", "", start, end, f"actors.{title.rule}", "composed", title.party, title.role,
                   span[0], span[1], text.words(title.start, title.end), None, title.former)  # fmt: skip


def _name_begin(text: Text, end: int, words: ActorWords) -> int | None:
    """Where a name may begin after a title: courtesy words and a comma are stepped over."""
    for found in re.finditer(r"\w[\w.'-]*", text.folded[end : end + _GAP]):
        if words.name_link.match(text.folded[end : end + found.end()]):
            continue
        begin = end + found.start()
        if "\n" in text.folded[end:begin]:
            return None
        if words.language == "ar" and text.folded[begin] == "و" and "," in text.folded[end:begin]:
            return None  # the next of a list, not the holder of this office
        return begin if words.name_link.match(text.folded[end:begin]) else None
    return None


def _bare(title: Title, knowledge: Knowledge, day: date | None) -> Mention:
    """An office or institution told without a name; the office's one holder on the day gives the id."""
    if title.kind == "institution":
        return Mention("institution", "", title.start, title.end, title.rule, "composed", title.party, title.role, title.start, title.end)
    holders = knowledge.people.holders(title.code, title.party, day) if knowledge.people and day and title.party else []
    code = holders[0] if len(holders) == 1 and not title.former else ""
    return Mention("office", code, title.start, title.end, f"actors.{title.rule}", "composed", title.party, title.role, former=title.former)


_SURNAME = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_SHORTEST_SURNAME = 3
_RUSSIAN_ENDINGS = frozenset(("", "а", "у", "ом", "ым", "е", "ой", "ого", "ому", "ы", "и", "я", "ю", "ем"))


def _again(text: Text, persons: Sequence[Mention], others: Sequence[Mention]) -> list[Mention]:
    """Later mentions by surname alone of persons named in full before."""
    if not persons:
        return []
    found: list[Mention] = []
    taken = sorted((m.start, m.end) for m in others)
    seen: set[str] = set()
    for person in sorted(persons, key=lambda m: m.start):
        name = text.folded[person.name_start : person.name_end]
        last = _SURNAME.search(name)
        if last is None or len(last[0]) < _SHORTEST_SURNAME or last[0] in seen or (last[0] == name and not person.code):
            continue
        seen.add(last[0])
        for start, end in _standing(text, last[0], person.end):
            if not _covered(taken, start, end):
                found.append(replace(person, start=start, end=end, name_start=start, name_end=end, rule="actors.surname", form="name"))
    return found


def _standing(text: Text, surname: str, begin: int) -> Iterator[tuple[int, int]]:
    """Spans after ``begin`` where the surname stands as a word: Arabic clitics before it, Russian endings after it allowed."""
    stem = surname.rstrip("аяоеыуй") if text.language == "ru" and len(surname) > _LONG_SURNAME else surname
    start = text.folded.find(stem, begin)
    while start >= 0:
        left, end = start, start + len(stem)
        while left and text.folded[left - 1].isalnum():
            left -= 1
        while end < len(text.folded) and text.folded[end].isalnum():
            end += 1
        ending = text.folded[start + len(stem) : end]
        if text.folded[left:start] in CLITICS and (not ending or (text.language == "ru" and ending in _RUSSIAN_ENDINGS)):
            yield start, end
        start = text.folded.find(stem, end)


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_left(spans, (end, 0))
    return any(left < end and start < right for left, right in spans[max(0, place - _LOOK_BACK) : place])
