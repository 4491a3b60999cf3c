"""Stage 5, code: mentions, dates and triggers → the events, groups and topics of an article."""
