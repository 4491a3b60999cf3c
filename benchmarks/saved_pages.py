"""Pages for timing: a folder of saved ones, or the bundled small ones filled up to the size of real ones, and archives of them."""

from __future__ import annotations

import gzip
from pathlib import Path

SCRIPT = "<script>(function(w,d){" + "var q=w.q||[];q.push({id:%d,ev:'view',ts:Date.now()});" * 30 + "})(window,document);</script>"
MENU = '<li class="nav__item"><a href="/section/%d" class="nav__link" data-track="menu-%d">القسم %d</a></li>'
CARD = (
    '<div class="card card--%d"><a href="/news/%d" class="card__link"><img src="/i/%d.jpg" alt="">'
    '<h3 class="card__title">عنوان خبر آخر رقم %d</h3></a>'
    '<p class="card__text">خلاصة خبر آخر لا صلة له بما تحته، رقم %d.</p></div>'
)
COMMENT = (
    '<li class="comment" id="c%d"><div class="comment-body">'
    "<p>رأي قارئ في ما كتب أعلاه، وهو رأي لا يدخل في نص الخبر، رقم %d.</p></div></li>"
)


def pages_of(folder: Path) -> list[bytes]:
    """The pages of a folder, unpacked, in order of name."""
    found = sorted(path for path in folder.iterdir() if path.name.endswith((".html", ".html.gz")))
    return [gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in found]


def made_up_pages(folder: Path) -> list[bytes]:
    """The bundled pages with the scripts, menus, teasers and comments of a real page around their story."""
    return [filled(page) for page in pages_of(folder)]


def filled(page: bytes) -> bytes:
    """One page of about 120 KB."""
    scripts = "".join(SCRIPT % ((n,) * 30) for n in range(40))
    menu = f'<nav class="nav"><ul>{"".join(MENU % (n, n, n) for n in range(80))}</ul></nav>'
    cards = f'<aside class="sidebar">{"".join(CARD % ((n,) * 5) for n in range(60))}</aside>'
    comments = f'<section id="comments"><ol>{"".join(COMMENT % (n, n) for n in range(30))}</ol></section>'
    head, _, rest = page.partition(b"</head>")
    body, _, end = rest.rpartition(b"</body>")
    opening = body.find(b">", body.find(b"<body")) + 1
    return (
        head
        + scripts.encode()
        + b"</head>"
        + body[:opening]
        + menu.encode()
        + body[opening:]
        + (cards + comments).encode()
        + b"</body>"
        + end
    )


def write_pages(folder: Path, number: int) -> Path:
    """A folder of so many made-up pages, no two of which tell the same."""
    folder.mkdir()
    pages = made_up_pages(Path(__file__).parent.parent / "tests" / "pages")
    for n in range(number):
        (folder / f"{n:07}.html").write_bytes(pages[n % len(pages)].replace(b"</p>", b" (%d)</p>" % n))
    return folder


def archive_of(pages: list[bytes], path: Path) -> Path:
    """A packed archive with one record a page, as crawlers write them."""
    with path.open("wb") as stream:
        for number, page in enumerate(pages):
            body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/{number}\r\nWARC-Date: 2030-01-01T00:00:00Z\r\n"
            )
            head += f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
            head += f"Content-Length: {len(body)}\r\n\r\n"
            stream.write(gzip.compress(head.encode() + body + b"\r\n\r\n", mtime=0))
    return path
