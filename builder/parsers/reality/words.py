"""The words that tell when an event stands: those before its trigger in its clause, and those of its own that tell its time."""

from __future__ import annotations

from builder.parsers.reality.governors import clause_before
from builder.parsers.scene.spot import Spot
from builder.text.clitics import TO


def words_before(at: Spot, left: int) -> str:
    """What stands before a trigger in its own clause."""
    before = clause_before(at.folded, left, at.match.start, at.frames)
    if at.frames.has("clauses_apart") and (breaks := list(at.frames.clauses.finditer(before))):
        before = before[breaks[-1].start() :]  # "warns of war as the U.S. flies bombers": the warning is in a clause of its own
    if _tells_by_itself(at, before):
        return ""
    if at.frames.has("clitics") and at.trigger.form == "verb" and at.folded[at.match.start] == TO:
        # «لبحث التعاون»: a purpose has the tense of the sentence's verb, however far before.
        before = at.folded[at.sentence.start : at.match.start]
    before = at.frames.reality["unannounced"].sub(" ", before)  # "without warning, the minister visited"
    return at.frames.syntax.said_when.sub(" ", before)  # «appelé lundi à»: the day stands between a verb and its object


def _tells_by_itself(at: Spot, before: str) -> bool:
    """ "Opposed the plan and sent troops": a second finite verb of the past hangs on nothing told before."""
    word = at.words.partition(" ")[0]
    second = at.frames.syntax.second_verb.search(before) is not None and at.frames.syntax.past.fullmatch(word) is not None
    return second and at.frames.syntax.auxiliary.search(before) is None


def own_words(at: Spot) -> str:
    """Those of a trigger's words that tell its time.

    "Called off the planned drills", "signed a plan of cooperation": the plan is what is called off or signed.
    """
    trigger, own = at.trigger, at.frames.syntax.aside.sub(" ", at.words)
    if trigger.event_type == "reduction" or trigger.has("first_word_tells_time"):
        own = own.partition(" ")[0]  # a sale that is approved is so, however "possible" it is called (ruling 3)
    if (asserted := at.frames.syntax.asserts.search(own, 0, own.find(" to ") + 4)) is not None:
        own = own[asserted.end() :]  # "continues to train"
    if trigger.event_type == "agreement" and at.frames.reality["decided"].match(own):
        return ""  # "agreed to a truce": there is one
    return own
