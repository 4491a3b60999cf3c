"""Stages 3 to 5: what the words name, when, and what happened between whom."""
