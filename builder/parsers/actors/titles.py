"""Offices, ranks and institution nouns with the country beside them: listed mentions → titles that bear a party, or not."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from builder.knowledge import Knowledge
from builder.model import Mention, Text
from builder.parsers.actors.actor_words import ActorWords
from builder.text.clitics import ARTICLE, TO, TO_THE, after_article
from builder.text.folding import fold

_REACH, _SAME_TALK = 30, 250
_LONGEST_NATION = 60
# How long a traveller's honours, names and other offices may be: «زيارة صاحب السمو الملكي الأمير فلان بن فلان، ولي العهد وزير الدفاع لمصر».
_TRAVELLER = 240
_BEARERS = ("office", "institution")
_GROUNDS = ("country", "igo", "place")
# "Zelensky aide", «советник Обамы»: an aide stands for the country of whom he serves.
_AIDE = "aide"
# "The interior ministry in Moscow", "parliament in Bishkek": a house of the state where its town lies; an army may be far from home.
_OF_TOWNS = frozenset(("JUS", "POL", "DEF", "MOI", "FOR", "LEG", "GOV"))
# Where such a one leads or commands is not whom he stands for: "commander in Afghanistan", "the top leader in Iraq".
_POSTED = frozenset(("commander", "leader", "governor", "staff_chief"))
# Provinces and cities have princes, clubs named after cities presidents, city halls councillors: «أمير الرياض», «رئيس روما».
_OF_LANDS = frozenset(("emir", "president", "monarch", "aide"))
_LEADERS = ("HOS", "HOG")


class Title(NamedTuple):
    """An office, rank or institution in the text; ``kind`` is office, rank, institution or counterpart."""

    kind: str
    code: str
    start: int
    end: int
    rule: str
    role: str
    party: str | None
    former: bool = False
    guessed: bool = False

    @property
    def bears_party(self) -> bool:
        """Whether it stands for a side by itself."""
        return self.party is not None and self.kind != "rank" and not self.guessed


class _Row(NamedTuple):
    """Mentions by position, and where each starts."""

    mentions: Sequence[Mention]
    starts: Sequence[int]

    def near(self, title: Title) -> Sequence[Mention]:
        """Those that may stand within reach of a title on either side."""
        first = bisect_left(self.starts, title.start - _LONGEST_NATION)
        return self.mentions[first : bisect_left(self.starts, title.end + _REACH + 3, first)]


def _row(mentions: Sequence[Mention]) -> _Row:
    return _Row(mentions, [m.start for m in mentions])


def titles_of(text: Text, listed: Sequence[Mention], knowledge: Knowledge, words: ActorWords) -> Iterator[Title]:
    """Every listed office, rank and institution noun, with its country."""
    bearers = [m for m in listed if m.kind in _BEARERS]
    if not words.splits_office and not bearers:
        return  # offices parted by an adjective are not listed mentions
    towns = _row([m for m in listed if m.kind in _GROUNDS or (m.kind == "group" and m.party is not None)])  # a group may govern
    nations = _row([m for m in towns.mentions if m.kind != "place" or m.form == "capital"])
    split = list(_split(text, nations.mentions, knowledge, words)) if words.splits_office else []
    yield from (_with_former(text, title, words) for title in split)
    for mention in bearers:
        title = _title(mention)
        if title is None or (split and any(s.start <= mention.start < s.end for s in split)):
            continue
        # «المستشار عدلي منصور» is a judge's title, «مستشار أوباما» an aide.
        if title.code == _AIDE and not after_article(text.folded, title.start):
            title = _with_nation(text, title, _row([m for m in listed if m.kind == "person" and m.party]), words)
        title = _of_another(text, title, nations, words)
        if title.party is None:
            of_town = title.kind == "institution" and title.role in _OF_TOWNS
            title = _with_nation(text, title, towns if of_town else nations, words)
        yield _with_deputy(text, _with_former(text, title, words), words)


def _of_another(text: Text, title: Title, nations: _Row, words: ActorWords) -> Title:
    """ "Sri Lanka's defence secretary": an office whose words alone tell one state is another's where that one stands right before it."""
    if title.party is None or title.kind != "office" or not words.possessives:
        return title
    before = [n for n in nations.near(title) if n.kind == "country" and n.end <= title.start and n.start < title.start]
    owner = next((n for n in before if n.code != title.party and _owns(text, n, title, words)), None)
    return title if owner is None else title._replace(start=owner.start, party=owner.code)


def _owns(text: Text, nation: Mention, title: Title, words: ActorWords) -> bool:
    between = text.folded[nation.end : title.start]
    return between.strip() in words.possessives or (nation.form in ("adjective", "abbreviation") and between == " ")


def _title(mention: Mention) -> Title | None:
    if mention.kind == "office":
        kind = "rank" if mention.rule.startswith("rank.") else "office"
        return Title(kind, mention.code, mention.start, mention.end, mention.rule, mention.role or "OTH", mention.party)
    if mention.kind == "institution" and mention.rule.startswith("kind."):
        return Title("institution", mention.code, mention.start, mention.end, mention.rule, mention.role or "OTH", mention.party)
    return None


def _with_nation(text: Text, title: Title, nations: _Row, words: ActorWords) -> Title:
    best: tuple[int, Mention] | None = None
    for nation in nations.near(title):
        if (title.kind == "rank" and nation.form != "adjective") or (title.code in _OF_LANDS and nation.form == "capital"):
            continue
        gap = _gap(text, title, nation, words)
        if gap is not None and (best is None or gap < best[0]):
            best = (gap, nation)
    if best is None:
        return title
    nation = best[1]
    party = nation.party or nation.code
    start, end = min(title.start, nation.start), max(title.end, nation.end)
    # Who presides over an assembly of the United Nations is no head of state.
    role = "IGO" if nation.kind == "igo" and title.role in _LEADERS else title.role
    # Nor is the secretary-general of a state's presidency an official of an organisation.
    role = "GOV" if nation.kind == "country" and title.role == "IGO" else role
    return Title(title.kind, title.code, start, end, title.rule, role, party, title.former)


def _gap(text: Text, title: Title, nation: Mention, words: ActorWords) -> int | None:
    """Distance to a country that belongs to the title: an adjective or name right after, or, unless titles come first, right before."""
    if nation.start >= title.end:
        # The Arabic article stands on the adjective: «وزارة الدفاع» + «ال» + «روسية».
        between = text.folded[title.end : nation.start]
        between = between.removesuffix(ARTICLE) if "clitics" in words.traits else between
        if len(between) > _REACH or "\n" in between:
            return None
        if nation.form == "adjective":
            return len(between) if between.strip() == "" and _of_state(text, nation, words) else None
        if (title.role == "DIP" or title.code in _POSTED) and words.post.fullmatch(text.folded[title.end : nation.start]):
            return None  # where he is sent is not whom he stands for
        if "genitive_chain" in words.traits and between == " " and nation.kind == "country" and _definite(text, title, nation):
            return None  # «غادر وزير الدفاع جمهورية مصر»: only a noun without article takes a country's name («وزير دفاع مصر»)
        if "clitics" in words.traits and title.role == "DIP" and text.folded.startswith(TO_THE, nation.start):
            return None  # «مبعوث الملك للمملكة العربية السعودية»
        if (
            "clitics" in words.traits
            and nation.kind != "igo"
            and text.folded.startswith(f" {TO}", title.end)
            and _journey(text, title, words)
        ):
            return None  # «زيارة ولي العهد للأردن»
        if "bare_is_one" in words.traits and title.kind == "institution" and between.split()[:1] == ["في"] and _any_one(text, title):
            return None  # «قاعدة بحرية في البحرين»
        if "owner_before_noun" in words.traits and (between == " " or (between.startswith(" in ") and _abroad(text, title, words))):
            return None  # "the president America might have had", "ground forces in Syria"
        # Arabic ل and ب stand on the country's own word.
        return len(between) if words.link.match(between) or ("clitics" in words.traits and between.strip() in (TO, "")) else None
    if nation.end <= title.start and "title_first" not in words.traits:
        between = text.folded[nation.end : title.start]
        if words.partisans and text.folded.endswith(words.partisans, 0, nation.start):
            return None  # "a pro-Beijing lawmaker"
        if len(between) > 4 or "\n" in between or ("cases" in words.traits and nation.form == "name"):
            return None  # «в Германии президент»: a Russian name of a country follows what belongs to it
        if "owner_before_noun" in words.traits and title.role == "DIP" and nation.form == "name" and "'" not in between:
            return None  # the "Ukraine envoy" is sent there
        return len(between) + 1 if between.strip(" -") in ("", *words.possessives) else None
    return None


def _journey(text: Text, title: Title, words: ActorWords) -> bool:
    return words.journey.search(text.folded, max(0, title.start - _TRAVELLER), title.start) is not None


def _of_state(text: Text, nation: Mention, words: ActorWords) -> bool:
    """Whether an adjective behind a title means the state, not whom the next noun names: «президент Российской академии»."""
    return not words.of_state or any(word.startswith(words.of_state) for word in text.folded[nation.end : nation.end + _REACH].split()[:2])


def _definite(text: Text, title: Title, nation: Mention) -> bool:
    """Whether an office ends in a word with the article and the country's name begins without one."""
    last = text.folded[title.start : title.end].rsplit(" ", 1)[-1]
    return title.kind == "office" and last.startswith(ARTICLE) and not text.folded.startswith((ARTICLE, TO_THE), nation.start)


def _abroad(text: Text, title: Title, words: ActorWords) -> bool:
    """Whether the noun is one of soldiers, who may stand in another's land."""
    return title.role == "MIL" and text.folded.endswith(words.soldiers, title.start, title.end)


def _any_one(text: Text, title: Title) -> bool:
    """Whether an institution is one word without the article: an adjective, or one of many."""
    span = text.folded[title.start : title.end]
    return " " not in span and not span.startswith(ARTICLE) and not text.folded.endswith((ARTICLE, TO_THE), 0, title.start)


def _with_former(text: Text, title: Title, words: ActorWords) -> Title:
    return title._replace(former=True) if _former_before(text, title, words) or _former_behind(text, title, words) else title


def _former_before(text: Text, title: Title, words: ActorWords) -> bool:
    before = text.folded[max(0, title.start - 20) : title.start].replace("-", " ").rsplit(None, 2)[-2:]
    return bool(before) and (before[-1].rpartition("'")[2] in words.former or " ".join(before) in words.former)


def _former_behind(text: Text, title: Title, words: ActorWords) -> bool:
    if "adjectives_behind" not in words.traits:
        return False
    after = text.folded[title.end : title.end + 30].split(None, 2)[:2]
    if len(after) > 1 and after[0].startswith(ARTICLE) and after[1].strip(",.:") in words.former:
        return True  # «الرئيس الإيراني المتشدد السابق»: another adjective may stand between
    return bool(after) and after[0].strip(",.:") in words.former


_REACH_BACK = 24
_ARABIC_PREFIX = re.compile(r"(?<!\w)(?:لل|ال|ل)$")


def _with_deputy(text: Text, title: Title, words: ActorWords) -> Title:
    """«وكيل الأمين العام»: who stands in for an office is not its holder, and leads no state."""
    if title.kind != "office":
        return title
    written_on = "clitics" in words.traits and text.folded.startswith(TO, title.start - 1)
    prefix = _ARABIC_PREFIX.search(text.folded, max(0, title.start - 3), title.start) if written_on else None
    end = prefix.start() if prefix is not None else title.start
    if words.deputy.search(text.folded, max(0, title.start - _REACH_BACK), end) is None:
        return title
    return title._replace(code=f"deputy_{title.code}", role="GOV" if title.role in _LEADERS else title.role)


def _split(text: Text, nations: Sequence[Mention], knowledge: Knowledge, words: ActorWords) -> Iterator[Title]:
    """French sets the adjective inside the office: "le ministre russe de la Défense"."""
    offices = _phrases(knowledge, words.language)
    for nation in nations:
        if nation.form != "adjective" or not text.folded.startswith(words.splits_office, nation.end + 1):
            continue
        before = list(_WORD.finditer(text.folded, max(0, nation.start - 40), nation.start))[-3:]
        after = list(_WORD.finditer(text.folded, nation.end, nation.end + 60))[:5]
        if not before or not after:
            continue
        for left, right in ((a, b) for a in range(len(before), 0, -1) for b in range(len(after), 0, -1)):
            kind = offices.get(" ".join(word[0] for word in (*before[-left:], *after[:right])))
            if kind is not None:
                yield Title(kind[0], kind[1], before[-left].start(), after[right - 1].end(), f"{kind[0]}.{kind[1]}", kind[2], nation.code)
                break


_WORD = re.compile(r"[^\W\d_][\w'-]*")


@cache
def _phrases(knowledge: Knowledge, language: str) -> dict[str, tuple[str, str, str]]:
    """Folded phrases of a language for offices and institution nouns → kind, code, role."""
    return {
        fold(alias.phrase): ("institution" if alias.kind == "institution" else "office", alias.code, alias.role or "OTH")
        for alias in knowledge.aliases
        if alias.language == language and alias.kind in ("office", "institution") and not alias.rule.startswith(("rank.", "kb."))
    }


def counterparts(text: Text, listed: Sequence[Mention], titles: Sequence[Title], words: ActorWords) -> Iterator[Title]:
    """ "His Turkish counterpart": the role of the office named last before it, the country beside it."""
    if not any(word in text.folded for word in words.counterparts):
        return
    nations = _row([m for m in listed if m.kind == "country" and m.form in ("adjective", "name")])
    holders = [*(t.end for t in titles if t.kind == "office"), *(m.end for m in listed if m.kind == "person")]
    for found in words.counterpart.finditer(text.folded):
        if words.thing.search(text.folded, max(0, found.start() - _REACH), found.start()):
            continue  # «المنتخب الفرنسي على نظيره الكرواتي»
        # Else the counterpart of a team, a museum, an agency, unless a name follows.
        official = any(0 <= found.start() - end < _SAME_TALK for end in holders)
        ends = [(t.end, t.role) for t in titles if t.kind == "office" and t.end <= found.start()]
        role = max(ends)[1] if ends else None
        bare = Title("counterpart", "", found.start(), found.end(), "counterpart", role or "GOV", None)
        title = _with_nation(text, bare, nations, words)
        before = next((n for n in nations.mentions if n.end <= bare.start and text.folded[n.end : bare.start].strip(" ") == ""), None)
        if title.party is None and before is not None:
            title = bare._replace(party=before.code, start=before.start)
        if title.party is not None:
            yield title if official else title._replace(guessed=True)
