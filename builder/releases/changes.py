"""Two versions of a table → the rows added, removed and changed, and of these the columns that differ, all by position."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from builder.exporters.csvfile import csv_texts
from builder.releases.contents import ReleaseError
from builder.schema import Table
from builder.validators.failures import Places, differs, joined_keys, positions, where, whole

# The version of the coder stands in every row; that it changed is told once, not of each.
_NOT_COMPARED = frozenset({"coder_version"})


@dataclass(frozen=True, slots=True)
class TableChanges:
    """Positions in the newer table of added rows, in the older of removed ones, and by column both of values that differ."""

    added: Places
    removed: Places
    changed: Mapping[str, tuple[Places, Places]]

    @property
    def rows_changed(self) -> Places:
        """Positions in the newer table of the rows with any change."""
        found = [new for _, new in self.changed.values()]
        return np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)


def table_changes(spec: Table, old: pa.Table, new: pa.Table) -> TableChanges:
    """What is not the same; columns that only one of the tables has are not compared."""
    before, after = _keys(spec, old), _keys(spec, new)
    found = positions(after, before)
    rows = np.flatnonzero(found >= 0)
    old_rows = found[rows]
    changed = {}
    for name in new.column_names:
        if name in spec.primary_key or name in _NOT_COMPARED or name not in old.column_names:
            continue
        unlike = _unlike(whole(old[name]), whole(new[name]), old_rows, rows)
        if len(unlike):
            changed[name] = (old_rows[unlike], rows[unlike])
    return TableChanges(np.flatnonzero(found < 0), where(pc.invert(pc.is_in(before, after))), changed)


def _keys(spec: Table, table: pa.Table) -> pa.Array:
    lacking = [name for name in spec.primary_key if name not in table.column_names]
    if lacking:
        raise ReleaseError(f"table '{spec.name}' has no column '{lacking[0]}', which rows are known by; compare with an earlier program")
    keys = joined_keys(table, spec.primary_key)
    if len(pc.unique(keys)) < len(keys):
        raise ReleaseError(f"table '{spec.name}' has rows with the same key; check the release with: eventbuild validate")
    return keys


def _unlike(old: pa.Array, new: pa.Array, old_rows: Places, new_rows: Places) -> Places:
    """Places, among the pairs of rows, of values that differ."""
    if pa.types.is_list(new.type) or old.type != new.type:
        old, new = csv_texts(old), csv_texts(new)
    return np.flatnonzero(differs(old.take(pa.array(old_rows)), new.take(pa.array(new_rows))))
