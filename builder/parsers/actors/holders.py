"""Who held an office: knowledge base + role + country + surname + day → the holder's term."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from builder.knowledge import Knowledge
from builder.knowledge.finder import fold_all
from builder.knowledge.people import Term
from builder.parsers.actors.known_names import SCRIPTS, own_words

_SHARED_ROLES = frozenset(("GOV", "OTH", "LEG", "JUS"))


def holder(knowledge: Knowledge, language: str, role: str, party: str | None, name: Sequence[str], day: date | None) -> Term | None:
    """The only person of that surname, or in the country of a name that sounds so, who held an office of the role on the day.

    Where no country is told, a name of several words must have the person's own name before the surname.
    """
    if day is None or role in _SHARED_ROLES or knowledge.people is None:
        return None
    iso = day.isoformat()
    fitting = [t for t in _surnamed(knowledge, language, role).get(name[-1], ()) if t.covers(iso) and party in (None, t.country)]
    if party is None and len(name) > 1:  # «عادل بن أحمد الجبير»: the names of fathers between his own and the family's
        fitting = [t for t in fitting if name[0] in own_words(knowledge, t.person)]
    if fitting or party is None or len(name) == 1:
        return fitting[0] if len({term.person for term in fitting}) == 1 else None
    return _sounding(knowledge, " ".join(name), language, role, party, day)


@lru_cache(maxsize=8192)
def _sounding(knowledge: Knowledge, name: str, language: str, role: str, party: str, day: date) -> Term | None:
    term: Term | None = knowledge.people.sounding(name, language, role, party, day)
    return term


@cache
def _surnamed(knowledge: Knowledge, language: str, role: str) -> Mapping[str, list[Term]]:
    """Terms of a role by the folded surnames of those who held them."""
    terms = [term for term in knowledge.people.terms if term.role == role]
    pairs = [(getattr(knowledge.people.persons[term.person], column).split()[-1:], term) for term in terms for column in SCRIPTS[language]]
    told = [(last[0], term) for last, term in pairs if last]
    found: dict[str, list[Term]] = {}
    for surname, (_, term) in zip(fold_all([last for last, _ in told]) if told else (), told, strict=True):
        found.setdefault(surname, []).append(term)
    return found
