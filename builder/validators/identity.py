"""Identifiers of events against their evidence: an id is made from the article and the place of the words → the events where it is not."""

from __future__ import annotations

import numpy as np
import pyarrow.compute as pc

from builder.rows import made_id
from builder.validators.failures import Failure, Tables

RULE = "events.id_of_trigger"
MESSAGE = "the id is not that of the article and place of any words that report the event"
# So many events of one article may be read from the same word.
_AT_ONE_PLACE = 32


def identity_failures(tables: Tables, severity: str = "error") -> list[Failure]:
    """Events whose id follows from no evidence of their type: words were moved, or an id was given to another event."""
    evidence = tables["evidence"]
    shown = evidence.filter(pc.equal(evidence["column"], "event_type"))
    columns = (shown[name].to_pylist() for name in ("event_id", "article_id", "part", "start"))
    made = {name for name, *place in zip(*columns, strict=True) if _is_made(name, *place)}
    wrong = [place for place, name in enumerate(tables["events"]["event_id"].to_pylist()) if name not in made]
    return [Failure("events", RULE, "event_id", np.array(wrong, np.int64), MESSAGE, severity)] if wrong else []


def _is_made(name: str, article: str, part: str, start: int | None) -> bool:
    return start is not None and any(made_id(article, part, start, nth) == name for nth in range(_AT_ONE_PLACE))
