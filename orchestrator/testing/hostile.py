"""Adverts that break careless adapters: every text in them can stand in a real one, or is what an attacker tries."""

from __future__ import annotations

from dataclasses import replace

from orchestrator.domain.advert import Wording
from orchestrator.domain.vacancy import Vacancy

from .sample import VACANCY, WORDING

CONTROLS = "".join(map(chr, range(32))) + "\x7f\x85\ufffe\ud800"
SCRIPT = "<script>alert(1)</script></script><!-- --><img src=x onerror=alert(1)>"
TEMPLATE = "{{7*7}} {% for x in () %}{% endfor %} {{ ''.__class__ }} ${7*7} #{7*7} %(title)s {0}"
CDATA = "]]> <![CDATA[ ]]]]> &lt; &nbsp; &amp;amp; & < > \" '"
WRITING = "👩🏽‍⚕️ مساعد رعاية \u202eright to left\u202c 介護 Ünïcödé ﷽ e\u0301\u200b"
LINES = "a=1&b=2;c\r\nX-Injected: yes\r\n\r\nGET / HTTP/1.1 %0d%0a ../../etc/passwd '; drop table posting; --"

TEXTS = {
    "controls": CONTROLS,
    "script": SCRIPT,
    "template": TEMPLATE,
    "cdata": CDATA,
    "writing": WRITING,
    "lines": LINES,
}


def wording(text: str) -> Wording:
    """`text` everywhere a wording has words, between ordinary ones, so that limits of length are kept."""
    return replace(
        WORDING,
        title=f"Care {text}"[:90],
        summary=f"A {text} summary.",
        body=f"{WORDING.body}\n\n{text}\n\n- {text}\n",
        benefits=(f"A {text} benefit",),
        similar_titles=(text,),
    )


def vacancy(text: str, of: Vacancy = VACANCY) -> Vacancy:
    """`text` among the must-haves, desirables and checks."""
    return replace(of, must_haves=(text, f"A {text}"), desirables=(text,), checks=(text,))


LONG_TITLE = replace(WORDING, title="Care Coordinator " * 600)
"""A title of 10 kB."""
