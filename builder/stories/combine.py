"""The event rows of a story → its event row and the rows that hang on it: dyads, participants, groups and evidence of all sources.

Values are those of the source that tells most: parties from the one that names most of them, the date from the best told one; where sources
contradict each other, ``date_flags`` says so and the evidence keeps what each of them told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from builder.rows.crosswalk import crosswalk
from builder.stories.same import NEAR_COPY
from builder.text.folding import fold

Row = dict[str, Any]
Children = Mapping[str, Mapping[str, list[Row]]]
DISAGREE = "sources_disagree_date"
_DATE = ("date_start", "date_end", "date_precision", "date_basis", "date_edtf", "date_text")
_PLACE = ("location_country", "location_name", "latitude", "longitude")
_STATUS = ("occurred", "ongoing", "planned", "cancelled")
_PRECISION = ("day", "week", "month", "quarter", "season", "half", "year", "decade", "unknown")
_BASIS = ("explicit", "relative", "inherited", "publication", None)
_DYAD = ("event_type", "status", "background", "date_start", "date_end", "date_precision")
_VALUE = {"date_start": "date_edtf", "status": "status", "location_country": "location_country", "location_name": "location_name"}
_WORDS = 300


def combined(members: list[Row], rules: list[str], children: Children) -> dict[str, list[Row]]:
    """All rows of a story under the id of its first member; each later one with the rule that joined it."""
    first = members[0]
    fullest = max(members, key=lambda one: len({*one["source_parties"], *one["target_parties"]}))
    row = {**first, "source_parties": fullest["source_parties"], "target_parties": fullest["target_parties"]}
    own = [one for one, rule in zip(members, rules, strict=True) if rule != NEAR_COPY]
    row["status"] = min((one["status"] for one in own), key=_STATUS.index)
    row |= _date(own, row["status"]) | _place(members)
    row["background"], row["lead"] = all(one["background"] for one in members), any(one["lead"] for one in members)
    row["confidence"] = max(one["confidence"] for one in members)
    for name in ("threat_groups", "topics", "languages", "article_ids"):
        row[name] = sorted({value for one in members for value in one[name]})
    row |= _codes(row, children["evidence"].get(first["event_id"], ()))
    copied = {"event_id": first["event_id"], **{name: row[name] for name in _DYAD}}
    copied["year"] = row["date_start"].year if row["date_start"] else None
    return {
        "events": [row],
        "dyads": [{**dyad, **copied} for dyad in children["dyads"].get(fullest["event_id"], ())],
        "participants": _participants(row, members, children["participants"]),
        "groups": _groups(row, members, children["groups"]),
        "evidence": _evidence(row, members, rules, children["evidence"]),
    }


def _date(own: list[Row], status: str) -> Row:
    """The best told date among the sources that tell the event as it stands now; of equals the most frequent, then the first.

    Near copies have no say: the day of their publication only moves "yesterday" in the original's words.
    """
    rows = [row for row in own if row["status"] == status and row["date_start"]] or own
    rank = min(_told_rank(row) for row in rows)
    best = [row for row in rows if _told_rank(row) == rank]
    often = Counter((row["date_start"], row["date_end"]) for row in best)
    chosen = max(best, key=lambda row: often[row["date_start"], row["date_end"]])
    flags = list(chosen["date_flags"])
    if _disagree(own) and DISAGREE not in flags:
        flags.append(DISAGREE)
    return {**{name: chosen[name] for name in _DATE}, "date_flags": flags}


def _told_rank(row: Row) -> tuple[bool, int, int]:
    basis = row["date_basis"]
    return basis in ("publication", None), _PRECISION.index(row["date_precision"]), _BASIS.index(basis)


def _disagree(rows: Iterable[Row]) -> bool:
    """Whether two sources tell days neither of which lie within the other's."""
    told = [r for r in rows if r["date_precision"] == "day" and r["date_basis"] not in ("publication", None)]
    spans = sorted({(r["date_start"], r["date_end"]) for r in told}, key=lambda span: (span[0], -span[1].toordinal()))
    return any(end > spans[0][1] for _, end in spans[1:])


def _place(members: list[Row]) -> Row:
    """Country and place of the first source that names a place in it, else of the first that tells a country."""
    rows = [one for one in members if one["location_country"]] or members
    chosen = next((row for row in rows if row["location_name"]), rows[0])
    return {name: chosen[name] for name in _PLACE}


def _codes(row: Row, evidence: Iterable[Row]) -> Row:
    rule = next((item["rule"] for item in evidence if item["column"] == "event_type"), "")
    parties = {*row["source_parties"], *row["target_parties"]}
    codes = crosswalk(row["event_type"], row["status"], parties, row["location_country"], row["topics"], rule)
    return codes._asdict()


def _side(row: Row, party: str) -> str:
    return "source" if party in row["source_parties"] else "target"


def _participants(row: Row, members: list[Row], known: Mapping[str, list[Row]]) -> list[Row]:
    """Each person and institution once: by id where listed, else by name."""
    found: dict[tuple[str, str], Row] = {}
    for one in (one for member in members for one in known.get(member["event_id"], ())):
        placed = {**one, "event_id": row["event_id"], "side": _side(row, one["country"])}
        found.setdefault((one["country"], one["entity_id"] or fold(one["name"])), placed)
    return list({(p["side"], p["country"], p["role"], p["name_raw"]): p for p in found.values()}.values())


def _groups(row: Row, members: list[Row], known: Mapping[str, list[Row]]) -> list[Row]:
    found: dict[str, Row] = {}
    for one in (one for member in members for one in known.get(member["event_id"], ())):
        found.setdefault(one["group_id"], {**one, "event_id": row["event_id"]})
    return [found[name] for name in sorted(found)]


def _evidence(row: Row, members: list[Row], rules: list[str], known: Mapping[str, list[Row]]) -> list[Row]:
    """The words of every source; one more row for each event absorbed, with the rule that took it for the same."""
    found: dict[tuple[Any, ...], Row] = {}
    for member, rule in zip(members, rules, strict=True):
        items = known.get(member["event_id"], [])
        trigger = [item for item in items if item["column"] == "event_type"][:1]
        absorbed = [{**item, "column": "article_ids", "value": member["event_id"], "rule": rule} for item in trigger] if rule else []
        for item in (*items, *absorbed):
            placed = {**item, "event_id": row["event_id"], **_retold(row, member, item)}
            key = tuple(placed[name] for name in ("column", "article_id", "part", "start", "end", "value"))
            found.setdefault(key, placed)
    return list(found.values())


def _retold(row: Row, told: Row, item: Row) -> Row:
    """What changes in an evidence row under the story's event: the side of a party, and a value told that is not the event's."""
    column, value = item["column"], item["value"]
    if column in ("source_parties", "target_parties") and value is not None:
        return {"column": f"{_side(row, value)}_parties"}
    of = _VALUE.get(column)
    if of and value is None and told[of] is not None and told[of] != row[of]:
        return {"value": str(told[of])[:_WORDS]}
    return {}


def children_of(tables: Mapping[str, list[Row]]) -> dict[str, dict[str, list[Row]]]:
    """Rows of dyads, participants, groups and evidence by event."""
    return {name: _by_event(tables.get(name, ())) for name in ("dyads", "participants", "groups", "evidence")}


def _by_event(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["event_id"], []).append(row)
    return found


def counted(event: Row, repeats: Mapping[str, list[str]], articles: Mapping[str, Row]) -> Row:
    """An event with all articles that tell it, exact repeats of them too, and what is counted over them."""
    known: list[str] = event["article_ids"]
    sources = sorted(set(_spread(known, repeats)))
    rows = [articles[article_id] for article_id in sources if article_id in articles]
    days = [row["published"] for row in rows if row["published"]]
    return {
        **event,
        "article_ids": sources,
        "n_articles": len(sources),
        "n_publishers": len({row["publisher"] for row in rows if row["publisher"]}),
        "languages": sorted({*event["languages"], *(row["language"] for row in rows if row["language"])}),
        "first_published": min(days, default=None),
        "last_published": max(days, default=None),
    }


def _spread(ids: Iterable[str], repeats: Mapping[str, list[str]]) -> Iterator[str]:
    for article_id in ids:
        yield article_id
        yield from repeats.get(article_id, ())
