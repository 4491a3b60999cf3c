"""Turns the mentions of a sentence into slots: who stands where, how the words mark it → groups of coordinated parties."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from builder.model import Mention, Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.syntax import NEVER
from builder.parsers.scene.genitives import opens_with, qualified_noun, sends
from builder.parsers.scene.markers import SKIPPED, WORDS, marker_before
from builder.text.clitics import AND, AND_THE, IN_THE, TO, TO_THE, definite

_ARTICLE_ENDS = re.compile(r"(?<!\w)(و?)(?:ال|لل|بال)\Z")
_PARTY_KINDS = frozenset(("country", "igo", "person", "office", "institution", "place"))


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


def party_mentions(mentions: Sequence[Mention]) -> list[Mention]:
    """Of mentions by position, those that can be a party, outermost only: a nationality inside an office's words is not one of its own."""
    kept: list[Mention] = []
    end = -1
    for mention in mentions:
        if mention.end > end and mention.kind in _PARTY_KINDS and party_of(mention):
            kept.append(mention)
            end = mention.end
    return kept


def party_of(mention: Mention) -> str | None:
    """The country or IGO code a mention stands for; a territory is its state, a place only where a capital means its government."""
    if mention.form == "place" or (mention.kind == "place" and mention.form != "capital"):
        return None
    return mention.party or (mention.code if mention.kind in ("country", "igo") else None)


def towns(folded: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """Countries that only tell where a town lies ("in Helsinki, Finland", «سرت الليبية»): start → start of the town, its marker theirs."""
    ends = {m.end: m for m in mentions if m.kind == "place"}
    found = {}
    for mention in mentions:
        between = " ال" if mention.form == "adjective" else ", "
        town = ends.get(mention.start - len(between))
        if mention.kind == "country" and town is not None and town.party == mention.code and folded[town.end : mention.start] == between:
            found[mention.start] = town.start
    return found


def groups_of(
    folded: str, sentence: Sentence, number: int, mentions: Sequence[Mention], frames: Frames, in_towns: Mapping[int, int]
) -> list[Group]:
    """The sentence's parties in order, coordinated ones joined."""
    groups: list[list[Mention]] = []
    markers: list[str] = []
    for mention in mentions:
        joined = groups and mention.start not in in_towns and _together(folded, groups[-1][-1], mention, frames)
        if joined and _goes_on(folded, sentence, groups[-1], mention, frames):
            groups[-1].append(mention)
        else:
            groups.append([mention])
            markers.append(_marker_of(folded, sentence, mention, in_towns.get(mention.start, mention.start), frames))
    markers = [marker or _receiving(folded, members, frames) for members, marker in zip(groups, markers, strict=True)]
    return [_group(folded, sentence, members, marker, number, frames) for members, marker in zip(groups, markers, strict=True)]


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
    if mention.kind == "igo" and frames.syntax.member.match(folded, mention.end):
        return "about"  # "to Norway, a NATO member"
    if folded[mention.end : mention.end + 1] != "-" and frames.syntax.border_of.search(folded, max(sentence.start, start - 48), start):
        return "about"  # «près de la frontière ukrainienne»
    marker = marker_before(folded, sentence.start, start, frames)
    bears = frames.has("clitics") and mention.kind == "country" and mention.form == "name"
    of_state = mention.kind == "institution" or (mention.kind == "igo" and mention.party != mention.code)
    if mention.role == "MIL" and frames.syntax.belongs_to.search(folded, max(sentence.start, start - 24), start):
        return ""  # «سفينة تابعة للبحرية البحرينية»
    if marker == "" and of_state and folded.startswith(TO_THE, mention.start):
        return "to"  # «تبرعت كندا بمعدات للقوات المسلحة الأوكرانية», «الدعم الأميركي للتحالف العربي»
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
    if marker == "from" and mention.kind == "institution":
        # «مع سفن من البحرية الروسية»: they stand where those of theirs do.
        those = frames.syntax.of_theirs.search(folded, max(sentence.start, start - 40), start)
        if those is not None and frames.actors.fullmatch(those[1]) is not None:
            return marker_before(folded, sentence.start, those.start(1), frames)
    if marker == "in" and mention.kind == "institution" and frames.syntax.charged.search(folded, max(sentence.start, start - 24), start):
        return ""  # «الوزير المكلف بالدفاع الوطني»: what he is charged with is his office
    if marker == "in" and mention.kind in ("person", "office") and frames.has("in_marks_people"):
        return "partner"  # «التقى بالرئيس», «اتصل بالملك»: nobody is a place
    if marker == "" and folded.startswith("بنظير", mention.start):
        return "partner"
    return "in" if marker == "to" and _stays(folded, mention, frames) else marker


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
    sent = members[0].kind in ("country", "institution") and sends(folded, within, members, frames)
    if frames.has("genitive_chain") and members[0].kind == "igo":  # «وفد من حلف شمال الأطلسي»
        sent = frames.syntax.delegates.search(folded, max(within.start, members[0].start - 48), members[0].start) is not None
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


# How far coordinated names stand from each other: ", исполняющий обязанности ".
_APART = 28


def _coordinated(folded: str, left: Mention, right: Mention, frames: Frames) -> bool:
    if right.start < left.end or right.start - left.end > _APART:
        return False
    # The Arabic article stands on the word itself: «الروسية الجزائرية», «روسيا والجزائر».
    between = folded[left.end : right.start]
    if between.endswith(TO) and (article := _ARTICLE_ENDS.search(between)) is not None:
        between = between[: article.start()] + article[1]
    # «ونظيره الفرنسي»: the conjunction is part of the name's words.
    if folded.startswith("ونظير", right.start) and between.strip(" ,") == "":
        return True
    if right.form == "adjective" and (frames.syntax.crews.match(between) or _same_noun(left, between, frames)):
        return True
    if between.strip() == "":
        own = frames.has("nation_behind_name") and right.form == "adjective" and left.party is not None and left.party == party_of(right)
        return left.form == right.form == "adjective" or own  # «قوة برخان الفرنسية»
    if frames.syntax.more.match(folded, right.end) and between == ", " and left.kind == "institution" and right.kind == "country":
        return True  # «полиция Германии, Франции и Италии»
    if between.strip(" \"'") in (",", "(", ")", "-", "/"):
        states = left.kind in ("country", "igo"), right.kind in ("country", "igo")
        # Arabic joins persons by و; a comma alone begins the next argument: «استقبل الوزير فلان، رئيس أركان …».
        return states[0] == states[1] and (not frames.has("people_joined_by_and") or states[0])
    return bool(frames.syntax.joined.match(between)) or between.rstrip().endswith((" و", ", و")) or between.strip() in (AND, AND_THE, ",و")


def _same_noun(left: Mention, between: str, frames: Frames) -> bool:
    """«les armées nigériane, camerounaise et nigérienne»: one noun, several nations."""
    return frames.has("noun_shared") and left.kind == "institution" and between.strip() == ","


_COMMA = re.compile(r"\s*,\s+(?:the\s+)?$")
_GOES_ON = re.compile(r"\s*(?:[,()&/-]|(?:and|or)(?!\w))")


def _listed(folded: str, members: Sequence[Mention], right: Mention) -> bool:
    """Whether a comma joins names: "A, B and C"; in "in a call to A, B said" and "to Iraq, the Pentagon said" a new subject begins."""
    left = members[-1]
    if len(members) > 1 or left.party == right.party or not _COMMA.match(folded[left.end : right.start]):
        return True
    return _GOES_ON.match(folded, right.end) is not None


_WHO_SAYS = 4


def _goes_on(folded: str, sentence: Sentence, members: Sequence[Mention], right: Mention, frames: Frames) -> bool:
    """Whether what stands together is a list: in English and French a comma may end the words before a new subject."""
    if opens_with(folded, sentence, members[-1], right, frames.syntax):
        return False
    if not frames.has("comma_before_subject"):
        return True
    if sentence.part != "title":
        return _listed(folded, members, right)
    tail = folded[right.end : sentence.end]  # "to send troops to Estonia, UK minister confirms"
    return len(tail.split()) > _WHO_SAYS or frames.syntax.cites.search(tail) is None


def _together(folded: str, left: Mention, right: Mention, frames: Frames) -> bool:
    return _coordinated(folded, left, right, frames) or _next_actor(folded, left, right, frames)


def _next_actor(folded: str, left: Mention, right: Mention, frames: Frames) -> bool:
    """Whether Arabic joins two who act by و with a noun of the second between; French by «et les …s de»."""
    if frames.syntax.and_whose is not NEVER and left.kind in ("person", "office"):
        whose = frames.syntax.and_whose.fullmatch(folded, left.end, right.start)
        return whose is not None and frames.actors.fullmatch(whose[1]) is not None
    forces = left.kind in ("country", "institution") and right.kind in ("country", "institution")
    if forces and (second := frames.syntax.and_force.fullmatch(folded, left.end, right.start)) is not None:
        return frames.actors.fullmatch(second[1]) is not None  # «самолеты ВКС РФ и бомбардировщики ВВС НОАК»
    if right.form != "adjective" or left.kind not in ("country", "institution"):
        return False
    another = frames.syntax.another.fullmatch(folded, left.end, right.start)
    return another is not None and frames.actors.match(another[1]) is not None
