"""Finds listed names: Text → Mentions. One automaton a language, built at first use from all vocabularies' aliases."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.knowledge.contexts import Context
from builder.knowledge.matcher import Hit
from builder.knowledge.phrases import ANY_CASE, CAPITALS, NOUN, Alias, casing
from builder.knowledge.plain import make_matcher
from builder.model import Mention, Text
from builder.text.clitics import ARTICLE, FUTURE, IN, TO_THE
from builder.text.folding import fold_with_offsets

TITLES = frozenset(("office", "institution"))
OF_COUNTRY = "of_country"
SHARED = frozenset(("person", "office"))

# What a rule every_<kind>_<language> of contexts.yml holds for.
_KINDS_RULED = ("place", "country", "adjective", "abroad")

Found = tuple[Hit, Alias]
# A name, the capitals it is written in, and the context rules that it must meet.
Entry = tuple[Alias, int, tuple[Context, ...]]


def fold_all(phrases: Sequence[str]) -> list[str]:
    """Folds many phrases at once: far quicker than one by one."""
    return fold_with_offsets("\n".join(phrases))[0].split("\n")


class Finder:
    """The aliases of one language, ready to be found."""

    def __init__(self, language: str, aliases: Iterable[Alias], phrases: Iterable[str], contexts: Mapping[str, Context]) -> None:
        self._as_place = contexts.get(f"capital_as_place_{language}")
        of_all = {kind: contexts[rule] for kind in _KINDS_RULED if (rule := f"every_{kind}_{language}") in contexts}
        by_phrase: dict[str, list[Entry]] = {}
        for alias, phrase in zip(aliases, phrases, strict=True):
            if alias.language == language or alias.language is None:
                by_phrase.setdefault(phrase, []).append((alias, casing(alias.phrase), _rules(alias, contexts, of_all)))
        # Where a phrase names several things, those with a context rule are asked first, common nouns last.
        self._entries = [sorted(entries, key=_rank) if len(entries) > 1 else entries for entries in by_phrase.values()]
        self._matcher = make_matcher(list(by_phrase))

    def find(self, text: Text) -> list[Mention]:
        """Mentions by position: longest first within names and, apart, within titles."""
        whole: dict[int, bool] = {}
        found = [(hit, alias) for hit in self._matcher.find(text.folded) for alias in self._standing(text, hit, whole)]
        names = _longest(_at_home(found))
        titles = _longest(pair for pair in found if pair[1].kind in TITLES)
        if titles:
            names = _merge(names, titles)
        return [self._mention(text, hit, alias) for hit, alias in names]

    def _standing(self, text: Text, hit: Hit, whole: dict[int, bool]) -> list[Alias]:
        """The aliases of a hit that its letters and surroundings allow: one, or all persons who share a name."""
        allowed: list[Alias] = []
        for alias, case, rules in self._entries[hit.phrase]:
            if allowed and not (alias.kind in SHARED and allowed[0].kind == alias.kind and alias.code != allowed[-1].code):
                continue
            if hit.clitic and not _clitic_fits(hit.clitic, alias):
                continue
            if case and not _case_fits(text, hit, case):
                continue
            for rule in rules:
                if not rule.stands(text.folded, hit.start, hit.end, whole):
                    break
            else:
                allowed.append(alias)
        return allowed

    def _mention(self, text: Text, hit: Hit, alias: Alias) -> Mention:
        form = alias.form
        if form == "capital" and self._as_place and self._located(text, hit):
            form = "place"
        return Mention(alias.kind, alias.code, hit.start, hit.end, alias.rule, form, alias.party, alias.role)

    def _located(self, text: Text, hit: Hit) -> bool:
        assert self._as_place is not None
        return hit.clitic.endswith(IN) or self._as_place.stands(text.folded, hit.start - len(hit.clitic), hit.end)


def _at_home(found: Sequence[Found]) -> Iterator[Found]:
    """The names among hits; small places only where their country is named too."""
    named = {alias.party for _, alias in found if alias.kind == "country" or alias.form == "capital"}
    return (pair for pair in found if pair[1].kind not in TITLES and (pair[1].context != OF_COUNTRY or pair[1].party in named))


def _rules(alias: Alias, contexts: Mapping[str, Context], of_all: Mapping[str, Context]) -> tuple[Context, ...]:
    """The alias's own rule, those for every name of its kind, and that for towns outside the United States."""
    kind = "adjective" if alias.form == "adjective" else alias.kind
    kinds = (kind, "abroad") if kind == "place" and alias.party != "USA" else (kind,)
    own = (contexts[alias.context],) if alias.context else ()
    return (*own, *(of_all[kind] for kind in kinds if kind in of_all))


def _rank(entry: Entry) -> tuple[bool, bool]:
    alias = entry[0]
    return alias.context is None, alias.kind == "institution" and alias.party is None


def _clitic_fits(clitic: str, alias: Alias) -> bool:
    """The future prefix س stands before verbs only; the article before words that take one."""
    if clitic.endswith(FUTURE):
        return False
    return alias.article or not clitic.endswith((ARTICLE, TO_THE))


def _case_fits(text: Text, hit: Hit, case: int) -> bool:
    left, right = text.raw_span(hit.start, hit.end)
    if case == CAPITALS:
        words = text.raw[left:right]
        return words.upper() == words
    if case == NOUN:
        return text.raw[left:right].partition(" ")[2][:1].isupper()
    return case == ANY_CASE or text.raw[left].isupper() or text.raw[left].isdigit()


def _longest(found: Iterable[Found]) -> list[Found]:
    """Hits that no earlier or longer one covers; several aliases of one span all stay."""
    kept: list[Found] = []
    end = span_start = -1
    for pair in found:
        hit = pair[0]
        if hit.start >= end:
            kept.append(pair)
            span_start, end = hit.start, hit.end
        elif (hit.start, hit.end) == (span_start, end) and pair[1].kind in SHARED and kept[-1][1].kind == pair[1].kind:
            kept.append(pair)
    return kept


def _within(hit: Hit, longer: Hit) -> bool:
    return longer.start <= hit.start and hit.end <= longer.end and longer.end - longer.start > hit.end - hit.start


def _covered(hit: Hit, names: Sequence[Found], place: int) -> bool:
    """Names do not overlap, so only the last that begins before the hit can hold it."""
    return place >= 0 and _within(hit, names[place][0])


def _merge(names: list[Found], titles: list[Found]) -> list[Found]:
    """Names and titles by position; a title that lies within a longer name is dropped."""
    starts = [hit.start for hit, _ in names]
    outside = [pair for pair in titles if not _covered(pair[0], names, bisect_right(starts, pair[0].start) - 1)]
    return sorted([*names, *outside], key=lambda pair: (pair[0].start, -pair[0].end))
