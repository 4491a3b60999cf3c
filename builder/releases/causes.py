"""Why rows differ between two releases: articles' hashes and the parts that run.json tells of → causes, by event and article.

An article that was added, taken out or has another text is cause enough for the rows that rest on it. It can also bear on others,
by merging; these have ``input`` among their causes. All other rows have those parts of the coder that changed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from builder.releases.contents import Contents
from builder.validators.failures import Places, differs, flat, positions, where, whole

_INPUT = ("sha256", "url", "publisher")
_PLACE = ("source_file", "source_record")
# Overlays belong to the knowledge base, and what is said of the data set bears on no row.
_NOT_OF_ROWS = ("overlays", "dataset")
# How near an article that changed is to a row: not at all, by merging, at first hand.
APART, NEAR, TOUCHED = range(3)
# An event that loses a source is merged in another way (once), and so are those that had been merged with it, or now are (twice).
_ROUNDS = 2
Levels = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Causes:
    """For every article and every event of both releases, how near it is to an article that changed; and what else changed."""

    ids: Mapping[str, pa.Array]
    levels: Mapping[str, Levels]
    parts: tuple[str, ...]

    def of(self, table: pa.Table, name: str, column: str | None = None) -> pa.Array:
        """The list of causes of each row of a table, or of a change in one column of it."""
        if column in _PLACE:
            return self.told().take(pa.array([TOUCHED] * len(table)))
        kind = "article_id" if name == "articles" else "event_id"
        found = positions(whole(table[kind]), self.ids[kind])
        levels = np.where(found >= 0, self.levels[kind][found], APART)
        if name == "evidence":
            articles = positions(whole(table["article_id"]), self.ids["article_id"])
            at_hand = np.where(articles >= 0, self.levels["article_id"][articles], APART) == TOUCHED
            levels = np.where(at_hand, TOUCHED, np.minimum(levels, NEAR))
        return self.told().take(pa.array(levels))

    def told(self) -> pa.Array:
        """The causes that go with each level."""
        return pa.array([list(self.parts or ("unknown",)), ["input", *self.parts], ["input"]], pa.list_(pa.string()))


def causes(old: Contents, new: Contents) -> Causes:
    """What changed between two releases, and how near to it every article and event is."""
    before, after = (_articles(release) for release in (old, new))
    events = [release.table("events").select(["event_id", "article_ids"]) for release in (old, new)]
    touched = _touched(before, after)
    near = touched
    for _ in range(_ROUNDS):
        told = [pc.list_flatten(whole(_telling(one, near)["article_ids"])) for one in events]
        near = pc.unique(pa.concat_arrays([near, *told]))
    articles = pc.unique(pa.concat_arrays([whole(one["article_id"]) for one in (before, after)]))
    ids = pc.unique(pa.concat_arrays([whole(one["event_id"]) for one in events]))
    direct, by_merging = (
        pc.is_in(ids, pa.concat_arrays([whole(_telling(one, those)["event_id"]) for one in events])) for those in (touched, near)
    )
    levels = {
        "article_id": _levels(pc.is_in(articles, touched), pc.is_in(articles, near)),
        "event_id": _levels(direct, by_merging),
    }
    return Causes({"article_id": articles, "event_id": ids}, levels, changed_parts(old.run, new.run))


def _articles(release: Contents) -> pa.Table:
    return release.table("articles").select(["article_id", "duplicate_of", "published", "published_basis", *_INPUT])


def _levels(touched: pa.Array, near: pa.Array) -> Levels:
    first, second = (mask.to_numpy(zero_copy_only=False) for mask in (touched, near))
    return np.where(first, TOUCHED, np.where(second, NEAR, APART))


def _touched(before: pa.Table, after: pa.Table) -> pa.Array:
    """Articles that only one release has, or whose text, address or publisher is another, and those that repeat or are repeated by them."""
    old_ids, new_ids = whole(before["article_id"]), whole(after["article_id"])
    found = positions(new_ids, old_ids)
    rows = np.flatnonzero(found >= 0)
    here, there = after.take(pa.array(rows)), before.take(pa.array(found[rows]))
    unlike = np.zeros(len(rows), bool)
    for name in _INPUT:
        unlike |= differs(whole(here[name]), whole(there[name]))
    given = pc.and_(pc.equal(here["published_basis"], "metadata"), pc.equal(there["published_basis"], "metadata"))
    unlike |= differs(whole(here["published"]), whole(there["published"])) & whole(given).to_numpy(zero_copy_only=False).astype(bool)
    gone = old_ids.filter(pc.invert(pc.is_in(old_ids, new_ids)))
    touched = pa.concat_arrays([new_ids.take(pa.array(np.flatnonzero(found < 0))), gone, new_ids.take(pa.array(rows[unlike]))])
    copies = [one.filter(pc.is_in(one["duplicate_of"], touched))["article_id"] for one in (before, after)]
    return pc.unique(pa.concat_arrays([touched, *map(whole, copies)]))


def _telling(events: pa.Table, articles: pa.Array) -> pa.Table:
    """The events that one of the articles tells."""
    rows, items = flat(events, "article_ids")
    chosen: Places = np.unique(rows[where(pc.is_in(items, articles))])
    return events.take(pa.array(chosen))


def changed_parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Of coder, knowledge base and settings those that two runs do not share, by what run.json tells."""
    shared = old.get("settings", {}).keys() & new.get("settings", {}).keys()  # an older program does not tell of younger settings
    before, after = _parts(old, shared), _parts(new, shared)
    return tuple(name for name in before if before[name] != after[name])


def _parts(run: Mapping[str, Any], shared: Collection[str]) -> dict[str, Any]:
    made_of, settings = run.get("made_of", {}), run.get("settings", {})
    overlays = settings.get("overlays", [])
    return {
        "coder": {name: made_of.get(name) for name in ("code", "grammar", "schemas")}
        | {"version": run.get("versions", {}).get("eventbuild")},
        "knowledge_base": [made_of.get("vocabularies", run.get("schema_sha256")), overlays],
        "settings": {name: settings[name] for name in sorted(shared) if name not in _NOT_OF_ROWS},
    }
