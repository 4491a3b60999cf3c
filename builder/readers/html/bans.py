"""Tells which elements of a page are never part of a story: node → banned or not, by tag, class, id and what stands around it."""

from __future__ import annotations

import re
from functools import lru_cache

from selectolax.lexbor import LexborNode

_DROP_TAGS = frozenset((
    "a", "nav", "aside", "footer", "form", "figure", "figcaption", "button", "noscript", "iframe", "svg", "template", "select",
    "dialog", "menu", "address", "script", "style", "header", "video", "audio", "picture", "object", "embed", "canvas", "label",
    "input", "textarea",
))  # fmt: skip
# Words in class and id that say: not the story. Parts of a name (related-links, relatedLinks, related_links) …
_DROP_PARTS = re.compile(
    r"(?:^|[\s_-])(?:related|relacionad\w+|recommend\w*|recirc\w*|promos?|newsletters?|subscri(?:be|ption)\w*|sign-?up|share|shares|sharing|share-?\w*bar|social|socials|"
    r"comments?|disqus|cookies?|consent|gdpr|bylines?|authors?|contributors?|captions?|credits?|copyright|breadcrumbs?|taglist|tag-list|tags-list|topics?-list|keywords|"
    r"sidebar\w*|side-bar|teasers?|legend|trending|most-?(?:read|popular|viewed)|popular|read-?(?:more|also|next)|see-?also|also-?read|more-?(?:on|from|stories)|"
    r"advert\w*|adv|sponsor\w*|outbrain|taboola|footer|navbar|navigation|toolbar|modal|popup|pop-up|overlay|lightbox|gallery|slideshow-(?:controls|nav)|carousel|"
    r"video-?(?:player|caption|js)|player|twitter-tweet|instagram-media|infobox|fact-?box|pull-?quote|read-?time|reading-time|timestamp|posted-on|entry-meta|post-meta|"
    r"article-meta|meta-?data|print-only|visually-hidden|sr-only|screen-reader\w*|app-?(?:download|promo)|donat\w+|membership|feedback|survey|poll|quiz|disclaimer|"
    r"table-of-contents|relatedposts|notifications?|banner|login|about-?(?:the-)?author|trust-?project|whatsapp|telegram|google-?news|follow-?us|"
    r"wp-block-query|wp-block-latest-posts|post-picker|wp-block-post-excerpt|post-navigation|nav-links|load-?more|infinite)(?=$|[\s_-])",
    re.I,
)
# … and whole names, or their beginnings, that are too short to be looked for inside other names.
_DROP_NAMES = re.compile(
    r"(?:^|\s)(?:tags?|topics?|ads?|ad-\S+|ads-\S+|\S+-ad|nav|menu|bio|toc|alert|embed|widget|hidden|dateline|tools|follow|print|hide|d-none|more|links?|rail\S*)(?=$|\s)",
    re.I,
)
# Names of the story's own element; such a name outweighs a word of the list above in it.
STORY_NAMES = re.compile(
    r"(?:^|[\s_-])(?:article|story|post|entry|news|content|single|detail|td-post)s?[_-]{0,2}(?:body|text|content|main|inner|detail|copy|page)\w*|articlebody|storybody|"
    r"(?:body|text)[_-]?(?:content|copy|text|block)|wysiwyg|rich-?text|prose",
    re.I,
)
_WORD_SPLIT = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Names that hold a word of the lists and yet name a page's frame: a layout with a sidebar, Blogger's widget of posts.
_FRAMES = re.compile(r"\S*(?:sidebar|gallery|widget|rail|menu|nav|banner|popup|modal)\S*-?layout\S*|\S*layout\S*(?:sidebar|rail)\S*|(?:has|with|no|left|right|js)-\S*(?:sidebar|rail|gallery|readmore)\S*|widget Blog\b|\S*js_?-?read-?more\S*", re.I)
PARAGRAPHS = frozenset(["p", "li", "blockquote", "h2", "h3", "h4", "h5"])


class Bans:
    """Remembers which elements stand inside navigation, teasers, captions and the like."""

    def __init__(self, drop: frozenset[int] = frozenset(), spared: frozenset[int] = frozenset()) -> None:
        self._known: dict[int, bool] = {}
        self._drop = drop
        self._spared = spared

    def holds(self, node: LexborNode, stop: int = 0) -> bool:
        """Whether the node or an element around it, up to ``stop``, is not story."""
        path: list[int] = []
        answer = False
        at: LexborNode | None = node
        while at is not None and at.mem_id != stop:
            key = at.mem_id
            if key in self._known:
                answer = self._known[key]
                break
            path.append(key)
            if key in self._drop or (key not in self._spared and is_banned(at)):
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
    if "hidden" in attributes and tag not in PARAGRAPHS:
        return True
    if attributes.get("itemprop") == "articleBody":
        return False
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if len(names) < 3:
        return False
    return _is_crust(names[:400])


@lru_cache(maxsize=16_384)
def _is_crust(names: str) -> bool:
    """Whether class and id say: not the story. Names repeat within and between pages, so this is cached."""
    names = _FRAMES.sub(" ", names)
    if _DROP_NAMES.search(names) is None and _DROP_PARTS.search(_WORD_SPLIT.sub("-", names)) is None:
        return False
    return STORY_NAMES.search(names) is None
