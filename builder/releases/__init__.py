"""Releases: a run → a frozen, versioned release; two releases → what changed and why; a release → rebuilt and compared."""
