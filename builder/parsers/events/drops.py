"""Triggers that became no event, each with its reason; the reasons are told in ``schemas/vocab/reasons.yml``."""

from __future__ import annotations

from typing import NamedTuple

from builder.parsers.grammar.patterns import Match

COVERED, NOT_REAL = "covered", "not_real"


class Drop(NamedTuple):
    """A trigger of the article and why it is no event of it."""

    match: Match
    reason: str
