"""Every template, filled in: what must hold of its HTML without a browser."""

from __future__ import annotations

import json

import pytest
from flask import Flask, g, render_template
from lxml import html

from .conftest import FRAME
from .samples import NOW, SAMPLES
from .samples.sparse import SPARSE

FRAGMENT_LIMIT = 1500  # elements a page
FIELDS = "//input[not(@type='hidden')] | //select | //textarea"


def _page(app: Flask, template: str) -> tuple[html.HtmlElement, str]:
    answer = app.test_client().get("/" + template.removesuffix(".html"))
    assert answer.status_code == 200
    return html.document_fromstring(answer.text), answer.text


@pytest.mark.parametrize("template", SAMPLES)
def test_nothing_inline(app: Flask, template: str) -> None:
    page, _ = _page(app, template)
    assert page.xpath("//@style | //style | //@*[starts-with(name(), 'on')] | //@*[starts-with(name(), 'hx-on')]") == []
    scripts = page.xpath(
        "//script[not(@src)][not(@type='application/ld+json')] | //a[starts-with(@href, 'javascript:')]"
    )
    assert scripts == []


@pytest.mark.parametrize("template", SAMPLES)
def test_outline(app: Flask, template: str) -> None:
    page, _ = _page(app, template)
    assert len(page.xpath("//main")) == 1
    assert len(page.xpath("//h1")) == 1
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    first = levels.index(1)
    assert all(after - before <= 1 for before, after in zip(levels[first:], levels[first + 1 :], strict=False)), levels
    assert page.get("lang") == "en-GB"
    assert len(list(page.iter())) <= FRAGMENT_LIMIT


@pytest.mark.parametrize("template", SAMPLES)
def test_every_field_has_a_name(app: Flask, template: str) -> None:
    page, _ = _page(app, template)
    labelled = set(page.xpath("//label/@for"))
    for field in page.xpath(FIELDS):
        assert field.get("aria-label") or field.get("id") in labelled, html.tostring(field)
    ids = page.xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    for described in page.xpath("//*[not(@hidden)]/@aria-describedby | //*[not(@hidden)]/@aria-labelledby"):
        assert set(described.split()) <= set(ids), described


@pytest.mark.parametrize("template", SAMPLES)
def test_icons_exist(app: Flask, template: str) -> None:
    page, text = _page(app, template)
    used = set(page.xpath("//use/@href"))
    assert used <= {f"#{name}" for name in page.xpath("//symbol/@id")}
    assert "Undefined" not in text


@pytest.mark.parametrize("template", SAMPLES)
def test_forms_that_change_something_carry_the_token(app: Flask, template: str) -> None:
    page, _ = _page(app, template)
    for form in page.xpath("//form[@method='post']"):
        assert len(form.xpath(".//input[@name='csrf_token'][@value!='']")) == 1


@pytest.mark.parametrize(("template", "page"), SPARSE)
def test_little_to_show(app: Flask, template: str, page: object) -> None:
    with app.test_request_context("/"):
        g.frame = FRAME
        context = {"now": NOW, "today": NOW.date(), "code": 404, "typed": {}}
        shown = html.document_fromstring(render_template(template, page=page, **context))
    assert len(list(shown.iter("h1"))) == 1
    assert not shown.xpath("//table[not(.//tbody/tr)][contains(@class, 'cards')]")


def test_error_summary_says_the_words_at_the_field(app: Flask) -> None:
    page, _ = _page(app, "advert.html")
    assert page.findtext(".//title").startswith("Error: ")
    link = page.xpath("//div[contains(@class, 'errors')]//a")[0]
    field = page.xpath("//*[@id='title']")[0]
    assert link.get("href") == "#title"
    assert field.get("aria-invalid") == "true"
    said = " ".join(page.get_element_by_id(name).text_content() for name in field.get("aria-describedby").split())
    assert link.text_content() in said


def test_public_pages_are_nobodys(app: Flask) -> None:
    for template in (name for name in SAMPLES if name.startswith("public/")):
        client = app.test_client()
        answer = client.get("/" + template.removesuffix(".html"))
        assert "callboard" not in answer.text.replace("/static/callboard.css", "").lower()
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


def test_job_posting_cannot_close_its_script(app: Flask) -> None:
    page, _ = _page(app, "public/advert.html")
    (block,) = page.xpath("//script")
    assert json.loads(block.text)["title"] == "</script><script>alert(1)</script>"
