"""Near copies and kin: signatures of articles → which article repeats which other, and which share much of their words.

Kin are rewrites of one agency's story or reports of the same statement; that alone does not make their events one. A copy follows
its original within a week. The original is the agency's own text where it is among them (told by publisher and agency line), else the
earliest; which is which depends on the articles alone, never on their order.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from builder.stories.signatures import PERMUTATIONS
from builder.text.folding import fold

Row = Mapping[str, Any]
Signatures = npt.NDArray[np.uint16]
Places = npt.NDArray[np.int64]
ALIKE, LATER_ALIKE = 0.65, 0.75
KIN_ALIKE = 0.4
CUT_ALIKE, CUT_INSIDE = 0.35, 0.9
_BAND = 3
_WINDOW_DAYS = 7
_MANY = 40  # with so many of those that share a band an article is compared: they are copies of few originals
_MOST_KIN = 10
_AT_ONCE = 50_000
_UNKNOWN = -(1 << 30)
_LOW = (1 << 32) - 1
_WORD = re.compile(r"\w+")
SKETCH = pa.schema(
    [("language", pa.string()), ("not_own", pa.bool_()), ("published", pa.date32()), ("agency_line", pa.bool_()),
     ("article", pa.int32()), ("parties", pa.list_(pa.string())), ("grams", pa.int32()), ("signature", pa.binary())]
)  # fmt: skip
# Originals come before their copies: an agency's own text, then the earliest, then the one that names no source.
RANK = ("language", "not_own", "published", "agency_line", "article")


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as far as copies are found by it, beside its signature."""

    published: int | None
    agency_own: bool
    parties: frozenset[str]
    grams: int


@dataclass(frozen=True, slots=True)
class Kinship:
    """Articles by number: copy → its original, which is never itself a copy; pairs of originals that share much of their words.

    A pair is one number, the smaller article's in its upper half; the numbers are sorted.
    """

    copies: Mapping[int, int] = field(default_factory=dict)
    pairs: Places = field(default_factory=lambda: np.empty(0, np.int64))

    def kin(self, a: int, b: int) -> bool:
        """Whether two articles, or the originals that they repeat, share much of their words."""
        one, other = self.copies.get(a, a), self.copies.get(b, b)
        if one == other or not len(self.pairs):
            return one == other
        key = _pair(one, other)
        place = int(np.searchsorted(self.pairs, key))
        return place < len(self.pairs) and int(self.pairs[place]) == key


def _pair(a: int, b: int) -> int:
    return min(a, b) << 32 | max(a, b)


def joined(parts: Sequence[Kinship]) -> Kinship:
    """What was found in each language, as one; only articles of one language are compared."""
    copies = {copy: original for part in parts for copy, original in part.copies.items()}
    return Kinship(copies, np.sort(np.concatenate([np.empty(0, np.int64), *(part.pairs for part in parts)])))


def sketch_row(row: Row, article: Row, number: int) -> dict[str, Any]:
    """A row of signatures with what its article tells of day and source; two bytes of each hash are enough to compare."""
    agency, publisher = (_WORD.findall(fold(article[name] or "")) for name in ("agency", "publisher"))
    own = bool(agency) and (set(agency) <= set(publisher) or "".join(agency) in publisher)
    signature = np.asarray(row["signature"], np.uint64).astype(np.uint16).tobytes()
    known = {name: row[name] for name in ("language", "parties", "grams")} | {"article": number, "published": article["published"]}
    return {**known, "not_own": not own, "agency_line": bool(agency), "signature": signature}


@dataclass(frozen=True, slots=True)
class _Sketches:
    """The articles of one language in order of rank, column by column."""

    article: list[int]
    days: npt.NDArray[np.int32]
    not_own: npt.NDArray[np.bool_]
    parties: list[frozenset[str]]
    grams: npt.NDArray[np.int32]
    signatures: Signatures

    def one(self, place: int) -> Sketch:
        day = int(self.days[place])
        return Sketch(None if day == _UNKNOWN else day, not self.not_own[place], self.parties[place], int(self.grams[place]))


def _sketches(pieces: Iterable[pa.Table]) -> _Sketches:
    known: dict[frozenset[str], frozenset[str]] = {}
    signatures, parties = bytearray(), []
    plain: dict[str, list[Any]] = {name: [np.empty(0, np.int32)] for name in ("article", "published", "not_own", "grams")}
    for piece in pieces:
        for name, parts in plain.items():
            values = piece[name].cast(pa.int32()).fill_null(_UNKNOWN) if name == "published" else piece[name]
            parts.append(values.to_numpy())
        for names in map(frozenset, piece["parties"].to_pylist()):
            parties.append(known.setdefault(names, names))
        for signature in piece["signature"].to_pylist():
            signatures += signature
    article, days, not_own, grams = (np.concatenate(parts) for parts in plain.values())
    matrix = np.frombuffer(signatures, np.uint16).reshape(-1, PERMUTATIONS)
    return _Sketches(article.tolist(), days, not_own.astype(bool), parties, grams, matrix)


def kinship_within(pieces: Iterable[pa.Table]) -> Kinship:
    """Copies and kin among the sketches of one language, given in order of rank."""
    sketches = _sketches(pieces)
    found: dict[int, int] = {}
    pairs = array("q")
    for place, neighbours in _neighbours(sketches):
        sketch = sketches.one(place)
        candidates = sorted({found.get(other, other) for other in neighbours})
        others = {other: sketches.one(other) for other in candidates}
        alike = dict(zip(candidates, _likeness(sketches.signatures, place, candidates), strict=True))
        near = [o for o in candidates if _may_follow(sketch, others[o]) and is_near_copy(sketch, others[o], alike[o])]
        if near:
            found[place] = min(near, key=lambda other: (-alike[other], other))
            continue
        kin = [other for other in candidates if alike[other] >= KIN_ALIKE and _near_in_time(sketch, others[other])]
        for other in sorted(kin, key=lambda other: (-alike[other], other))[:_MOST_KIN]:
            pairs.append(_pair(sketches.article[place], sketches.article[other]))
    copies = {sketches.article[copy]: sketches.article[original] for copy, original in found.items()}
    return Kinship(copies, np.unique(np.asarray(pairs, np.int64)))


def _likeness(signatures: Signatures, place: int, others: Sequence[int]) -> list[float]:
    """Estimated shares of 3-grams in common among all of two articles (Jaccard)."""
    return list((signatures[others] == signatures[place]).mean(axis=1).tolist())


def _neighbours(sketches: _Sketches) -> Iterator[tuple[int, list[int]]]:
    """For each article, in order of rank, those before it that are alike enough to be more than chance."""
    pairs = np.empty(0, np.int64)
    for more in _alike(sketches.signatures, sketches.days):
        pairs = np.union1d(pairs, more)
    if not len(pairs):
        return
    later, earlier = pairs >> 32, pairs & _LOW
    starts = np.flatnonzero(np.r_[True, later[1:] != later[:-1]])
    for start, end in zip(starts, np.r_[starts[1:], len(pairs)], strict=True):
        yield int(later[start]), earlier[start:end].tolist()


def _alike(signatures: Signatures, days: npt.NDArray[np.int32]) -> Iterator[Places]:
    """Pairs (later in the upper half, earlier) that share a band and are alike, band by band.

    At a likeness of .5 two articles share a band in 99.6 % of cases, at .4 in 94 %, at .1 in 4 %.
    """
    for first in range(0, PERMUTATIONS, _BAND):
        bands = signatures[:, first : first + _BAND].astype(np.uint64)
        keys = (bands[:, 0] << np.uint64(32)) | (bands[:, 1] << np.uint64(16)) | bands[:, 2]
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        found = [np.empty(0, np.int64)]
        for step in range(1, _MANY + 1):
            same = np.flatnonzero(keys[step:] == keys[:-step])
            if not len(same):
                break
            later, earlier = order[same + step], order[same]
            near = (np.abs(days[later] - days[earlier]) <= _WINDOW_DAYS) | (days[later] == _UNKNOWN) | (days[earlier] == _UNKNOWN)
            found.append(_enough(signatures, later[near] << 32 | earlier[near]))
        yield np.concatenate(found)


def _enough(signatures: Signatures, pairs: Places) -> Places:
    """Those of the pairs that are at least as alike as a cut version and its original."""
    kept = [
        part[(signatures[part >> 32] == signatures[part & _LOW]).mean(axis=1) >= CUT_ALIKE]
        for part in np.array_split(pairs, len(pairs) // _AT_ONCE + 1)
    ]
    return np.concatenate(kept)


def _may_follow(copy: Sketch, original: Sketch) -> bool:
    """Published within a week of each other; an unknown day says nothing against it. An agency's own text may bear the next day's date."""
    if copy.published is None or original.published is None:
        return True
    days = copy.published - original.published
    return -1 <= days <= _WINDOW_DAYS if original.agency_own else 0 <= days <= _WINDOW_DAYS


def _near_in_time(a: Sketch, b: Sketch) -> bool:
    return a.published is None or b.published is None or abs(a.published - b.published) <= _WINDOW_DAYS


def is_near_copy(a: Sketch, b: Sketch, alike: float) -> bool:
    """Nearly the same words, or one a cut version of the other: nearly all of the shorter is in the longer.

    Agencies tell like things in like words ("received a call from the Crown Prince of …"; arrival, two days later departure): where each
    names a party that the other does not, it is not the same news, and articles of different days must be more alike.
    """
    if not (a.parties <= b.parties or b.parties <= a.parties):
        return False
    inside = alike / (1 + alike) * (a.grams + b.grams) / min(a.grams, b.grams)
    same_day = a.published is None or b.published is None or a.published == b.published
    return alike >= (ALIKE if same_day else LATER_ALIKE) or (alike >= CUT_ALIKE and inside >= CUT_INSIDE)
