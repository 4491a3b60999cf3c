"""Whether a mention is named together with those before it ("A, B and C"): two neighbours and the words between → bool."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.model import Mention, Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.syntax import NEVER
from builder.parsers.scene.genitives import opens_with
from builder.parsers.scene.party_mentions import party_of
from builder.text.clitics import AND, AND_THE, TO


def named_together(folded: str, sentence: Sentence, members: Sequence[Mention], right: Mention, frames: Frames) -> bool:
    """Whether the mention goes on the list that the members are."""
    if _speaks_next(folded, sentence, members, right):
        return False
    return _together(folded, members[-1], right, frames) and _goes_on(folded, sentence, members, right, frames)


def _speaks_next(folded: str, sentence: Sentence, members: Sequence[Mention], right: Mention) -> bool:
    """«مالطا تطلب الانضمام للحلف وأردوغان: لا نقبل»: who stands before a colon far in the headline speaks behind it."""
    return sentence.part == "title" and folded.startswith(":", right.end) and members[0].start > sentence.start


_ARTICLE_ENDS = re.compile(r"(?<!\w)(و?)(?:ال|لل|بال)\Z")
# How far coordinated names stand from each other: ", исполняющий обязанности ".
_APART = 28


def _coordinated(folded: str, left: Mention, right: Mention, frames: Frames) -> bool:
    if right.start < left.end or right.start - left.end > _APART:
        return False
    # The Arabic article stands on the word itself: «الروسية الجزائرية», «روسيا والجزائر».
    between = folded[left.end : right.start]
    if between in ("'s ", " ") and left.kind == "country" and right.kind == "institution" and left.party == right.party:
        return True  # "Britain's National Crime Agency"
    if _only_where(left, right, between, frames) or beside_ground(folded, left, right, frames):
        return False
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
    if frames.syntax.more.match(folded, right.end) and between == ", " and left.kind in _LISTED and right.kind == "country":
        return True  # «полиция Германии, Франции и Италии»
    if between.strip(" \"'") in (",", "(", ")", "-", "/"):
        states = left.kind in ("country", "igo"), right.kind in ("country", "igo")
        # Arabic joins persons by و; a comma alone begins the next argument: «استقبل الوزير فلان، رئيس أركان …».
        return states[0] == states[1] and (not frames.has("people_joined_by_and") or states[0])
    return bool(frames.syntax.joined.match(between)) or between.rstrip().endswith((" و", ", و")) or between.strip() in (AND, AND_THE, ",و")


_LISTED = ("institution", "office")
_OF_PEOPLE, _OF_PLACES = ("person", "office"), ("country", "place")


def _only_where(left: Mention, right: Mention, between: str, frames: Frames) -> bool:
    """ "A meeting between the president and Kim, in Vietnam": the place behind a person is no third."""
    words = between.replace(",", " ").split()
    return left.kind in _OF_PEOPLE and right.kind in _OF_PLACES and bool(words) and frames.markers.get(words[-1]) == "in"


def beside_ground(folded: str, left: Mention, right: Mention, frames: Frames) -> str:
    """«بقيادة أمريكا في البلطيق وبولندا»: a state named with a place stands where the place does: its marker."""
    words = folded[left.end : right.start].split()
    found = frames.markers.get(words[0], "") if left.kind == right.kind == "country" and len(words) > 1 else ""
    joins = frames.has("clitics") and folded.endswith(" " + AND, left.end, right.start)
    return found if joins and found in ("in", "to", "from") else ""


def _same_noun(left: Mention, between: str, frames: Frames) -> bool:
    """«les armées nigériane, camerounaise et nigérienne», «ses homologues italien, algérien et libyen»: one noun, several nations."""
    return frames.has("noun_shared") and left.kind in ("institution", "office") and between.strip() == ","


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
    crews = right.kind == "institution" and left.form == "adjective"  # «колумбийские моряки и береговая охрана США»
    if (right.form != "adjective" and not crews) or left.kind not in ("country", "institution"):
        return False
    another = frames.syntax.another.fullmatch(folded, left.end, right.start)
    return another is not None and frames.actors.match(another[1]) is not None
