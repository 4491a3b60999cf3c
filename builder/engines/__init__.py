"""Where the work runs: in this process, in a pool of processes of this machine, or on the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.config import Settings


def engine(chosen: Settings) -> Callable[[Any, Iterable[Any]], Iterator[Any]]:
    """Runs a task over batches of items as the settings say: (task, batches) → results."""
    if chosen.engine == "dask":
        from builder.engines import dask

        return partial(dask.run, address=chosen.dask_address, workers=chosen.worker_count(), seconds=chosen.seconds_per_article)
    from builder.engines import local

    return partial(local.run, workers=chosen.worker_count(), seconds=chosen.seconds_per_article)
