"""Which mentions can be a party, and for which state or organisation each stands: mentions of a text → those of parties."""

from __future__ import annotations

from collections.abc import Sequence

from builder.model import Mention

_PARTY_KINDS = frozenset(("country", "igo", "person", "office", "institution", "place"))


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
