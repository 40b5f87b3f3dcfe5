"""HTML of job boards as Markdown."""

from __future__ import annotations

import html

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from orchestrator.intake.html import to_markdown


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("a<br>b<br/><br>c", "a  \nb\n\nc"),
        ("<ul><li>One<li>Two</ul><p>x", "- One\n- Two\n\nx"),
        ("<ol><li>One<ul><li>Inner</li></ul></li><li>Two</li></ol>", "1. One\n   - Inner\n2. Two"),
        ("<h1>About <b>us</b></h1>x", "## About us\n\nx"),
        ("<b>bold </b>and <em> soft</em>", "**bold** and *soft*"),
        ("<strong>a</strong><strong>b</strong>", "**ab**"),
        ("<p>• One<br>• Two</p>", "- One\n- Two"),
        ("<script>alert(1)</script><style>p{}</style>Hello<!-- x -->", "Hello"),
        ('<a href="javascript:x" onclick="y">Apply</a>', "Apply"),
        ("&lt;p&gt;Tea &amp;amp; cake&lt;/p&gt;", "Tea & cake"),
        ("2 * 3 [x](y) <b></b>", "2 \\* 3 \\[x\\](y)"),
        ("<p># no heading</p><p>1. no list</p>", "\\# no heading\n\n1\\. no list"),
        ("<p>&lt;script&gt;</p>", "\\<script>"),
        ("", ""),
    ],
)
def test_what_stays(source: str, expected: str) -> None:
    assert to_markdown(source) == expected


@pytest.mark.parametrize(
    "source",
    ["<b>" * 100_000, "<ul><li>" * 40_000, "<" * 400_000, "<!--" * 100_000, "<p>" * 100_000, "&lt;p" * 80_000,
     "<b a=1>" * 30_000 + "<p>" * 30_000, "</x" * 100_000, "*_`" * 100_000, " \n" * 200_000],
    ids=lambda source: source[:9],
)  # fmt: skip
def test_hostile_html_is_read_in_one_pass(source: str) -> None:
    to_markdown(source)


def test_too_much_is_refused() -> None:
    with pytest.raises(ValueError, match="at most"):
        to_markdown("x" * 600_000)


@given(st.text(max_size=200), st.booleans())
def test_no_text_is_a_traceback_and_none_gets_a_tag_through(text: str, escaped: bool) -> None:
    source = f"<p>{text}</p>"
    written = to_markdown(html.escape(source) if escaped else source)
    rendered = MarkdownIt("js-default").render(written)
    assert "<script" not in rendered
    assert nh3.clean(rendered, tags=nh3.ALLOWED_TAGS) is not None
