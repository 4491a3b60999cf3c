"""What French words around a name say of its part: the noun that it qualifies, the opening clause that it ends → places in the text.

«le patron de l'Africom» stands where its patron does, and in «Reçu par le roi, le ministre …» a new subject begins after the comma.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.model import Mention, Sentence
from builder.parsers.grammar.frames import Frames
from builder.parsers.grammar.syntax import NEVER, Syntax
from builder.parsers.scene.markers import marker_before

_REACH, _FAR, _NEAR = 60, 120, 24
_NOUN_BEFORE = re.compile(r"([\w-]+)\s+$")
_TWO_NOUNS = re.compile(r"(?:([\w-]+)\s+)?([\w-]+)\s+$")
_NOUNS_BEHIND = re.compile(r"\s+([\w-]+)(?:\s+([\w-]+))?")
_STATES = ("country", "igo")


def qualified_noun(folded: str, sentence: Sentence, mention: Mention, start: int, marker: str, frames: Frames) -> int | None:
    """Where the noun begins whose place in the sentence a name shares: who acts, or the ground that a nationality qualifies."""
    if marker == "from":
        return _whose(folded, sentence, mention, start, frames)
    if marker == "" and mention.form == "adjective":
        found = _NOUN_BEFORE.search(folded, max(sentence.start, start - _NEAR), start)
        if found is None or frames.grounds.fullmatch(found[1]):
            return found.start() if found is not None else None
        # «en collaboration avec les forces espagnoles»
        together = frames.actors.fullmatch(found[1]) and marker_before(folded, sentence.start, found.start(), frames) == "partner"
        return found.start() if together else None
    return None


def _whose(folded: str, sentence: Sentence, mention: Mention, start: int, frames: Frames) -> int | None:
    """Where the noun begins that acts and whose genitive a country is."""
    genitives = (frames.syntax.genitive, frames.syntax.genitive_of_office)
    near = (genitive.search(folded, max(sentence.start, start - _REACH), start) for genitive in genitives)
    found = next((noun for noun in near if noun is not None and frames.actors.fullmatch(noun[1])), None)
    stands = marker_before(folded, sentence.start, found.start(), frames) if found is not None else "from"
    if stands == "from":  # «le commandant du corps des fusiliers du Portugal»: the outer noun tells where they stand
        outer = frames.syntax.envoys_of.search(folded, max(sentence.start, start - _FAR), start)
        found, stands = (outer, marker_before(folded, sentence.start, outer.start(), frames)) if outer is not None else (found, stands)
    if found is None:
        return None
    part_of = stands in ("about", "against")  # «au sein de la force du G5 Sahel»
    return found.start() if part_of or mention.kind == "igo" or not frames.syntax.only_there.fullmatch(found[1]) else None


def sends(folded: str, sentence: Sentence, members: Sequence[Mention], frames: Frames) -> bool:
    """Whether people stand here whom only their country is told of: «une délégation militaire russe», «le patron de la police libyenne»."""
    start, syntax = members[0].start, frames.syntax
    if syntax.envoys is NEVER:
        return False
    if not frames.adjective_follows:  # "a Dutch delegation", "a senior NATO official", "a delegation of the Qatari army"
        bodies = all(member.kind in ("igo", "institution") for member in members)
        if bodies and syntax.envoys_of.search(folded, max(sentence.start, start - _REACH), start) is not None:
            return True
        beside = _NOUNS_BEHIND.match(folded, members[-1].end)
        qualify = bodies or all(member.form == "adjective" for member in members)
        return qualify and beside is not None and any(noun and syntax.envoys.fullmatch(noun) for noun in beside.groups())
    if all(member.form == "adjective" for member in members):
        beside = _TWO_NOUNS.search(folded, max(sentence.start, start - _NEAR * 2), start)
        return beside is not None and any(noun is not None and syntax.envoys.fullmatch(noun) for noun in beside.groups())
    genitives = (syntax.genitive, syntax.genitive_of_office, syntax.envoys_of)
    told = (genitive.search(folded, max(sentence.start, start - _FAR), start) for genitive in genitives)
    return any(noun is not None and syntax.envoys.fullmatch(noun[1]) for noun in told)


def opens_with(folded: str, sentence: Sentence, left: Mention, right: Mention, syntax: Syntax) -> bool:
    """Whether the comma between two names ends the words that a sentence opens with: «Lors d'un entretien avec A, B a …»."""
    if syntax.after_opening.match(folded[left.end : right.start]) is None:
        return False
    if "," in folded[sentence.start : left.start] or syntax.opening.match(folded, sentence.start, sentence.end) is None:
        return False
    return right.kind not in _STATES or syntax.list_goes_on.match(folded, right.end, sentence.end) is None
