"""Words of a trigger that tell of no event: part of a name, of an officer's title, a headline's topic: Scene + Match → bool."""

from __future__ import annotations

from builder.parsers.grammar.patterns import Match
from builder.parsers.scene.clause import Sides
from builder.parsers.scene.laid_out import Scene
from builder.parsers.sides.conferences import of_economies
from builder.parsers.sides.named_exercises import not_by_name

# What an officer commands is not what is told of him: «командующий военно-морскими силами прибыл в порт».
_TITLE = 60
_TALKS = frozenset(("meeting", "call"))
_GATHERINGS = frozenset(("conference", "meeting", "visit", "call"))
# Between a gathering and what it is to discuss: its day and place, «القمة المقررة غدا في الرياض التي ستبحث».
_HELD = 60
_COMMANDED = frozenset(("presence", "training", "exercise", "operation", "arms_transfer"))


def in_title_of_office(scene: Scene, match: Match, kind: str) -> bool:
    """Whether the words say what an officer commands: his title, in Russian."""
    if kind not in _COMMANDED or not scene.has("cases"):
        return False
    if scene.frames.syntax.commands.search(scene.text.folded, max(0, match.start - _TITLE), match.start) is not None:
        return True
    people = (m for m in scene.within(match.sentence) if m.kind in ("person", "office"))
    return any(m.start < match.start < m.end or (m.start == match.start and match.end <= m.end) for m in people)


def only_qualifies(scene: Scene, match: Match) -> bool:
    """«потребовала выдать задержанного по запросу США»: a participle that says who the suspect is, beside what else is done with him."""
    triggers = scene.frames.triggers
    if not triggers[match.pattern].has("on_behalf") or scene.frames.syntax.qualifies.match(scene.text.folded, match.start) is None:
        return False
    others = (m for m in scene.triggers if m.sentence == match.sentence and (m.start < match.start or m.start >= match.end))
    return any(triggers[m.pattern].event_type == "judicial" and not triggers[m.pattern].has("on_behalf") for m in others)


def told_by_phone(scene: Scene, talks: Match, call: Match) -> bool:
    """«ont échangé au téléphone sur»: talks whose words hold those of a call are that."""
    within, trigger = talks.start <= call.start and call.end <= talks.end, scene.frames.triggers[talks.pattern]
    # "a courtesy call" is paid in person
    return within and trigger.event_type == "meeting" and not trigger.has("calls_on")


def in_a_name(scene: Scene, match: Match) -> bool:
    """«l'Organisation du traité de sécurité collective»: words inside an organisation's name tell of nothing."""
    kinds = ("igo", "institution", "office", "person") if scene.has("genitive_chain") else ("igo", "institution")
    named = (m for m in scene.within(match.sentence) if m.kind in kinds)
    return any(m.start <= match.start and match.end <= m.end and m.end - m.start > match.end - match.start for m in named)


def civil(scene: Scene, match: Match) -> bool:
    """ "Sells 20 jets to an airline", "a cruise ship docked": what flies or sails with passengers is no weapon and no warship."""
    kind, ships = scene.frames.triggers[match.pattern].event_type, "ships"
    first = last = scene.text.sentences[match.sentence]
    if kind == "presence":
        found = scene.frames.syntax.civil.finditer(scene.text.folded, max(first.start, match.start - _TITLE), match.end)
        return any(word.lastgroup == ships for word in found)
    if kind != "arms_transfer":
        return False
    if first.part == "title":  # "sells 20 jets": the sentence after the headline says which
        last = next((s for s in scene.text.sentences if s.part == "lead"), last)
    return any(word.lastgroup != ships for word in scene.frames.syntax.civil.finditer(scene.text.folded, first.start, last.end))


def occasion(scene: Scene, match: Match) -> bool:
    """ "Met him to discuss the agenda of the summit", "conferred before the summit": what is to come and talked of."""
    triggers, syntax = scene.frames.triggers, scene.frames.syntax
    left = scene.text.sentences[match.sentence].start
    if triggers[match.pattern].event_type != "conference" or triggers[match.pattern].form != "noun":
        return False
    told = any(m.sentence == match.sentence and m.end <= match.start and triggers[m.pattern].event_type in _TALKS for m in scene.triggers)
    return told and syntax.to_prepare.search(scene.text.folded, left, match.start) is not None


def in_passing(scene: Scene, match: Match) -> bool:
    """ "Met on the sidelines of the G20 summit": a gathering about the economy, named in the story alone or beside talks held there."""
    if not _economies_gather(scene, match):
        return False
    if any(
        m.sentence == match.sentence and m.start < match.start and scene.frames.triggers[m.pattern].event_type in _TALKS
        for m in scene.triggers
    ):
        return True
    return scene.text.sentences[match.sentence].part == "body" and not any(
        _economies_gather(scene, m) for m in scene.triggers if scene.text.sentences[m.sentence].part != "body"
    )


def _economies_gather(scene: Scene, match: Match) -> bool:
    return scene.frames.triggers[match.pattern].event_type == "conference" and of_economies(scene, match)


def heading(scene: Scene, match: Match) -> bool:
    """«Extradition : la Tunisie et l'Allemagne concluent une convention»: the word before a colon is the headline's topic."""
    sentence = scene.text.sentences[match.sentence]
    alone = sentence.part == "title" and match.start == sentence.start and scene.text.folded[match.end : match.end + 2].strip() == ":"
    return alone and any(other.sentence == match.sentence and other.start > match.end for other in scene.triggers)


def agenda(scene: Scene, match: Match) -> bool:
    """ "A summit that will discuss the Arctic": what a gathering is to talk about, told of the gathering itself."""
    if not scene.frames.triggers[match.pattern].has("discussed"):
        return False
    start = scene.text.sentences[match.sentence].start
    relative = scene.frames.syntax.relative.search(scene.text.folded, start, match.start)
    before = max((other.end for other in scene.triggers if other.sentence == match.sentence and other.end <= match.start), default=None)
    if relative is None or before is None or relative.start() - before > _HELD:
        return False
    gathering = (o for o in scene.triggers if o.sentence == match.sentence and o.end == before)
    return any(
        scene.frames.triggers[o.pattern].event_type in _GATHERINGS and scene.frames.triggers[o.pattern].form == "noun" for o in gathering
    )


def further_on(scene: Scene, match: Match) -> bool:
    """«وصدر في ختام اللقاء بيان مشترك»: what is news in a story's opening alone says further on how talks ended."""
    return scene.frames.triggers[match.pattern].has("opening_news") and scene.text.sentences[match.sentence].part == "body"


def only_hoped(scene: Scene, match: Match) -> bool:
    """ "Is open to talks", "his offer to meet", "after months of negotiations": what is offered or hoped for, or went on for long."""
    left = max(scene.text.sentences[match.sentence].start, match.start - _HELD)
    talks = scene.frames.triggers[match.pattern].event_type in _TOGETHER
    return talks and scene.frames.syntax.only_hoped.search(scene.text.folded, left, match.start) is not None


_TOGETHER = frozenset(("meeting", "conference"))

_DONE_THERE = frozenset(("meeting", "conference", "agreement"))
# Between the word of an occasion and the visit: "at the end of a four-day visit".
_THERE = 24


def no_journey(scene: Scene, match: Match, sides: Sides) -> bool:
    """Whether a visit's words tell only where somebody spoke or lives, or of a gathering without a seat."""
    if scene.frames.triggers[match.pattern].event_type != "visit":
        return False
    if all(p in scene.igos and p not in scene.bodies.seats for p in sides.target):
        return True  # «قادما من كندا حيث شارك في قمة مجموعة السبع»: who has no seat is not visited
    return _whereabouts(scene, match, sides) or _at_post(scene, sides) or _in_custody(scene, match, sides)


def _in_custody(scene: Scene, match: Match, sides: Sides) -> bool:
    """«وصل زعيم العصابة إلى نيويورك بعدما سلمته المكسيك»: who is handed over does not come on a visit, nor does the state behind it."""
    told = [g for g in sides.groups if g.parties == sides.source]
    handed = (m for m in scene.triggers if m.sentence == match.sentence and m.start >= match.end)
    first = next((m.start for m in handed if scene.frames.triggers[m.pattern].event_type == "judicial"), None)
    return first is not None and bool(told) and not told[0].acts and told[0].start > first


def _whereabouts(scene: Scene, match: Match, sides: Sides) -> bool:
    """«قال الوزير خلال زيارة لجيبوتي»: a state named nowhere else is where he spoke of other things; his visit is no event of them."""
    trigger, sentence = scene.frames.triggers[match.pattern], scene.text.sentences[match.sentence]
    if trigger.form != "noun" or sentence.part != "body" or len(sides.target) != 1:
        return False
    left = max(sentence.start, match.start - _THERE)
    if scene.frames.reality["occasion"].search(scene.text.folded, left, match.start) is None:
        return False
    if any(m.sentence == match.sentence and scene.frames.triggers[m.pattern].event_type in _DONE_THERE for m in scene.triggers):
        return False  # «سيعقد خلال زيارته لقطر لقاء»
    elsewhere = (g for n, groups in enumerate(scene.groups) if n != match.sentence for g in groups)
    return all(sides.target[0] not in g.parties for g in elsewhere)


def _at_post(scene: Scene, sides: Sides) -> bool:
    """«قام سفير اليابان بزيارة إلى ولاية سوسة»: an ambassador lives in the land through which he travels."""
    people = [m for g in sides.groups for m in g.mentions if m.kind in ("person", "office") and m.party in sides.source]
    return bool(people) and all(m.role == "DIP" and scene.frames.syntax.resident.match(scene.text.folded, m.start) for m in people)


def greeting(scene: Scene, match: Match) -> bool:
    """«встретили делегацию в аэропорту»: who greets a guest on his arrival holds no talks by that."""
    syntax, sentence = scene.frames.syntax, scene.text.sentences[match.sentence]
    meets = scene.frames.triggers[match.pattern].event_type == "meeting"
    if not meets or syntax.greets.fullmatch(scene.text.folded, match.start, match.end) is None:
        return False
    return syntax.on_arrival.search(scene.text.folded, sentence.start, sentence.end) is not None


_ARRIVAL = 60


def with_a_visit(scene: Scene, match: Match) -> bool:
    """«прибыл в Душанбе с рабочим визитом»: where one goes is told by the verb before, not by what follows the noun."""
    folded, triggers = scene.text.folded, scene.frames.triggers
    if triggers[match.pattern].event_type != "visit" or scene.frames.syntax.by_visit.fullmatch(folded, match.start, match.end) is None:
        return False
    before = (m for m in scene.triggers if m.sentence == match.sentence and match.start - _ARRIVAL <= m.end <= match.start)
    goes = (m for m in before if triggers[m.pattern].event_type == "visit" and triggers[m.pattern].form == "verb")
    return any("," not in folded[m.end : match.start] for m in goes)


def delegates(scene: Scene, match: Match) -> bool:
    """«Делегация американских военных прибыла»: who comes as a delegation is not stationed there."""
    left = max(scene.text.sentences[match.sentence].start, match.start - _TITLE)
    forces = scene.frames.triggers[match.pattern].event_type == "presence"
    return forces and scene.frames.syntax.delegation.search(scene.text.folded, left, match.start) is not None


# "some of the first "
_FEW_WORDS = 18


def forces_met(scene: Scene, match: Match) -> bool:
    """ "Met Estonian soldiers in Tallinn": who sees another state's troops has not met that state."""
    trigger = scene.frames.triggers[match.pattern]
    if trigger.event_type != "meeting" or trigger.form != "verb" or trigger.has("discussed"):
        return False
    near = (g for g in scene.groups[match.sentence] if g.adjective and 0 <= g.start - match.end <= _FEW_WORDS)
    return any(scene.frames.syntax.forces_seen.match(scene.text.folded, g.end) is not None for g in near)


# How far from the words those may be told who meet.
_WHO_MEET = 90


def of_no_office(scene: Scene, match: Match) -> bool:
    """ "A Russian lawyer, who met with the candidate's son during the campaign": people who act for no state."""
    if scene.frames.triggers[match.pattern].event_type not in _TALKS:
        return False
    sentence, breaks = scene.text.sentences[match.sentence], scene.breaks[match.sentence]
    left = max([sentence.start, match.start - _WHO_MEET, *(b for b in breaks if b <= match.start)])
    right = min([sentence.end, match.end + _WHO_MEET, *(b for b in breaks if b >= match.end)])
    return scene.frames.syntax.no_office.search(scene.text.folded, left, right) is not None


def of_civil_matters(scene: Scene, match: Match) -> bool:
    """ "Spoke with the king about listing the company's shares": what talks were about, where nothing behind it is of security."""
    kind, sentences = scene.frames.triggers[match.pattern].event_type, scene.text.sentences
    if kind not in _TALKS or scene.security[match.sentence]:
        return False
    told = [match]
    if sentences[match.sentence].part == "title":  # the sentence after the headline says what they were about
        told += [m for m in scene.triggers if sentences[m.sentence].part == "lead" and scene.frames.triggers[m.pattern].event_type == kind]
    civil_talks, folded = scene.frames.syntax.civil_talks, scene.text.folded
    return any(civil_talks.match(folded, m.end, sentences[m.sentence].end) for m in told)


_RULE = 80


def of_no_suspect(scene: Scene, match: Match) -> bool:
    """ "Does not extradite its citizens", "pirates freed the crew": what the law is, and captives whom no state lets go."""
    if scene.frames.triggers[match.pattern].event_type != "judicial":
        return False
    folded, syntax, sentence = scene.text.folded, scene.frames.syntax, scene.text.sentences[match.sentence]
    left, right = max(sentence.start, match.start - _RULE), min(sentence.end, match.end + _RULE)
    rules = syntax.generally.finditer(folded, left, right)
    if any(found.start() <= match.start < found.end() for found in rules):
        return True
    return syntax.captors.search(folded, left, match.start) is not None


_FEW = 3


def not_opening(scene: Scene, match: Match) -> bool:
    """«وزير الدفاع التركي في طرابلس لبحث»: where no verb stands, a few words into a headline or lead alone."""
    sentence = scene.text.sentences[match.sentence]
    if not scene.frames.triggers[match.pattern].has("opens"):
        return False
    return sentence.part == "body" or len(scene.text.folded[sentence.start : match.start].split()) > _FEW


_HANDED = frozenset(("arms_transfer", "aid", "judicial"))


def only_information(scene: Scene, match: Match) -> bool:
    """ "Gave Finland intelligence on submarines", "a list of suspects": what information is about is not handed over."""
    if scene.frames.triggers[match.pattern].event_type not in _HANDED:
        return False
    return scene.frames.syntax.told_about.search(scene.text.folded, match.start, match.end) is not None


def taken_over(scene: Scene, match: Match) -> bool:
    """«Партию техники принял президент»: who stands behind the verb takes over the things before it and receives no guest."""
    if scene.frames.triggers[match.pattern].scheme != "host_guest":
        return False
    left = scene.text.sentences[match.sentence].start
    things = scene.frames.syntax.taken_over.search(scene.text.folded, left, match.start)
    return things is not None and not any(things.start() < m.start < match.start and m.role for m in scene.within(match.sentence))


UNMEANT = (
    heading, in_a_name, not_by_name, civil, occasion, agenda, in_passing, only_hoped, greeting, with_a_visit, delegates, forces_met,
    of_no_office, of_civil_matters, of_no_suspect, not_opening, taken_over,
)  # fmt: skip
