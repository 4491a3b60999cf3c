"""A place named in a sentence about talks → whether they were held there, or it belongs to what they were about.

«التقى نظيره في الدوحة», «عقد في قصر السلام بجدة» are venues; «وقف إطلاق النار بسوريا», «الصراعات في اليمن» are matters of talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.model import Mention
from builder.parsers.grammar.frames import Venues
from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.laid_out import Scene
from builder.text.clitics import ARTICLE

_WINDOW = 80
_ARTICLE = 6
_QUOTES = "\"'«»(),."
_PEOPLE = frozenset(("person", "office", "igo", "institution", "country", "place"))
_NO_HOUSE = ("MIL", "DIP", "IGO", "OTH")
_OF_NAME = 3
_TALKS = ("meeting", "conference")
# States named as their only city is.
CITIES = frozenset(("SGP", "MCO", "LUX", "KWT", "DJI"))


def venue(scene: Scene, mention: Mention) -> bool:
    """Whether talks were held there: before "in" and a country stands who met, that they met, when, or a building.

    A city needs only that no matter of talk stands there.
    """
    words, found = scene.frames.venues, _before(scene, mention)
    if matter_there(scene, mention) or _goal(scene, mention):
        return False
    if words is None or found is None:
        return True
    start, end = found.span("word")
    if mention.kind == "place" or mention.code in CITIES:
        return words.matters.fullmatch(found["word"].strip(_QUOTES)) is None
    if any(t.start < end and start < t.end for t in scene.triggers) or any(d.start < end and start < d.end for d in scene.dates):
        return True
    if words.held.fullmatch(found["word"].strip(_QUOTES)) is not None or _in_building(scene, words, start, end):
        return True
    return any(_someone(scene, m) for m in scene.mentions if m.start < end and start < m.end)


def matter_there(scene: Scene, mention: Mention) -> bool:
    """ "To discuss a ceasefire in Gaza": where what is talked of is; who talks of peace or arms in a town is there himself."""
    noun = scene.frames.syntax.matters_there.search(scene.text.folded, max(0, mention.start - _WINDOW), mention.start)
    return noun is not None and (mention.kind == "country" or not noun["soft"])


def _goal(scene: Scene, mention: Mention) -> bool:
    """«livraisons d'armes à l'Ukraine»: to whom, not where."""
    before = scene.frames.syntax.goal_only.search(scene.text.folded, max(0, mention.start - _ARTICLE), mention.start)
    return mention.kind == "country" and before is not None


def in_house(scene: Scene, mention: Mention) -> bool:
    """ "Met at the Pentagon", «в здании МИД»: a ministry or presidency as the house where something was held."""
    if mention.kind != "institution" or mention.role in _NO_HOUSE or mention.party in scene.igos:
        return False
    return scene.frames.syntax.house_of.search(scene.text.folded, max(0, mention.start - _WINDOW), mention.start) is not None


def seat(scene: Scene, mention: Mention) -> bool:
    """«عقد برئاسة الجمهورية المصرية», «التقى … أمس في وزارة الدفاع»: a ministry or presidency as the house where something was held."""
    words = scene.frames.venues
    if words is None or mention.kind != "institution" or mention.role in _NO_HOUSE:
        return False
    found = _before(scene, mention)
    if found is None:
        return False
    start, end = found.span("word")
    dated = any(d.start < end and start < d.end for d in scene.dates)
    met = any(m.kind == "person" and m.start < end and start < m.end for m in scene.mentions)  # «نظيره لويد أوستن في البنتاغون»
    return dated or met or words.held.fullmatch(found["word"].strip(_QUOTES)) is not None


_ASIDE = 80


def names_talks(scene: Scene, mention: Mention, parties: Sequence[str]) -> bool:
    """«محادثات جنيف», «قمة سنغافورة»: a city right behind a noun of talks says where, unless it stands for one of the parties.

    «en marge de la conférence de Munich»: the town of what two met beside, party or not.
    """
    folded = scene.text.folded
    aside = scene.frames.syntax.sidelines.search(folded, max(0, mention.start - _ASIDE), mention.start)
    if mention.kind == "place" and mention.party and aside is not None:
        return True
    if not scene.frames.adjective_follows:
        return _city_of_talks(scene, mention, parties)
    city = mention.form == "place" and mention.kind == "place" or mention.code in CITIES
    if scene.frames.venues is None or not city or mention.party in parties or mention.code in parties:
        return False
    return any(t.end + 1 == mention.start and scene.frames.triggers[t.pattern].event_type in _TALKS for t in scene.triggers) or any(
        t.start < mention.start and mention.end == t.end and scene.frames.triggers[t.pattern].event_type == "conference"
        for t in scene.triggers
    )


def _city_of_talks(scene: Scene, mention: Mention, parties: Sequence[str]) -> bool:
    """ "The Helsinki summit": the city stands right before the noun."""
    if mention.kind != "place" or mention.party in parties:
        return False
    return any(t.start == mention.end + 1 and scene.frames.triggers[t.pattern].event_type in _TALKS for t in scene.triggers)


_SAID, _PREPOSITION = 24, 2


def said_there(scene: Scene, mention: Mention) -> bool:
    """«объявило в Токио министерство»: where it was said is not where it took place."""
    folded = scene.text.folded
    said = list(scene.frames.syntax.says.finditer(folded, max(0, mention.start - _SAID), mention.start))
    return bool(said) and len(folded[said[-1].end() : mention.start].split()) < _PREPOSITION


def spoken_at(scene: Scene, number: int, place: Mention, end: int) -> bool:
    """«قال في فلوريدا: سألتقي كيم»: where somebody speaks of what is to come, told up to ``end``, is not where it will be."""
    syntax, folded = scene.frames.syntax, scene.text.folded
    said = syntax.says.search(folded, scene.text.sentences[number].start, place.start)
    if said is None or place.end > end or syntax.reported.search(folded, said.end(), place.start):
        return False  # «قال إنه سيلتقيه في باريس»
    return syntax.reported.search(folded, place.end, end) is not None


def hosts(scene: Scene, number: int, mention: Mention) -> bool:
    """«استضافت جزيرة كريت اليونانية القمة», «نيويورك تستضيف اللقاء»: a place beside a verb of hosting."""
    words, sentence = scene.frames.venues, scene.text.sentences[number]
    if words is None or mention.kind not in ("place", "country"):
        return False
    before = scene.text.folded[max(sentence.start, mention.start - _WINDOW) : mention.start].removesuffix(ARTICLE).split()
    after = scene.text.folded[mention.end : min(sentence.end, mention.end + _WINDOW)].split()
    ground = next((n for n in (1, 2) if len(before) > n and scene.frames.grounds.fullmatch(before[-n])), 0)
    if not ground and mention.form == "adjective":
        return False
    before = before[: len(before) - ground]  # «استضافت جزيرة كريت اليونانية»
    return any(words.hosts.fullmatch(word) for word in (*before[-1:], *after[:1]))


def arrived(scene: Scene, match: Match) -> bool:
    """«وصل إلى مسقط أمس والتقى نظيره»: who has come is there."""
    words, folded = scene.frames.venues, scene.text.folded
    if words is None or scene.frames.triggers[match.pattern].form != "verb":
        return False
    return words.arrived.fullmatch(folded[match.start : match.end].split()[0].strip(_QUOTES)) is not None


def _before(scene: Scene, mention: Mention) -> re.Match[str] | None:
    """The word before the preposition that marks the place."""
    sentence = next(s for s in scene.text.sentences if s.start <= mention.start < s.end)
    return scene.frames.syntax.venue.search(scene.text.folded, max(sentence.start, mention.start - _WINDOW), mention.start)


def _in_building(scene: Scene, words: Venues, start: int, end: int) -> bool:
    """«في قصر السلام بجدة»: up to three words of its name may follow a building."""
    near = scene.text.folded[max(0, start - _WINDOW) : end].split()[-1 - _OF_NAME :]
    return any(words.buildings.fullmatch(word) is not None for word in near)


def _someone(scene: Scene, mention: Mention) -> bool:
    """A person, office or body that meets; neither soldiers nor a thing that a nationality qualifies."""
    if mention.kind not in _PEOPLE or mention.role == "MIL":
        return False
    return mention.form != "adjective" or any(mention in group.mentions and not group.matter for groups in scene.groups for group in groups)
