"""A name that no list holds, found beside the office or rank that vouches for it: a title in a text → the span of its holder's name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from builder.knowledge import Knowledge
from builder.model import Mention, Text
from builder.parsers.actors.actor_words import ActorWords
from builder.parsers.actors.known_names import arabic_name, arabic_name_words
from builder.parsers.actors.name_tokens import arabic_name_before, capital, name_after, name_before
from builder.parsers.actors.titles import Title
from builder.text.clitics import AND, AND_THE, ARTICLE, IN_THE, TO_THE

_GAP, _AFTER = 60, 8
_LOOK_BACK = 6
_GROUNDS = ("country", "place", "igo")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as it is read for actors: its text, what is known, its language's words, its day, the listed names in it."""

    text: Text
    knowledge: Knowledge
    words: ActorWords
    day: date | None
    listed: Sequence[Mention]


def surnames_too(text: Text, listed: Sequence[Mention], words: ActorWords) -> frozenset[int]:
    """Where names of places begin, and French offices with a capital: right after a given name they are surnames ("Bruno Le Maire").

    So are Arabic surnames that a listed person bears: «ظفر محمود عباسي».
    """
    found = {m.start for m in listed if m.kind == "place" and m.form != "capital"}
    if "plain_script" in words.traits:
        found.update(
            m.start
            for m in listed
            if m.kind == "person" and m.rule.startswith("kb.short") and text.folded[max(0, m.start - 1) : m.start] == " "
        )
    if "offices_small" in words.traits:
        found.update(m.start for m in listed if m.kind == "office" and capital(text, m.start))
    return frozenset(found)


def _another_word(reading: Reading, title: Title, span: tuple[int, int]) -> bool:
    """Whether what stands beside the office is no name of its holder."""
    return _next_clause(reading.text, title, span, reading.words) or _before_surname(reading, span) or _quoted(reading.text, title, span)


def _next_clause(text: Text, title: Title, span: tuple[int, int], words: ActorWords) -> bool:
    """A single word far from the office or behind its comma, with no comma after it, opens another clause: "the envoy, Holt said"."""
    if "plain_script" in words.traits or " " in text.folded[slice(*span)]:
        return False
    between = text.folded[title.end : span[0]]
    return ("name_close" in words.traits and len(between) > _AFTER) or ("," in between and text.folded[span[1] : span[1] + 1] != ",")


def _quoted(text: Text, title: Title, span: tuple[int, int]) -> bool:
    """Whether quotation marks hold rank and name and nothing else: a ship, a song («Адмирал Владимирский»)."""
    return text.folded[max(0, title.start - 1) : title.start] == '"' and text.folded[span[1] : span[1] + 1] == '"'


def _before_surname(reading: Reading, span: tuple[int, int]) -> bool:
    """Whether a listed surname follows a single word: «супруга президента США Мишель» + «Обама»."""
    if " " in reading.text.folded[slice(*span)]:
        return False
    place = bisect_left(reading.listed, span[1], key=_begins)
    return any(m.kind == "person" and m.start == span[1] + 1 for m in reading.listed[place : place + _LOOK_BACK])


def _indefinite(text: Text, title: Title, words: ActorWords) -> bool:
    """ "A president, Mr. Holt says": who is named after the comma is another."""
    before = text.folded[max(0, title.start - _AFTER) : title.start].split()
    return bool(before) and before[-1] in words.indefinite


# Who leads a state is mostly listed; what follows the bare title is then the sentence's next word.
_LEADERS = frozenset(("HOS", "HOG"))


def unlisted_name(reading: Reading, title: Title, claimed: Sequence[tuple[int, int]], places: frozenset[int]) -> tuple[int, int] | None:
    """A name after an office or rank, or before it, that no list holds."""
    text, words = reading.text, reading.words
    if "lender_behind" in words.traits and text.folded[title.start : title.end].rsplit(None, 1)[-1] in words.lends_name:
        return None  # «ministre du gouvernement Jospin»: another's government
    place = bisect_left(claimed, (title.start, 0))
    begin = _name_begin(reading, _past_land(reading, title))
    if begin is not None and not ("," in text.folded[title.end : begin] and _indefinite(text, title, words)):
        later = (start for start, end in claimed[place:] if end > begin and (start <= begin or start not in places))
        limit = next(later, len(text.folded))
        span = name_after(text, begin, limit, words)
        if span is not None and "plain_script" in words.traits:
            known = arabic_name(text, span, reading.knowledge, title.role in _LEADERS)
            span = span if known is None and _apposed_name(text, title, span) else known
            span = _past_town(text, span) if span is not None and title.code == "governor" else span
        if span is not None and not _another_word(reading, title, span):
            return span
    before = claimed[max(0, place - _LOOK_BACK) : place]
    floor = max([0, *(end for start, end in before if end <= title.start and start not in places)])
    if "plain_script" in words.traits and title.kind == "office":
        span = arabic_name_before(text, title.start, floor, words, arabic_name_words(reading.knowledge))
        whole = arabic_name(text, span, reading.knowledge, False, ends=True) if span is not None else None
        return whole if span is not None and whole is not None and whole[1] == span[1] else None  # what ends earlier is not beside it
    if title.bears_party and text.folded[max(0, title.start - 6) : title.start].rstrip(" the").endswith(","):
        return name_before(text, text.folded.rfind(",", 0, title.start), floor, words)
    return None


_FATHER = re.compile(r"\w+ (?=بن )")


def _past_town(text: Text, span: tuple[int, int]) -> tuple[int, int]:
    """«محافظ بلجرشي سفر بن سويد»: the town stands between the governor's office and his name, which begins before his father's."""
    found = _FATHER.search(text.folded, *span)
    return (found.start(), span[1]) if found is not None else span


def _apposed_name(text: Text, title: Title, span: tuple[int, int]) -> bool:
    """«وزير الطاقة الإسرائيلي، يوفال شتاينتز،»: two or three words between an office with its country and a stop name its holder.

    Who leads a state stands between two commas.
    """
    between, words = text.folded[title.end : span[0]], text.folded[slice(*span)].split()
    told = title.kind in ("office", "counterpart") and title.party is not None and not title.guessed and '"' not in between
    open_to_doubt = "," not in between and (title.role in _LEADERS or words[0][0] in "بلوف" or any(word[0] == AND for word in words))
    ends = text.folded[span[1] : span[1] + 1] in (",", ".", "\n")
    return told and ends and not open_to_doubt and 2 <= len(words) <= 3 and not any(word.startswith(_CLITICS) for word in words)


_CLITICS = (ARTICLE, AND_THE, IN_THE, TO_THE, "لا")
_WORD = re.compile(r"\w[\w.'-]*")


def _name_begin(reading: Reading, end: int) -> int | None:
    """Where a name may begin after a title: what the office is for, courtesy words and a comma are stepped over."""
    text, words = reading.text, reading.words
    end = _complemented(reading, end)
    for found in _WORD.finditer(text.folded, end, end + _GAP):
        if words.name_link.match(text.folded[end : found.end() + 1]):
            continue
        begin = found.start()
        between = text.folded[end:begin]
        if "\n" in between:
            return None
        if "clitics" in words.traits and text.folded[begin] == AND and "," in between:
            return None  # the next of a list, not the holder of this office
        if "plain_script" not in words.traits and '"' in between:
            return None  # «вице-президент "ВКонтакте"»: what the office heads
        return begin if words.name_link.match(between) else None
    return None


def _past_land(reading: Reading, title: Title) -> int:
    """The end of a Russian governor's office with the land he governs: «губернатор Техаса» + «Грег Эбботт»."""
    if "cases" not in reading.words.traits or title.code != "governor":
        return title.end
    place = bisect_left(reading.listed, title.end, key=_begins)
    land = (m for m in reading.listed[place : place + _LOOK_BACK] if m.kind == "place" and m.start == title.end + 1)
    return next((m.end for m in land), title.end)


def _complemented(reading: Reading, end: int) -> int:
    """The end of an office with what it is for and where it is held: «مساعد وزير الدفاع» + «لشؤون آسيا», "ambassador" + "to Tunisia"."""
    folded = reading.text.folded
    if (purpose := reading.words.purpose.match(folded, end)) is not None:
        end = purpose.end() if "plain_script" not in reading.words.traits else _before_name(purpose[0], end, reading.knowledge)
    if (post := reading.words.post.match(folded, end)) is not None:
        place = bisect_left(reading.listed, post.end() - len(ARTICLE), key=_begins)
        near = (m for m in reading.listed[place : place + _LOOK_BACK] if m.kind in _GROUNDS and m.start <= post.end() < m.end)
        end = next((m.end for m in near), end)
    return end


def _before_name(purpose: str, start: int, knowledge: Knowledge) -> int:
    """Where the words of a purpose end and a name begins that folds as if it had the article: «لشؤون الأمن الدولي أليسا»."""
    known = arabic_name_words(knowledge)
    kept = purpose.rstrip()
    while " " in kept.lstrip() and kept.rsplit(None, 1)[1] in known:
        kept = kept.rsplit(None, 1)[0]
    return start + len(kept)


def _begins(mention: Mention) -> int:
    return mention.start
