"""Turns the mentions of a sentence into slots: who stands where, how the words mark it → groups of coordinated parties."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from builder.model import Mention, Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.syntax import NEVER
from builder.parsers.scene.coordination import beside_ground, named_together
from builder.parsers.scene.genitives import qualified_noun, sends
from builder.parsers.scene.markers import SKIPPED, WORDS, marker_before
from builder.parsers.scene.party_mentions import party_of
from builder.text.clitics import IN_THE, TO, TO_THE, definite

# How far a state stands from one before it with a place between: « في البلطيق و».
_NEAR = 28


class Group(NamedTuple):
    """Parties named together ("A, B and C"), with the marker before the first: partner, to, from, in, … or "".

    ``matter``: an adjective of nationality whose noun is a thing, not someone who acts ("the Iranian programme").
    ``sent``: people told by their country alone, whom one can receive («une délégation russe»).
    """

    parties: tuple[str, ...]
    mentions: tuple[Mention, ...]
    start: int
    end: int
    marker: str
    sentence: int
    matter: bool = False
    sent: bool = False

    @property
    def adjective(self) -> bool:
        """Whether only adjectives of nationality stand here ("the Russian …")."""
        for mention in self.mentions:
            if mention.form != "adjective":
                return False
        return bool(self.mentions)

    @property
    def acts(self) -> bool:
        """Whether a person, office or institution stands here, or words that point back to them, not the country's name alone."""
        return not self.mentions or any(mention.kind in ("person", "office", "institution") for mention in self.mentions)


def groups_of(
    folded: str, sentence: Sentence, number: int, mentions: Sequence[Mention], frames: Frames, in_towns: Mapping[int, int]
) -> list[Group]:
    """The sentence's parties in order, coordinated ones joined."""
    groups: list[list[Mention]] = []
    markers: list[str] = []
    for mention in mentions:
        if groups and mention.start not in in_towns and named_together(folded, sentence, groups[-1], mention, frames):
            groups[-1].append(mention)
        else:
            beside = (
                beside_ground(folded, groups[-1][-1], mention, frames) if groups and mention.start - groups[-1][-1].end <= _NEAR else ""
            )
            groups.append([mention])
            markers.append(beside or _marker_of(folded, sentence, mention, in_towns.get(mention.start, mention.start), frames))
    markers = [
        marker or _acting(folded, sentence, members, frames) or _receiving(folded, members, frames)
        for members, marker in zip(groups, markers, strict=True)
    ]
    markers = [_absolute(folded, sentence, members, marker, frames) for members, marker in zip(groups, markers, strict=True)]
    return [_group(folded, sentence, members, marker, number, frames) for members, marker in zip(groups, markers, strict=True)]


def _absolute(folded: str, sentence: Sentence, members: Sequence[Mention], marker: str, frames: Frames) -> str:
    """ "With the minister visiting Rabat, the army …": whom the words that open a sentence tell to travel is no partner of its subject."""
    opens = marker == "partner" and len(folded[sentence.start : members[0].start].split()) <= _OPENS_WITH
    return "" if opens and frames.syntax.absolute.match(folded, members[-1].end) else marker


_OPENS_WITH = 2


def _acting(folded: str, sentence: Sentence, members: Sequence[Mention], frames: Frames) -> str:
    """«катера, подаренные Японией»: the instrumental right behind a passive participle names who did it, as "by" says elsewhere."""
    syntax, first = frames.syntax, members[0]
    told = first.kind in ("country", "place", "institution")
    if not told or syntax.passive.search(folded, max(sentence.start, first.start - _PASSIVE), first.start) is None:
        return ""
    if first.form == "adjective":
        own = (folded[first.end : first.end + _PASSIVE].split() or [""])[0]
    else:  # «переданный правительством Индии»: of an institution the first word
        own = folded[first.start : first.end].split()[0 if first.kind == "institution" else -1]
    return "by" if syntax.instrumental.fullmatch(own) else ""


_PASSIVE = 32


def _receiving(folded: str, members: Sequence[Mention], frames: Frames) -> str:
    """«поставит Ираку», «помощь Киеву», «российской стороне»: a state in the dative receives, as "to" says in other languages."""
    syntax = frames.syntax
    if syntax.dative is NEVER is syntax.dative_noun:
        return ""
    if all(m.form == "adjective" for m in members):
        return "to" if syntax.dative_noun.match(folded, members[-1].end) else ""
    names = (folded[m.start : m.end] for m in members if m.kind in ("country", "place") and m.form != "adjective")
    dative = any(syntax.dative.fullmatch(word) and not syntax.no_dative.fullmatch(word) for name in names for word in name.split()[-1:])
    return "to" if dative else ""


def _marker_of(folded: str, sentence: Sentence, mention: Mention, start: int, frames: Frames) -> str:
    # "Washington: Iran prepares …": a headline names its source before a colon.
    if (
        sentence.part == "title"
        and mention.start - sentence.start < 4
        and mention.end - sentence.start < 40
        and folded[mention.end : mention.end + 2].lstrip()[:1] == ":"
    ):
        return "attribution"
    if mention.kind == "country" and frames.syntax.border.match(folded, mention.end):
        return "about"  # "visits the Mexico border"
    if mention.form == "name" and frames.syntax.topic.match(folded, mention.end):
        return "about"  # "told the Ukraine caucus"
    state = mention.kind == "country" and mention.form != "adjective"
    if state and frames.syntax.talked_of.search(folded, max(sentence.start, start - 24), start):
        return "about"  # «обсудили Сирию»
    if mention.kind == "igo" and frames.syntax.member.match(folded, mention.end):
        return "about"  # "to Norway, a NATO member"
    if folded[mention.end : mention.end + 1] != "-" and frames.syntax.border_of.search(folded, max(sentence.start, start - 48), start):
        return "about"  # «près de la frontière ukrainienne»
    marker = marker_before(folded, sentence.start, start, frames) or _in_brackets(folded, sentence, mention, frames)
    if marker == "attribution" and frames.syntax.reports_that.search(folded, max(sentence.start, start - 24), start):
        return ""  # "the ministry said France and Italy were postponing"
    bears = frames.has("clitics") and mention.kind in ("country", "place") and mention.form in ("name", "capital")
    of_state = mention.kind == "institution" or (mention.kind == "igo" and mention.party != mention.code)
    if mention.role == "MIL" and frames.syntax.belongs_to.search(folded, max(sentence.start, start - 24), start):
        return ""  # «سفينة تابعة للبحرية البحرينية»
    if marker == "" and of_state and folded.startswith(TO_THE, mention.start):
        return (
            "" if _headed(folded, sentence, mention.start, frames) else "to"
        )  # «تبرعت كندا بمعدات للقوات المسلحة الأوكرانية», «الدعم الأميركي للتحالف العربي»
    if marker == "to" and of_state and _headed(folded, sentence, folded.rfind(" ", 0, mention.start) + 1, frames):
        return ""
    if marker == "" and bears and folded.startswith((TO_THE, IN_THE), mention.start):
        return "to" if folded[mention.start] == TO else "in"  # «زيارة فلان للسعودية»: the listed name bears the preposition
    if frames.has("noun_shares_marker") and (noun := qualified_noun(folded, sentence, mention, start, marker, frames)) is not None:
        marker = marker_before(folded, sentence.start, noun, frames)
    if marker == "" and mention.kind in ("country", "igo") and frames.has("genitive_chain"):
        noun = _noun_start(folded, sentence.start, mention.start, frames)
        named = noun == mention.start
        marker = _ground_before(folded, sentence, mention, frames) if named else marker_before(folded, sentence.start, noun, frames)
    if marker == "from" and (sent := frames.syntax.delegates.search(folded, max(sentence.start, start - 48), start)) is not None:
        theirs = marker_before(folded, sentence.start, sent.start(1), frames)  # «وصل وفد من كوريا الجنوبية»
        return "partner" if theirs == "in" and frames.has("in_marks_people") else theirs  # «جمعت الوزير بوفد من الحلف»
    if marker == "from" and (mention.kind == "institution" or mention.form == "adjective"):
        # «مع سفن من البحرية الروسية», «وعناصر من الأمن المغربي»: they stand where those of theirs do.
        noun = _noun_start(folded, sentence.start, start, frames) if mention.form == "adjective" else start
        those = frames.syntax.of_theirs.search(folded, max(sentence.start, noun - 40), noun)
        if those is not None and frames.actors.fullmatch(those[1]) is not None:
            return marker_before(folded, sentence.start, those.start(1), frames)
    if marker == "in" and mention.kind == "institution" and frames.syntax.charged.search(folded, max(sentence.start, start - 24), start):
        return ""  # «الوزير المكلف بالدفاع الوطني»: what he is charged with is his office
    if marker == "in" and mention.kind in ("person", "office") and frames.has("in_marks_people"):
        return "partner"  # «التقى بالرئيس», «اتصل بالملك»: nobody is a place
    if marker == "" and folded.startswith("بنظير", mention.start):
        return "partner"
    return "in" if marker == "to" and _stays(folded, mention, frames) else marker


def _headed(folded: str, sentence: Sentence, start: int, frames: Frames) -> bool:
    """«القائد العام للدرك السنغالي»: a body told by the title of who heads it."""
    to_the = folded.startswith(TO_THE, start)
    return to_the and frames.syntax.office_holders.search(folded, max(sentence.start, start - _OFFICE), start) is not None


_TOWN, _WORDS_OF_TOWN = 40, 3


def _in_brackets(folded: str, sentence: Sentence, mention: Mention, frames: Frames) -> str:
    """ "Met in Zgrbovac (Croatia)": a land in brackets says where the town before it lies."""
    if mention.kind != "country" or folded[mention.start - 1 : mention.start] + folded[mention.end : mention.end + 1] != "()":
        return ""
    words = list(WORDS.finditer(folded, max(sentence.start, mention.start - _TOWN), mention.start - 1))[-_WORDS_OF_TOWN:]
    return "in" if any(marker_before(folded, sentence.start, word.start(), frames) == "in" for word in words) else ""


_NOUNS, _OFFICE = 3, 48
_NOUN = re.compile(r"(?<!\w)[وف]?(?:لل|بال|[لب])?(?:ال)?(\w++)\s+(?:ال)?$")


def _noun_start(folded: str, left: int, start: int, frames: Frames) -> int:
    """Where the nouns before an Arabic nationality or country begin, if they name who acts: «بمشاركة قوات أمريكية»."""
    for _ in range(_NOUNS):
        found = _NOUN.search(folded, max(left, start - 24), start)
        if found is None or not (frames.actors.match(found[1]) or _acts_with_article(folded, found, frames)):
            break
        start = found.start(1)
    return start


def _ground_before(folded: str, sentence: Sentence, mention: Mention, frames: Frames) -> str:
    """«إلى قاعدة روكلا الليتوانية»: a nationality of ground whose name no list holds stands where the noun does."""
    if mention.form != "adjective":
        return ""
    ground = frames.syntax.on_ground.search(folded, max(sentence.start, mention.start - 48), mention.start)
    return "" if ground is None else marker_before(folded, sentence.start, ground.start("noun"), frames)


def _acts_with_article(folded: str, found: re.Match[str], frames: Frames) -> bool:
    """«مع الجانب الأمريكي»: some nouns act with the article only."""
    defined = definite(folded, found.start())
    return defined and frames.actors.fullmatch(folded, found.start(), found.end(1)) is not None


def _stays(folded: str, mention: Mention, frames: Frames) -> bool:
    word = folded[mention.start : mention.end]
    goes = frames.syntax.goes.search(folded, max(0, mention.start - 24), mention.start)
    return goes is not None and word.endswith(("е", "и")) and frames.syntax.one_form.fullmatch(word) is None


def _group(folded: str, within: Sentence, members: list[Mention], marker: str, sentence: int, frames: Frames) -> Group:
    sent = members[0].kind in ("country", "institution", "igo") and sends(folded, within, members, frames)
    if members[0].kind == "igo":  # «وفد من حلف شمال الأطلسي», "U.N. chemical weapons inspectors"
        theirs = frames.syntax.delegates.search(folded, max(within.start, members[0].start - 48), members[0].start)
        sent = sent or (theirs or frames.syntax.of_body.match(folded, members[-1].end)) is not None
    named = members if len(members) <= SKIPPED else _without_their_body(folded, members)
    parties = tuple(dict.fromkeys([party for member in named if (party := party_of(member))]))
    if members[0].form != "adjective" or any(member.form != "adjective" for member in members):
        return Group(parties, tuple(members), members[0].start, members[-1].end, marker, sentence, sent=sent)
    nouns = nouns_beside(folded, members, frames)
    if any(frames.commentators.match(noun) for noun in nouns):
        marker = "attribution"
    office = frames.syntax.office_holders.search(folded, max(within.start, members[0].start - _OFFICE), members[0].start)
    people = office or frames.syntax.people.search(folded, members[-1].start, members[-1].end)
    matter = people is None and not any(frames.actors.match(noun) for noun in nouns)
    return Group(parties, tuple(members), members[0].start, members[-1].end, marker, sentence, matter, sent)


def _without_their_body(folded: str, members: list[Mention]) -> list[Mention]:
    """ "The G5 Sahel (Mauritania, Mali …)": the members named in brackets stand for the organisation."""
    listed = all(m.kind == "country" for m in members[1:])
    told = listed and members[0].kind == "igo" and folded[members[0].end : members[1].start].strip() == "("
    return members[1:] if told else members


def speakers(groups: Sequence[Group], start: int, traits: Collection[str]) -> list[Group]:
    """Those who speak taken for who acts; a paper's nationality before the words is none («أفادت إحدى الصحف الروسية عن تعاقد الصين»)."""
    cited = [g for g in groups if g.marker == "attribution"]
    papers = [g for g in cited if g.matter and not g.acts and g.end <= start] if "genitive_chain" in traits else []
    return [g._replace(marker="") if g in cited else g for g in groups if g not in papers]


def nouns_beside(folded: str, members: Sequence[Mention], frames: Frames) -> list[str]:
    """The two words beside adjectives of nationality, on the side where the language has the noun."""
    if frames.adjective_follows:
        return WORDS.findall(folded[max(0, members[0].start - 40) : members[0].start].rpartition("\n")[2])[-2:]
    return WORDS.findall(folded[members[-1].end : members[-1].end + 40].partition("\n")[0])[:2]


def clause_breaks(folded: str, sentence: Sentence, frames: Frames) -> tuple[int, ...]:
    """Where a clause of its own begins inside a sentence: at a conjunction; after the comma that ends an opening clause."""
    breaks: list[int] = []
    for found in frames.clauses.finditer(folded, sentence.start, sentence.end):
        if frames.syntax.no_clause.match(folded, found.end()):
            continue  # "said on Thursday before a meeting with": no clause of its own
        breaks.append(found.start())
        if not folded[sentence.start : found.start()].strip(" \n\"'«“-"):
            comma = folded.find(", ", found.end(), sentence.end)
            breaks.extend([comma] if comma >= 0 else [])
    return tuple(sorted(breaks))
