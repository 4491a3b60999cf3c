"""Later mentions by surname alone: persons named in full → the spans where their surname stands by itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from builder.knowledge.names import FAMILY_FIRST
from builder.model import Mention, Text
from builder.parsers.actors.actor_words import ActorWords
from builder.parsers.actors.name_tokens import capital, same_word
from builder.text.clitics import CLITICS

_SURNAME = re.compile(r"(?:(?<!\w)o')?[^\W\d_]+(?:-[^\W\d_]+)*$")
# "Ferdinand Marcos Jr.", "Davis III": what stands behind the family name
_BEHIND_NAME = re.compile(r"[\s,]+(?:(?:jr|sr)\.?|ii|iii|iv)$")
_SHORTEST_SURNAME, _LONG_SURNAME = 3, 5
_LOOK_BACK = 6
_FIRST = re.compile(r"[^\W\d_]{2,}(?=\s)")
_LONGEST_FATHER = 5
_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]+(?:-[^\W\d_]+)*\.?)[ -](?:d')?$")
_AFTER = re.compile(r" ([^\W\d_]+(?:-[^\W\d_]+)*)(?!\w)")
_FURTHEST = 24


def named_again(text: Text, persons: Sequence[Mention], others: Sequence[Mention], words: ActorWords) -> list[Mention]:
    """Later mentions by surname alone of persons named in full before."""
    if not persons:
        return []
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    headline = max([sentence.end for sentence in text.sentences if sentence.part == "title"], default=0)
    seen: set[str] = set()
    for person in sorted(persons, key=lambda m: m.start):
        name = _BEHIND_NAME.sub("", text.folded[person.name_start : person.name_end])
        first = _family_name(person, name)
        last = first or _SURNAME.search(name, name.rfind(" ") + 1)
        if (
            last is None
            or (len(last[0]) < _SHORTEST_SURNAME and first is None)
            or last[0] in seen
            or last[0] in words.not_alone
            or (last[0] == name and not person.code)
        ):
            continue
        if "plain_script" in words.traits and (last[0] in words.not_names or words.no_surname_after.intersection(name.split()[-2:-1])):
            continue  # «علي» folds as the preposition does; «سعود» alone is no one of آل سعود, «العزيز» no one at all
        seen.add(last[0])
        later = list(_standing(text, last[0], person.end, words))
        spans = [*_in_headline(text, last[0], person, later, min(headline, person.start), words), *later]
        if spans and not taken:
            taken = sorted([(m.start, m.end) for m in others])
        for start, end in spans:
            if not _covered(taken, start, end):
                whole = _with_given(text, name.split(), start, end, words)
                whole = whole if not _covered(taken, *whole) else (start, end)
                if text.folded[whole[0] - 1 : whole[0]] != "-":  # «Vallaud-Belkacem» is another name
                    found.append(_again(person, *whole))
    return found


def _with_given(text: Text, own: Sequence[str], start: int, end: int, words: ActorWords) -> tuple[int, int]:
    """The surname with what else of the person's own name stands beside it: "François" + "Rebsamen" told again."""
    told = [text.folded[start:end]]
    while (
        (before := _BEFORE.search(text.folded, max(0, start - _FURTHEST), start))
        and before[1] not in told
        and _same(text, before, own, words)
    ):
        start = before.start(1)
        told.append(before[1])
    while (after := _AFTER.match(text.folded, end)) and after[1] not in told and _same(text, after, own, words):
        end = after.end()
        told.append(after[1])
    return start, end


def _same(text: Text, found: re.Match[str], own: Sequence[str], words: ActorWords) -> bool:
    """Whether a word is one of a name's, a particle («de Rugy») or one with a capital."""
    if found[1] in words.particles and found[1] in own:
        return True
    return capital(text, found.start(1)) and any(same_word(found[1], word, words) for word in own)


def _in_headline(
    text: Text, surname: str, person: Mention, later: Sequence[tuple[int, int]], limit: int, words: ActorWords
) -> list[tuple[int, int]]:
    """Headlines give surnames alone: of listed persons and of those whom the text too calls so, where headlines come first."""
    plain = "plain_script" in words.traits  # short vowels are not written
    listed = bool(person.code) and len(surname) >= _LONG_SURNAME - plain
    if not limit or not (listed or (later and not plain)):
        return []
    return [(start, end) for start, end in _standing(text, surname, 0, words, limit) if end <= limit]


def _family_name(person: Mention, name: str) -> re.Match[str] | None:
    """The family name of Chinese, Koreans and Vietnamese, which stands first: "Xi Jinping … Mr. Xi"."""
    return _FIRST.match(name) if person.party in FAMILY_FIRST else None


def _again(person: Mention, start: int, end: int) -> Mention:
    return Mention(
        "person", person.code, start, end, "actors.surname", "name", person.party, person.role, start, end, person.office,
        person.office_valid, person.former,
    )  # fmt: skip


def _standing(text: Text, surname: str, begin: int, words: ActorWords, limit: int | None = None) -> Iterator[tuple[int, int]]:
    """Spans from ``begin`` on where the surname stands as a word: Arabic clitics before it, Russian endings after it allowed."""
    stem = surname.rstrip("аяоеыуй") if "cases" in words.traits and len(surname) > _LONG_SURNAME else surname
    start = text.folded.find(stem, begin, limit)
    while start >= 0:
        left, end = start, start + len(stem)
        while left and text.folded[left - 1].isalnum():
            left -= 1
        while end < len(text.folded) and text.folded[end].isalnum():
            end += 1
        ending = text.folded[start + len(stem) : end]
        if (
            (not ending or ending in words.surname_endings)
            and text.folded[left:start] in CLITICS
            and capital(text, start)
            and not ("plain_script" in words.traits and words.father.search(text.folded, max(0, left - _LONGEST_FATHER), left))
        ):
            yield start, end
        start = text.folded.find(stem, end, limit)


def _covered(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    place = bisect_left(spans, (end, 0))
    return any(left < end and start < right for left, right in spans[max(0, place - _LOOK_BACK) : place])
