"""Rows of the articles table: an article read, or an input that did not become one → its row, so that nothing vanishes."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from builder.model import CodedArticle, Reject
from builder.rows.values import Row, unique


def article_row(coded: CodedArticle) -> Row:
    """The row of an article that was read, whatever became of it."""
    article, publication = coded.article, coded.publication
    body = f"{article.title}\n\n{article.text}".encode("utf-8", "surrogatepass")
    given = {name: getattr(article, name) or None for name in ("url", "short_url", "publisher", "agency", "byline", "section")}
    return {
        "article_id": article.id,
        **given,
        "language": coded.text.language or None,
        "published": publication.day,
        "published_basis": publication.basis if publication.day else "unknown",
        "published_earliest": publication.earliest or publication.day,
        "published_latest": publication.latest or publication.day,
        "published_clues": unique(publication.clues),
        "sha256": hashlib.sha256(body).hexdigest(),
        "title_chars": len(article.title),
        "text_chars": len(article.text),
        "source_file": PurePath(article.origin.path).name or None,
        "source_record": article.origin.record,
        "outcome": coded.outcome,
        "reason": coded.reason or None,
        "relevance": None if coded.relevance is None else round(coded.relevance, 3),
        "duplicate_of": None,
        "n_events": len(coded.events),
        "n_quarantined": 0,
        "n_groups": len({group.group_id for group in coded.groups}),
        "n_topics": len({topic.topic for topic in coded.topics}),
    }


def reject_rows(reject: Reject, article_id: str) -> dict[str, list[Row]]:
    """The rows of an input that did not become an article."""
    name, record = PurePath(reject.origin.path).name or "-", reject.origin.record
    empty = dict.fromkeys(("url", "short_url", "publisher", "agency", "byline", "section", "language", "published", "published_earliest"))
    empty |= dict.fromkeys(("published_latest", "sha256", "title_chars", "text_chars", "relevance", "duplicate_of"))
    counts = dict.fromkeys(("n_events", "n_quarantined", "n_groups", "n_topics"), 0)
    told = {"published_basis": "unknown", "published_clues": [], "outcome": "rejected", "reason": reject.reason}
    place = {"article_id": article_id, "source_file": name, "source_record": record}
    row = {**place, "given_id": reject.article_id, "reason": reject.reason, "message": reject.message}
    return {"articles": [{**empty, **told, **counts, **place}], "rejects": [row]}
