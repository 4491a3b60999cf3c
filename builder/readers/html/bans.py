"""Tells which elements of a page are never part of a story: node → banned or not, by tag, class, id and what stands around it."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from builder.readers.html.names import is_crust, is_never

_DROP_TAGS = frozenset((
    "a", "nav", "aside", "footer", "form", "figure", "figcaption", "button", "noscript", "iframe", "svg", "template", "select",
    "dialog", "menu", "address", "script", "style", "header", "video", "audio", "picture", "object", "embed", "canvas", "label",
    "input", "textarea",
))  # fmt: skip
# What stands beside the main matter of a page, or over it, by its own word.
_DROP_ROLES = frozenset(["complementary", "navigation", "search", "contentinfo", "dialog", "alertdialog"])
# Where pages whose classes are made by machines name their parts for screen readers and for their own tests.
_TOLD = ("aria-labelledby", "data-testid", "data-component", "data-e2e")
_PARTS = frozenset(["section", "div", "aside", "ul", "ol"])
# An id of so many words is the slug of a heading, which can hold any word.
SLUG = 4
# A piece of text stands no further inside its teaser than this.
LEVELS = 5
PARAGRAPHS = frozenset(["p", "li", "blockquote", "h2", "h3", "h4", "h5"])


class Bans:
    """Remembers which elements stand inside navigation, teasers, captions and the like."""

    def __init__(self, drop: frozenset[int] = frozenset(), spared: frozenset[int] = frozenset()) -> None:
        self._known: dict[int, bool] = {}
        self._drop = drop
        self._spared = spared

    def within(self, node: LexborNode) -> bool:
        """Whether the node stands inside one of the elements to drop, whatever the names around it say."""
        at: LexborNode | None = node
        for _ in range(LEVELS):
            if at is None:
                return False
            if at.mem_id in self._drop:
                return True
            at = at.parent
        return False

    def drops(self, node: LexborNode) -> bool:
        """Whether the element itself is not story."""
        key = node.mem_id
        return key in self._drop or (is_banned(node) and (key not in self._spared or _is_never(node)))

    def holds(self, node: LexborNode) -> bool:
        """Whether the node or an element around it is not story."""
        path: list[int] = []
        answer = False
        at: LexborNode | None = node
        while at is not None:
            key = at.mem_id
            if key in self._known:
                answer = self._known[key]
                break
            path.append(key)
            if self.drops(at):
                answer = True
                break
            at = at.parent
        for key in path:
            self._known[key] = answer
        return answer


def is_banned(node: LexborNode) -> bool:
    """Whether an element by its tag, class or role is never part of a story."""
    tag = node.tag
    if tag in _DROP_TAGS:
        return tag != "header" or node.css_first("p") is None
    if tag in ("body", "html", "main", "article", "-undef"):
        return False
    attributes = node.attributes
    if not attributes:
        return False
    if ("hidden" in attributes and tag not in PARAGRAPHS) or attributes.get("role") in _DROP_ROLES:
        return True
    if attributes.get("itemprop") == "articleBody":
        return False
    key = attributes.get("id") or ""
    names = f"{attributes.get('class') or ''} {key if key.count('-') < SLUG else ''}"
    if tag in _PARTS:
        names += "".join(f" {attributes[name]}" for name in _TOLD if attributes.get(name))
    return len(names) > 2 and is_crust(names)


def _is_never(node: LexborNode) -> bool:
    """Whether readers' words, notices or other stories stand in an element: these are never the story, however many they are."""
    attributes = node.attributes
    return any(map(is_never, f"{attributes.get('class') or ''} {attributes.get('id') or ''}".split()))
