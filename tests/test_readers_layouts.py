"""Pages of unknown sites in many makes → the story and the headline, without what stands around them."""
# ruff: noqa: E501

from __future__ import annotations

from pathlib import Path

import pytest

from builder.model import Article
from builder.readers import read

TITLE = "الأردن وهولندا يبحثان أمن الموانئ في العقبة"
STORY = [
    "بحث وزير الدفاع الأردني مع نظيرته الهولندية في العقبة برنامجا لتدريب وحدات أمن الموانئ على تفتيش الحاويات والكشف عن المواد الخطرة.",
    "وقال بيان للوزارة إن البرنامج يبدأ في الخريف ويستمر ثلاث سنوات، ويشمل دورات في روتردام لضباط الجمارك وخفر السواحل من الجانب الأردني.",
    "وأضاف البيان أن الجانبين اتفقا على تبادل المعلومات عن شبكات التهريب التي تنشط في البحر الأحمر وعلى عقد اجتماع سنوي لمتابعة التنفيذ.",
    "وكانت بعثة هولندية زارت الميناء في الربيع وأوصت بشراء أجهزة كشف جديدة تمول لاهاي نصف كلفتها ضمن برنامجها لدعم أمن المنطقة.",
    "وتشارك في البرنامج ثلاث دول أخرى من حوض المتوسط أرسلت ضباطها إلى دورات سابقة في مركز التدريب نفسه خلال العامين الماضيين.",
]
OTHERS = [
    (
        f"خبر آخر عن موضوع مختلف تماما رقم {number}",
        f"هذه خلاصة الخبر رقم {number} الذي لا صلة له بما يرويه هذا المقال ولا يجوز أن تظهر كلماته فيه بأي حال.",
    )
    for number in range(8)
]
CARDS = "".join(f'<li><a href="/n/{n}"><h3>{title}</h3></a><p>{words}</p></li>' for n, (title, words) in enumerate(OTHERS))
BOXES = "".join(f'<div class="bx"><a href="/n/{n}">{title}</a><div>{words}</div></div>' for n, (title, words) in enumerate(OTHERS))
COMMENTS = "".join(f'<div class="u"><b>قارئ</b><p>{words * 2}</p></div>' for _, words in OTHERS)
MENU = '<div class="top"><ul><li><a href="/">الرئيسية</a></li><li><a href="/w">العالم</a></li></ul></div>'


def blocks(tag: str, names: str = "", inner: tuple[str, str] = ("", "")) -> str:
    return "".join(f"<{tag}{names}>{inner[0]}{words}{inner[1]}</{tag}>" for words in STORY)


P, H1 = blocks("p"), f"<h1>{TITLE}</h1>"
REST = "".join(f"<p>{words}</p>" for words in STORY[1:])
AIRY = "\n" + 90 * " "
FIRST = STORY[0].split(" ", 6)
FIRST = [" ".join(FIRST[:6]), FIRST[6]]
BREAKS = "<br><br>".join(STORY)
LAYOUTS = {
    "blog": f'<main><article class="post hentry"><header>{H1}</header><div class="entry-content">{P}<div class="sharedaddy"><p>شارك</p></div></div>'
    f'</article><div id="comments"><ol class="commentlist">{CARDS}{COMMENTS}</ol></div></main><aside>{CARDS}</aside>',
    "fields": f'<div class="region region-content">{H1}<div class="field field-name-body"><div class="field-item">{P}</div></div></div>'
    f'<div class="region region-second">{BOXES}</div>',
    "widget": f'<div id="main"><div class="widget Blog" id="Blog1"><div class="post hentry"><h3 class="post-title">{TITLE}</h3>'
    f'<div class="post-body">{BREAKS}</div></div></div></div><div class="widget">{CARDS}</div>',
    "tables": f"<table><tr><td>{CARDS}</td><td><table><tr><td><font size=4><b>{TITLE}</b></font></td></tr>"
    f"<tr><td><font face=Arial>{BREAKS}</font></td></tr></table></td></tr></table>",
    "cells of paragraphs": f"<table><tr><td>{CARDS}</td><td><table><tr><td>{TITLE}</td></tr><tr><td>{P}</td></tr></table></td></tr></table>",
    "line breaks": f'<div class="w"><div class="c1">{H1}<div class="tx">{BREAKS}</div></div><div class="c2">{BOXES}</div></div>',
    "a division each": f'<article>{H1}<section>{blocks("div", " class=zn-par")}</section></article><div class="zn-right"><ul>{CARDS}</ul></div>',
    "a span each": f'<div class="c">{H1}<div class="b">{blocks("span", " class=par", ("", "<br>"))}</div></div><ul>{CARDS}</ul>',
    "a row each": f"<main>{H1}{blocks('div', ' class=row', ('<div class=col-8><p>', '</p></div>'))}</main><ul class=more-news>{CARDS}</ul>",
    "one form around all": f'<form id="aspnetForm">{MENU}<div id="left"><h2>{TITLE}</h2><div id="ctl00_body">{P}</div></div><ul>{CARDS}</ul></form>',
    "articles without end": f"<div>{''.join(f'<article>{head}<div>{body}</div></article>' for head, body in [(H1, P), ('<h1>عنوان مقال ثان طويل</h1>', f'<p>{OTHERS[0][1] * 9}</p>')])}</div>",
    "readers' words": f'<div class="page"><div class="left">{H1}<div class="x1">{P}</div></div><div class="zone"><h3>12</h3>{COMMENTS}</div></div>',
    "links inside": f'<article>{H1}<div class="article-body"><p>{STORY[0]}</p><div class="related-inline"><a href=x>{OTHERS[0][0]}</a></div>'
    f'<p>{STORY[1]}</p><ul><li><a href=y>{OTHERS[1][0]}</a></li></ul>{"".join(f"<p>{words}</p>" for words in STORY[2:])}</div></article>',
    "captions": f'<article>{H1}<div class="story"><div class="wp-caption"><p class="wp-caption-text">{OTHERS[0][1]}</p></div>{P}'
    f"<figure><figcaption>{OTHERS[1][1]}</figcaption></figure></div></article>",
    "cookie wall": f'<div id="qc-cmp2-ui">{"<p>نحن وشركاؤنا نستخدم ملفات تعريف الارتباط لعرض المحتوى وقياس الأداء وحفظ تفضيلات الزائر.</p>" * 12}</div>'
    f"<div>{H1}<div>{P}</div></div>",
    "details": f'<div class="news-detail"><span>03.05.2021</span><h3>{TITLE}</h3><div class="news-detail-text">{P}</div></div><ul>{CARDS}</ul>',
    "sections within": f'<main><div>{H1}</div><div data-c="body">{blocks("section", "", ("<div><p>", "</p></div>"))}</div>'
    f'<div data-c="reco">{"".join(f"<section><a href=x><p>{title}</p></a></section>" for title, _ in OTHERS)}</div></main>',
    "lead in the head": f'<article><header>{H1}<p class="lead">{STORY[0]}</p></header><div>{"".join(f"<p>{words}</p>" for words in STORY[1:])}</div></article>',
    "lists": f"<article>{H1}<div><p>{STORY[0]}</p><ul>{''.join(f'<li>{words}</li>' for words in STORY[1:])}</ul></div></article>",
    "mixed": f'<div class="art">{H1}<div class="intro">{STORY[0]}</div><p>{STORY[1]}</p><div>{STORY[2]}</div><p>{STORY[3]}</p><p>{STORY[4]}</p></div>',
    "one paragraph": f'<div class="art">{H1}<p>{BREAKS}</p></div><ul>{CARDS}</ul>',
    "sign-up box": f'<article>{H1}<div class="content"><p>{STORY[0]}</p><div class="nl"><p>{OTHERS[0][1]}</p><form><input></form></div>'
    f"{''.join(f'<p>{words}</p>' for words in STORY[1:])}</div></article>",
    "stories below": f'<div class="main">{H1}<div class="pb">{P}</div><div class="below"><h2>المزيد</h2>'
    f"{''.join(f'<div class=card><h3><a href=x>{title}</a></h3><p>{words * 3}</p></div>' for title, words in OTHERS)}</div></div>",
    "layout with sidebar": f'<div class="o-row c-fixed-sidebar-layout--300"><div class="o-col">{H1}{P}</div></div><ul>{CARDS}</ul>',
    "opening in a row of its own": f'<article>{H1}<div class="r"><div class="k12"><p>{STORY[0]}</p></div></div>'
    f'<div class="r"><div class="k7">{REST}</div><div class="k5"><ul>{CARDS}</ul></div></div></article>',
    "a division for each of the first paragraphs": f'<div class="art">{H1}<div class="one"><p>{STORY[0]}</p></div><div class="two"><p>{STORY[1]}</p></div>'
    f'<div class="all">{"".join(f"<p>{words}</p>" for words in STORY[2:])}</div></div>',
    "a picture's words before the story": f'<article>{H1}<div class="pic"><img src="a.jpg"><p>{OTHERS[0][1]}</p></div><div class="all">{P}</div></article>',
    "a plea before the headline": f'<article><div class="x"><p>{OTHERS[0][1]}</p></div><div class="y">{H1}<div class="z">{P}</div></div></article>',
    "the story twice": f'<article>{H1}<div class="wide">{P}</div><div class="narrow">{P}</div></article>',
    "a box beside the matter": f'<article>{H1}<div class="s"><p>{STORY[0]}</p><section role="complementary"><h3>{OTHERS[0][0]}</h3>'
    f"<p>{OTHERS[0][1]}</p></section>{REST}</div></article>",
    "links written with much room": f'<article>{H1}<div class="s"><p>{AIRY}<a href="/k">{AIRY}{FIRST[0]}{AIRY}</a> {FIRST[1]}{AIRY}</p>{REST}</div></article>',
    "another name of captions": f'<article>{H1}<div class="s"><p>{STORY[0]}</p><div class="media"><p class="media__description">{OTHERS[0][1]}</p></div>'
    f'{REST}</div></article>',
    "code shown as text": f'<article>{H1}<div class="s">{P}<p>Embed &lt;iframe src="/player" width="100%"&gt;</p></div></article>',
    "a notice in tight lines": f'<article>{H1}<div class="border"><div class="leading-tight text-md">{OTHERS[0][1]}</div></div><div class="s">{P}</div></article>',
    "a story named at the end of a paragraph's place": f'<article>{H1}<div class="s"><p>{STORY[0]}</p><p>اقرأ أيضا: <a href="/n">{OTHERS[0][0]}</a></p>{REST}</div></article>',
    "labels between the paragraphs": f'<article>{H1}<div class="s"><p>Photo: Jane Miller/Agency</p><p>{STORY[0]}</p><p>إعلان</p><p>Advertisement</p>'
    f"{REST}<p>© 2031 الموقع. كل الحقوق محفوظة.</p><h4>Related stories:</h4><p>12 comments</p>"
    "<p><b><i>Don’t miss what happens next — sign up to our evening newsletter here.</i></b></p><p>تابعونا على قناتنا في واتساب لمزيد من الأخبار</p>"
    "<p>Подписывайтесь на наш канал в Telegram</p><p>Recevez chaque matin notre lettre gratuitement</p></div></article>",
    "a box about the paper quoted": f'<article>{H1}<div class="s">{P}</div><div class="article-box-source"><p>{OTHERS[0][1]}</p></div></article>',
    "words of a picture beside the headline": f'<article>{H1}<div class="item-img-description">{OTHERS[0][1]}</div><div class="s">{P}</div></article>',
    "parts named for screen readers": f'<main><h1>{TITLE}</h1><section role="region" aria-labelledby="article-byline"><ul><li><span>Author,</span> '
    f'<span>سلمى الإدريسي من مكتب الرباط</span></li></ul></section><div class="x1"><p>{STORY[0]}</p></div><div class="x2"><section role="region" '
    f'aria-labelledby="podcast-promo"><p>{OTHERS[0][1]}</p></section></div><div class="x1">{REST}</div></main>',
    "a post that is a widget": f'<div class="main"><div class="head"><div class="widget post-partial"><article>{H1}</article></div></div>'
    f'<div class="c"><div class="widget post-partial"><article><div class="d">{P}</div></article></div><div class="message"><p>{OTHERS[0][1]}</p></div></div></div>',
    "a page of the nineties": f"<center><font size=5>{TITLE}</font></center><hr>{'<p>'.join(STORY)}<hr><a href=x>عودة</a>",
    "text without tags": f'<h1>{TITLE}</h1><pre>{chr(10).join(words + chr(10) for words in STORY)}</pre>',
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_story_is_found_in_pages_of_any_make(tmp_path: Path, name: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><meta charset=utf-8><title>{TITLE} | الموقع</title></head><body>{MENU}{LAYOUTS[name]}</body></html>", encoding="utf-8"
    )
    (found,) = read([path])
    assert isinstance(found, Article)
    assert found.title == TITLE
    lines = [line for line in found.text.split("\n") if line.strip() and line not in (TITLE, "03.05.2021")]
    assert lines == STORY
