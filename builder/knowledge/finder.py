"""Finds listed names: Text → Mentions. One automaton a language, built at first use from all vocabularies' aliases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from builder.knowledge.contexts import Context
from builder.knowledge.phrases import CAPITALS, INITIAL, Alias, casing
from builder.knowledge.plain import make_matcher
from builder.model import Mention, Text
from builder.text.clitics import ARTICLE, FUTURE, IN, TO_THE
from builder.text.folding import fold_with_offsets

TITLES = frozenset(("office", "institution"))
OF_COUNTRY = "of_country"
SHARED = frozenset(("person", "office"))

# What a rule every_<kind>_<language> of contexts.yml holds for.
_KINDS_RULED = ("place", "country", "adjective", "abroad")

# A name, the capitals it is written in, and the context rules that it must meet.
Entry = tuple[Alias, int, tuple[Context, ...]]
# Start and end of a name, the clitics before it, and what it names.
Found = tuple[int, int, str, Alias]


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
        self._matcher = make_matcher(list(by_phrase), clitics=language == "ar")

    def find(self, text: Text) -> list[Mention]:
        """Mentions by position: longest first within names and, apart, within titles."""
        names: list[Found] = []
        titles: list[Found] = []
        whole: dict[int, bool] = {}
        for number, start, end, clitic in self._matcher.find(text.folded):
            # Of what a phrase names, its letters and surroundings allow one thing, or all persons who share the name.
            last: Alias | None = None
            for alias, case, rules in self._entries[number]:
                if last is not None and not (alias.kind in SHARED and alias.kind == last.kind and alias.code != last.code):
                    continue
                if (clitic and not _clitic_fits(clitic, alias)) or (case and not _case_fits(text, start, end, case)):
                    continue
                for rule in rules:
                    if not rule.stands(text.folded, start, end, whole):
                        break
                else:
                    last = alias
                    (titles if alias.kind in TITLES else names).append((start, end, clitic, alias))
        return [self._mention(text, *one) for one in _merge(_longest(_at_home(names)), _longest(titles))]

    def _mention(self, text: Text, start: int, end: int, clitic: str, alias: Alias) -> Mention:
        _, _, kind, code, form, party, role, rule, _, _ = alias
        if form == "capital" and self._as_place and (clitic.endswith(IN) or self._as_place.stands(text.folded, start - len(clitic), end)):
            form = "place"
        return Mention(kind, code, start, end, rule, form, party, role)


def _at_home(names: Sequence[Found]) -> Sequence[Found]:
    """The names found; small places only where their country is named too."""
    if not any(alias.context == OF_COUNTRY for _, _, _, alias in names):
        return names
    named = {alias.party for _, _, _, alias in names if alias.kind == "country" or alias.form == "capital"}
    return [one for one in names if one[3].context != OF_COUNTRY or one[3].party in named]


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


def _case_fits(text: Text, start: int, end: int, case: int) -> bool:
    if case == INITIAL:
        first = text.raw[start if text.offsets is None else text.offsets[start]]
        return first.isupper() or first.isdigit()
    words = text.words(start, end)
    return words.upper() == words if case == CAPITALS else words.partition(" ")[2][:1].isupper()


def _longest(found: Sequence[Found]) -> list[Found]:
    """Names that no earlier or longer one covers; several aliases of one span all stay."""
    kept: list[Found] = []
    end = span_start = -1
    for one in found:
        if one[0] >= end:
            kept.append(one)
            span_start, end = one[0], one[1]
        elif one[0] == span_start and one[1] == end and one[3].kind in SHARED and kept[-1][3].kind == one[3].kind:
            kept.append(one)
    return kept


def _merge(names: list[Found], titles: list[Found]) -> list[Found]:
    """Names and titles by position; a title that lies within a longer name is dropped."""
    outside = []
    place = 0
    for title in titles:
        while place < len(names) and names[place][0] <= title[0]:
            place += 1
        # Names do not overlap, so only the last that begins before the title can hold it.
        if not place or not _within(title, names[place - 1]):
            outside.append(title)
    return sorted([*names, *outside], key=_by_position) if outside else names


def _within(title: Found, name: Found) -> bool:
    return title[1] <= name[1] and name[1] - name[0] > title[1] - title[0]


def _by_position(one: Found) -> tuple[int, int]:
    return one[0], -one[1]
