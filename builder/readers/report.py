"""Shows what was read out of an input: Article or Reject → a plain record for printing or JSON."""

from __future__ import annotations

from typing import Any

from builder.model import Article, Reject


def extract_record(item: Article | Reject) -> dict[str, Any]:
    """An article's fields with the story without boilerplate, or a reject's path, record, reason and message."""
    if isinstance(item, Reject):
        return {
            "path": item.origin.path,
            "record": item.origin.record,
            "id": item.article_id,
            "rejected": item.reason,
            "message": item.message,
        }
    return {
        "path": item.origin.path,
        "record": item.origin.record,
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "text": story_text(item),
        "published": item.published.isoformat() if item.published else None,
        "published_basis": item.published_basis,
        "published_before": item.published_before.isoformat() if item.published_before else None,
        "byline": item.byline,
        "agency": item.agency,
        "publisher": item.publisher,
        "section": item.section,
        "short_url": item.short_url,
        "language": item.language,
        "origins": dict(item.field_origins),
    }


def story_text(article: Article) -> str:
    """The raw text without its boilerplate, paragraphs parted by one empty line."""
    pieces, at = [], 0
    for start, end in article.boilerplate:
        pieces.append(article.text[at:start])
        at = end
    pieces.append(article.text[at:])
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return "\n\n".join(line for line in lines if line)
