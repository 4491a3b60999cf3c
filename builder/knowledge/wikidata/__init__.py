"""Imports a Wikidata JSON dump: dump file → a folder of vocabulary files for ``--kb``, in bounded memory."""

from __future__ import annotations

from builder.knowledge.wikidata.importing import Counts, import_dump

__all__ = ["Counts", "import_dump"]
