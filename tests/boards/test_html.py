"""HTML for boards."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestrator.boards.html import limit_tags, plain

FULL = "<h2>Pay</h2><p>We pay <strong>£12</strong>.</p><ul><li>Meals</li><li>Tips</li></ul><p>Apply<br>today</p>"


@pytest.mark.parametrize(
    ("html", "tags", "limited"),
    [
        (FULL, ("h2", "p", "strong", "ul", "li", "br"), FULL),
        (
            FULL,
            ("b", "p", "ul", "li"),
            "<b>Pay</b>\n\n<p>We pay <b>£12</b>.</p><ul><li>Meals</li><li>Tips</li></ul><p>Apply\ntoday</p>",
        ),
        (
            FULL,
            ("br",),
            "Pay<br><br>We pay £12.<br><br>• Meals<br>• Tips<br><br>Apply<br>today",
        ),
        (FULL, (), "Pay\n\nWe pay £12.\n\n• Meals\n• Tips\n\nApply\ntoday"),
        ("<h1>Chef</h1>", ("h3",), "<h3>Chef</h3>"),
        ("<p onclick=x class=y>a<script>alert(1)</script></p>", ("p",), "<p>a</p>"),
        ('<a href="javascript:x" target=_blank>a</a>', ("a",), "<a>a</a>"),
        ('<a href="https://a.example/?x=1&amp;y=2">a</a>', ("a",), '<a href="https://a.example/?x=1&amp;y=2">a</a>'),
        ('<a href="https://a.example">a</a>', ("p",), "a"),
        ("1 &lt; 2 &amp; <b>3", ("b",), "1 &lt; 2 &amp; <b>3</b>"),
        ("&lt;li&gt;no item&lt;/li&gt;", (), "&lt;li&gt;no item&lt;/li&gt;"),
    ],
)
def test_limit_tags(html: str, tags: tuple[str, ...], limited: str) -> None:
    assert limit_tags(html, tags) == limited


@given(st.text(st.sampled_from('<>/&;"= abpliu'), max_size=60), st.sets(st.sampled_from(["p", "b", "ul", "li", "br"])))
def test_no_other_tag_gets_through(html: str, tags: set[str]) -> None:
    assert set(re.findall(r"</?([a-z0-9]+)", limit_tags(html, tags))) <= tags


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("just text", "just text"),
        (FULL, "Pay\n\nWe pay £12.\n\n- Meals\n- Tips\n\nApply\ntoday"),
        ("<p>a\n  b</p>\n<p> c </p>", "a b\n\nc"),
        ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>d", "1. a\n2. b\n   - c\n\nd"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n  b"),
        ("a<br><br>b", "a\n\nb"),
        ("<table><tr><th>Pay</th><td>£12</td></tr><tr><td>x</td></tr></table>", "Pay £12\nx"),
        ("a<!-- no --><script>no</script><style>no</style>b", "ab"),
        ("<div><div>a</div><div>b</div></div>", "a\n\nb"),
        ("x &amp; y &lt; z\x00", "x & y < z"),
        ("<!-- -->", ""),
        ("<b>a</b> <i>b</i>", "a b"),
    ],
)
def test_plain(html: str, text: str) -> None:
    assert plain(html) == text


def test_deep_nesting_is_survived() -> None:
    assert plain("<div>" * 200 + "a" + "</div>" * 200) == "a"
    assert plain("b" + "<div>" * 5000 + "a" + "</div>" * 5000 + "c").startswith("b")
    assert limit_tags("<div>" * 5000 + "a", ("p",)) == "a"


@given(st.text(max_size=200))
def test_anything_becomes_text(html: str) -> None:
    plain(html)
