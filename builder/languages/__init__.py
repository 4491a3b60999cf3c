"""Grammars as data, one set of files a language, and the little that cannot be data."""
