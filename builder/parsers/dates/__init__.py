"""Calendar expressions: a text with its day of publication → DateRanges (``read_dates``, ``find_dates``)."""

from builder.parsers.dates.reader import find_dates, read_dates

__all__ = ["find_dates", "read_dates"]
