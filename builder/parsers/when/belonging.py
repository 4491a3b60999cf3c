"""Which of a sentence's days and places belong to a trigger: Scene + Match + a day or place → another event's, the report's, or its own.

"The drill opened on Tuesday, ahead of a summit scheduled for July 12 in Singapore"; "said on Wednesday that it had held talks on Monday".
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from builder.model import DateRange
from builder.parsers.grammar.patterns import Match
from builder.parsers.reality.governors import told_by_noun
from builder.parsers.scene.laid_out import Scene

REPORT = "report_day"
# How far before its day a verb of saying may stand where nothing opens what was said.
_SAID = 24
# How far a place may stand behind the word for a truce.
_RIGHT_AFTER = 24
_NEXT_TO = 2


def of_another(scene: Scene, match: Match, start: int) -> bool:
    """Whether a day or place that begins there is told of another event of the sentence: one to come, or one that this goes before."""
    folded, syntax, triggers = scene.text.folded, scene.frames.syntax, scene.frames.triggers
    left = scene.text.sentences[match.sentence].start
    for other in scene.triggers:
        if other.sentence != match.sentence or other.end > start or other.start < match.end and match.start < other.end:
            continue
        if other.end <= match.start < start or triggers[other.pattern].event_type == triggers[match.pattern].event_type:
            continue
        if syntax.ahead.search(folded, left, other.start) or syntax.due.search(folded, other.end, start):
            return True
    if match.end <= start and syntax.due_event.search(folded, match.end, start) is not None:
        return True  # «بسبب المناورات وهدد بالانسحاب من القمة المقررة في 12 يونيو»
    planned = syntax.due.search(folded, match.end, start) if match.end < start else None
    return planned is not None and syntax.ahead.search(folded, match.end, planned.start()) is not None


def in_relative(scene: Scene, match: Match, day: DateRange) -> bool:
    """«اتصال بالرئيس الذي التقى كيم الجمعة»: a day in a clause about somebody named is not that of what is told outside it."""
    left = scene.text.sentences[match.sentence].start
    found = scene.frames.syntax.in_relative.search(scene.text.folded, left, day.start)
    if found is None or match.start >= found.start() and match.start < day.start:
        return False
    if match.start > day.end:
        return "," in scene.text.folded[day.end : match.start]
    people = (g for g in scene.groups[match.sentence] if (g.acts or (g.adjective and not g.matter)) and match.end <= g.start)
    return any(0 <= found.start() - g.end <= _NEXT_TO for g in people)


_TALKS = frozenset(("meeting", "conference", "visit", "call"))
_BEHIND = 40


def of_the_occasion(scene: Scene, match: Match, day: DateRange) -> bool:
    """«قمته المرتقبة مع الرئيس، وذلك خلال لقائه السبت»: the day right behind other talks, told as the occasion, is theirs."""
    folded, triggers = scene.text.folded, scene.frames.triggers
    if triggers[match.pattern].event_type not in _TALKS:
        return False
    behind = (o for o in scene.triggers if o.sentence == match.sentence and match.end < o.start and 0 <= day.start - o.end <= _BEHIND)
    talks = (o for o in behind if triggers[o.pattern].event_type in _TALKS and scene.frames.syntax.at_occasion.match(folded, o.start))
    return any("," in folded[match.end : o.start] for o in talks)


def of_a_plan(scene: Scene, match: Match, day: DateRange) -> bool:
    """«план сотрудничества на 2025 год»: the years that a document is for; the day of one that is referred to."""
    left = scene.text.sentences[match.sentence].start
    if _names_a_thing(scene, match, day) or _signed_before(scene, match, day):
        return True
    if scene.frames.syntax.numbered.search(scene.text.folded, left, day.start):
        return True
    if scene.frames.syntax.compared_since.search(scene.text.folded, left, day.end):
        return True  # "patrolled together for the first time since 2015"
    if scene.has("days_of_things"):
        return _of_a_thing(scene, match, day, left)
    if scene.frames.syntax.named_by_day.search(scene.text.folded, left, day.start) is not None:
        return True  # «теракты, готовившиеся на Новый год»
    return day.precision not in ("day", "week") and scene.frames.syntax.valid_for.search(scene.text.folded, left, day.start) is not None


# "Tuesday's high-level talks": how far behind its day a trigger may begin that is named by it.
_ITS_NOUN = 30


def _names_a_thing(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "Still assessing Saturday's suspected attack, he met …": the day of what is named by it is not that of the trigger beside it."""
    folded, syntax = scene.text.folded, scene.frames.syntax
    if 0 <= match.start - day.end <= _ITS_NOUN and syntax.thing_of_day.match(folded, day.end, match.start) is None:
        return False
    if match.start <= day.start < match.end:
        return False
    return syntax.thing_of_day.match(folded, day.end) is not None or syntax.day_owns.match(folded, day.end) is not None


def _signed_before(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "Approved the treaty signed in Paris on March 3": the day of signing is not that of the approval."""
    trigger = scene.frames.triggers[match.pattern]
    approved = trigger.event_type == "agreement" and trigger.has("first_word_tells_time") and match.end < day.start
    return approved and scene.frames.syntax.signed_then.search(scene.text.folded, match.end, day.start) is not None


def _of_a_thing(scene: Scene, match: Match, day: DateRange, left: int) -> bool:
    """«l'attentat du 2 novembre», «un accord qui entrera en vigueur le 4 août»: the day of what is named, to follow or last."""
    folded, syntax = scene.text.folded, scene.frames.syntax
    if syntax.named_by_day.search(folded, left, day.start) or (day.start > match.end and syntax.valid_for.search(folded, left, day.start)):
        return True
    if syntax.then_moved.match(folded, day.end):
        return True  # «la réunion, prévue samedi, est repoussée à la semaine prochaine»
    to_come = scene.published is not None and day.date_start is not None and day.date_start > scene.published
    accord = scene.frames.triggers[match.pattern].event_type == "agreement"
    deal = accord or scene.frames.triggers[match.pattern].event_type == "arms_transfer"
    if not deal and day.start > match.end and syntax.accord_dated.search(folded, match.start, day.start):
        return True
    return accord and to_come and syntax.concluded.search(folded, max(left, match.start - _SAID), match.start) is not None


def last_day(scene: Scene, day: DateRange) -> bool:
    """«Учения завершатся 12 октября»: the day told is the last one, not that on which it is held."""
    return scene.frames.syntax.ends.search(scene.text.folded, max(0, day.start - _SAID * 2), day.start) is not None


def of_report(scene: Scene, match: Match, day: DateRange) -> bool:
    """Whether a day is that on which the event was told of: a verb of saying governs it, and the event is what was said."""
    folded, syntax, sentence = scene.text.folded, scene.frames.syntax, scene.text.sentences[match.sentence]
    if _hailed_then(scene, match, day):
        return True
    sayings = list(syntax.says.finditer(folded, sentence.start, day.start))
    if not sayings:
        return _before_saying(scene, match, day)
    said = sayings[-1]
    beside = day.start - said.end() <= _SAID
    if day.end <= match.start:
        return beside or syntax.says_that.search(folded, day.end, match.start) is not None
    return beside and said.start() >= match.end


def _hailed_then(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "On Monday hailed the signing of an accord on Sunday": the day of a verb of praise or protest is not that of the noun behind."""
    if day.end > match.start or not told_by_noun(scene.at(match)):
        return False
    folded, left = scene.text.folded, scene.text.sentences[match.sentence].start
    if not scene.has("verb_first"):  # an Arabic verb stands before its subject: «دافع الرئيس أمام البرلمان الثلاثاء عن الضربات»
        left = max(left, day.start - _SAID)
    verb = next(iter(scene.frames.syntax.reacts.finditer(folded, left, match.start)), None)
    return verb is not None and "," not in folded[verb.end() : match.start]


def _before_saying(scene: Scene, match: Match, day: DateRange) -> bool:
    """ "On Wednesday the minister said that …": the day before a verb of saying is that of what is said then."""
    folded, syntax = scene.text.folded, scene.frames.syntax
    if match.end <= day.start:
        return syntax.says.match(folded, day.end + 1) is not None  # «проводят учения, 1 ноября сообщает агентство»
    said = syntax.says.search(folded, day.end, match.start) if day.end < match.start else None
    if said is None or any(mark in folded[day.end : said.start()] for mark in ",:;("):
        return False
    return syntax.says_that.search(folded, said.end(), match.start) is not None


def reported(day: DateRange) -> DateRange:
    """The day of the report, marked as such: where nothing else dates the event it is the best that is told."""
    return day if REPORT in day.flags else replace(day, flags=(*day.flags, REPORT))


def hosts_another(scene: Scene, match: Match, host: str) -> bool:
    """ "Ahead of a summit in Singapore": the ground told is that of another event."""
    named = [g for g in scene.groups[match.sentence] if g.marker == "in" and host in g.parties]
    return bool(named) and all(of_another(scene, match, g.start) for g in named)


def truce_there(scene: Scene, match: Match, place: int) -> bool:
    """ "A ceasefire in Idlib" was agreed elsewhere."""
    found = list(scene.frames.syntax.truce.finditer(scene.text.folded, match.start, max(match.start, place)))
    return bool(found) and place - found[-1].end() <= _RIGHT_AFTER


def of_somebody(scene: Scene, day: DateRange) -> bool:
    """«الرئيس الذي التقى كيم الجمعة»: what a relative clause dates is not the story's day."""
    opens = bisect_right(scene.text.sentences, day.start, key=lambda sentence: sentence.start) - 1
    folded, syntax = scene.text.folded, scene.frames.syntax
    found = syntax.in_relative.search(folded, scene.text.sentences[max(0, opens)].start, day.start)
    return found is not None and syntax.held_then.match(folded, found.start()) is None  # «المؤتمر الذي عقد الخميس»
