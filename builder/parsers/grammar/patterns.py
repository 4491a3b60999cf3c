"""Word patterns as data → matches in folded text.

A pattern is words in order, separated by spaces; each stands for one word of the text, with any punctuation between:
``word`` exactly, ``stem*`` a word that begins so, ``(a|b*|call* off)`` one of several words or phrases,
``(a|b)?`` or ``word?`` may be absent, ``_`` up to two words between, ``__`` up to six, ``___`` up to fourteen,
``#`` a number in digits, ``_!(a|b)`` such a gap that holds none of these words, ``!(a|b)`` none of these words next.
Arabic words may carry their clitics (و ف ب ل ك س and the article); ``=word`` may not («فيصل» is a name, no form of «يصل»).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from functools import cache, reduce
from itertools import groupby
from operator import or_
from typing import NamedTuple

from builder.model import Sentence
from builder.parsers.grammar.anchors import Anchors, Says, Tries, Try, stem
from builder.text.folding import fold

_ARABIC = re.compile("[ء-ي]")
_NESTED = re.compile(r"\([^)]*\(")
_TOKEN = re.compile(r"_*!\([^)]*\)|\([^)]*\)\??|\S+")
_FIRST_CLITIC = "(?:[وف]?(?:بال|كال|لل|ال|[بلكس])?)"
# A verb takes no article and no ب or ك: «بحث» discussed, «البحث» the search.
_VERB_CLITIC = "(?:[وف]?[سل]?)"
_INNER_CLITIC = "(?:و?(?:بال|لل|ال|[بل])?)"
_GAPS = {"_": 2, "__": 6, "___": 14}
_MIN_ANCHOR = 3
# Words that stand in most sentences of their language.
_EVERYWHERE = frozenset(
    "في من الي علي عن مع ان او ما لا هو هي قد لم كل بن التي الذي "
    "the of to in on at by is it he an as or be his and for that with was are not from this "
    "de la le les des du et en un une au a se ce il que qui dans pour sur par est "
    "в и на не с по что из к за от до о для".split()
)
# A word before the anchor and the gap between may take this many characters.
_REACH = 60


class PatternError(ValueError):
    """A pattern that cannot be compiled; the message holds the pattern and the cure."""


class Match(NamedTuple):
    """A pattern found: its number in the list given, and its folded span."""

    pattern: int
    start: int
    end: int
    sentence: int


@cache
def _alternatives(token: str) -> tuple[str, ...]:
    token = token.removesuffix("?")
    inner = token[1:-1] if token.startswith("(") else token
    return tuple(part if part == "#" else fold(part) for part in inner.split("|") if part)


@cache
def _word_regex(token: str, clitics: str) -> str:
    """The alternatives in their order; single words next to each other share their clitics, which are then tried once for all."""
    branches: list[str] = []
    for (clitic, single), words in groupby(_alternatives(token), lambda word: (clitics if _ARABIC.match(word) else "", " " not in word)):
        forms = [_form_regex(word.removeprefix("=")) for word in words]
        branches += [f"{clitic}(?:{'|'.join(forms)})"] if clitic and single else [clitic + form for form in forms]
    return "(?:" + "|".join(branches) + ")"


def _form_regex(word: str) -> str:
    return r"\w*".join(map(re.escape, word.split("*"))) if word != "#" else r"\d[\d.,]*"


def _is_gap(token: str) -> bool:
    return token.partition("!")[0] in _GAPS


def _is_word(token: str) -> bool:
    return not _is_gap(token) and not token.startswith("!")


def _gap_regex(token: str) -> str:
    """A gap, or (``!`` alone) the place where a word of the list must not follow."""
    size, _, barred = token.partition("!")
    ban = rf"(?!{_word_regex(barred, _FIRST_CLITIC)}(?!\w))" if barred else ""
    return rf"(?:\W++{ban}\w++){{0,{_GAPS[size]}}}?" if size else rf"(?:(?=\W+{ban}\w)|(?!\W+\w))"


def pattern_regex(pattern: str, *, verb: bool = False, interposed: str = "") -> str:
    """One pattern as a regular expression over folded text; ``verb``: it opens with a verb; ``interposed``: may stand between words."""
    between = rf"(?:\W+(?:{interposed})(?!\w))?" if interposed else ""
    tokens = _TOKEN.findall(pattern)
    if not tokens or not _is_word(tokens[0]) or tokens[0].endswith("?") or _is_gap(tokens[-1]):
        raise PatternError(f"pattern '{pattern}' must begin and end with a word that is always there; move the gap inside")
    if _NESTED.search(pattern):
        raise PatternError(f"pattern '{pattern}' nests brackets; write it as two patterns")
    parts: list[str] = []
    for token in tokens:
        if not _is_word(token):
            parts.append(_gap_regex(token))
            continue
        opening = _VERB_CLITIC if verb else _FIRST_CLITIC
        word = _word_regex(token, _INNER_CLITIC if parts else opening)
        joined = (between + r"\W+" if parts else "") + word + r"(?!\w)"
        parts.append(f"(?:{joined})?" if token.endswith("?") else joined)
    # A word after a hyphen is the second part of another: «пресс-конференции», "contre-sommet".
    return r"(?<!\w)(?<!\w-)" + "".join(parts)


def _anchor(pattern: str) -> tuple[Sequence[str], bool, list[Sequence[str]]]:
    """The words (``stem*`` or whole) one of which every match holds, whether they open the pattern, and the other words it needs.

    The opening word serves where it is long enough, else the required word whose shortest form is longest.
    """
    tokens = [token for token in _TOKEN.findall(pattern) if _is_word(token)]
    required = [_alternatives(token) for token in tokens if not token.endswith("?")]
    opening = bool(tokens) and not tokens[0].endswith("?") and _shortest(required[0]) >= _MIN_ANCHOR
    best = required[0] if opening else max(required, key=_shortest, default=())
    if not best or _shortest(best) < min(_MIN_ANCHOR, max(map(len, best))):
        raise PatternError(f"pattern '{pattern}' has no required word of {_MIN_ANCHOR} letters or more; add one")
    return best, opening, [words for words in required if words is not best and _tells(words, words is required[0])]


def _tells(words: Sequence[str], first: bool) -> bool:
    """Whether it says much of a pattern that one of the words stands in a sentence; its first word may have but two letters («شن»)."""
    least = min(len(stem(word)) + (first and "*" not in word) for word in words)
    return least >= _MIN_ANCHOR and _EVERYWHERE.isdisjoint(words)


def apart(pattern: str) -> list[str]:
    """A pattern whose first word has forms too short to be looked for, as two: its long forms anchor the other («شنت», «شن»)."""
    first = _TOKEN.findall(pattern)[0]
    rest = pattern[len(first) + 1 :]
    if not (first.startswith("(") and first.endswith(")")):
        return [pattern]
    forms = first[1:-1].split("|")
    short = [form for form in forms if len(stem(form)) < _MIN_ANCHOR]
    if not short or len(short) == len(forms):
        return [pattern]
    return [f"({'|'.join(form for form in forms if form not in short)}) {rest}", f"({'|'.join(short)}) {rest}"]


def _shortest(words: Sequence[str]) -> int:
    return min(len(stem(word)) for word in words)


class PatternSet:
    """Many patterns found together: one scan for their words, then each pattern checked in the sentences that hold all it needs."""

    def __init__(self, patterns: Sequence[str], verbs: Container[int] = (), anchors: Anchors | None = None, interposed: str = "") -> None:
        """``verbs``: numbers of the patterns that open with a verb; ``anchors`` are shared with other sets of the language.

        ``interposed``: what may stand between any two words, as a regular expression ("offered on Tuesday to help").
        """
        self._expressions = [pattern_regex(p, verb=number in verbs, interposed=interposed) for number, p in enumerate(patterns)]
        self._regexes: dict[int, re.Pattern[str]] = {}
        self._anchors = anchors or Anchors()
        self._number = self._anchors.add(_words_of(patterns))

    def find(self, folded: str, sentences: Sequence[Sentence]) -> list[Match]:
        """All matches, each within one sentence, ordered by start and then longest first."""
        starts = [sentence.start for sentence in sentences]
        met = [0] * len(sentences)
        anchors: list[tuple[int, int, Tries]] = []
        place, left, right = 0, len(folded), 0
        for start, meets, tries in self._anchors.places(folded, self._number):
            if not left <= start < right:  # most words stand in the sentence of the one before
                after = bisect_right(starts, start)
                if not after:
                    continue
                place, left, right = after - 1, starts[after - 1], starts[after] if after < len(starts) else len(folded)
            met[place] |= meets
            if tries is not None:
                anchors.append((place, start, tries))
        found: set[Match] = set()
        for place, start, (wanted, each) in anchors:
            if wanted and not wanted & met[place]:
                continue
            unmet = ~met[place]
            for number, opening, needs in each:
                if not needs & unmet and (match := self._match(number, opening, folded, start, sentences[place])) is not None:
                    found.add(Match(number, match.start(), match.end(), place))
        return sorted(found, key=lambda match: (match.start, -match.end, match.pattern))

    def _match(self, number: int, opening: bool, folded: str, start: int, sentence: Sentence) -> re.Match[str] | None:
        regex = self._regexes.get(number) or self.regex(number)
        if opening:
            return regex.match(folded, start, sentence.end)
        return regex.search(folded, max(sentence.start, start - _REACH), sentence.end)

    def regex(self, number: int) -> re.Pattern[str]:
        """The regular expression of a pattern, compiled when it is first needed: most are rare, and all take a second."""
        return self._regexes.setdefault(number, re.compile(self._expressions[number]))

    def regexes(self) -> list[re.Pattern[str]]:
        """All of them compiled, for checking."""
        return [self.regex(number) for number in range(len(self._expressions))]


def _words_of(patterns: Sequence[str]) -> dict[str, Says]:
    """All words that patterns are tried by or need besides, with what each says."""
    meets: dict[str, int] = {}
    tries: dict[str, list[Try]] = {}
    bits: dict[tuple[str, ...], int] = {}
    for number, pattern in enumerate(patterns):
        anchors, opening, others = _anchor(pattern)
        needs = 0
        for words in others:
            bit = bits.setdefault(tuple(words), 1 << len(bits))
            needs |= bit
            for word in words:
                meets[word] = meets.get(word, 0) | bit
        for word in anchors:
            tries.setdefault(word, []).append(Try(number, opening, needs))
    return {word: (meets.get(word, 0), _together(tries[word]) if word in tries else None) for word in {**tries, **meets}}


def _together(tries: Sequence[Try]) -> Tries:
    needs = [one.needs for one in tries]
    return Tries(reduce(or_, needs) if all(needs) else 0, tuple(tries))
