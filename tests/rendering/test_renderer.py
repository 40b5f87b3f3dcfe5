"""Wordings and vacancies as adverts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from orchestrator.boards.contract import Adapter, Variant
from orchestrator.boards.field import Field, Kind, Need
from orchestrator.boards.limits import Length, Limits
from orchestrator.domain.advert import Wording
from orchestrator.domain.errors import Rejected
from orchestrator.domain.vacancy import Vacancy
from orchestrator.rendering.renderer import Renderer
from orchestrator.testing.sample import EMPLOYER, VACANCY, WORDING

TAGS = frozenset({"p", "ul", "li", "h3", "strong"})
RENDERER = Renderer()


def board(**given: object) -> Adapter:
    """What the renderer asks of an adapter."""
    values: dict[str, object] = {"name": "town_board", "limits": Limits(tags=TAGS), "fields": (), **given}
    return cast("Adapter", SimpleNamespace(**values))


def rendered(
    wording: Wording = WORDING,
    vacancy: Vacancy = VACANCY,
    adapter: Adapter | None = None,
    fields: Mapping[str, str] | None = None,
) -> Variant:
    return RENDERER.render(adapter or board(), wording, vacancy, EMPLOYER, fields or {})


def test_an_advert_has_its_parts_in_order() -> None:
    text = rendered().slots["body.txt"]
    parts = [
        "Plan the visits",
        "£26,064 to £30,000 a year · Full time, 37.5 hours a week, permanent",
        "What you will do",
        "Answer families",
        "What you need",
        "Good to have",
        "What you get",
        "An enhanced DBS check, which we pay for",
        "You may also know this role as Care Manager, Service Coordinator or Case Coordinator.",
        "Apply by 1 April 2031.",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("heading", "ours"),
    [
        ("## Requirements", "What you need"),
        ("**Essential criteria**", "What you need"),
        ("Benefits:", "What you get"),
        ("### What we offer", "What you get"),
        ("## Nice to have", "Good to have"),
        ("# DBS", "Checks and training"),
        ("__How to apply__", "How to apply"),
    ],
)
def test_a_section_that_was_written_is_not_added_again(heading: str, ours: str) -> None:
    text = rendered(replace(WORDING, body=f"{WORDING.body}\n{heading}\n\n- Our own words\n")).slots["body.txt"]
    assert ours not in text.replace(heading.strip("#*_: "), "")
    assert "What you will do" not in text, "a text with headings needs none above it"


def test_a_sentence_that_names_benefits_is_no_section() -> None:
    text = rendered(replace(WORDING, body="We offer benefits. You need a car.")).slots["body.txt"]
    assert "What you get" in text
    assert "What you need" in text


def test_nothing_is_said_of_what_is_not_known() -> None:
    bare = replace(VACANCY, pay=None, must_haves=(), desirables=(), checks=(), weekly_hours=None, closes_on=None)
    text = rendered(Wording("Carer", "You will care."), bare).slots["body.txt"]
    assert text == (
        f"{EMPLOYER} · Leeds, West Yorkshire, LS1 4AP · Full time, permanent\n\n"
        "What you will do\n\nYou will care.\n\nHow to apply\n\nUse the apply button of this advert."
    )


def test_headings_become_bold_paragraphs_where_a_board_keeps_none() -> None:
    html = rendered(adapter=board(limits=Limits(tags=TAGS - {"h3"}))).slots["body.html"]
    assert "<p><strong>What you need</strong></p>" in html


def test_a_board_without_html_has_none() -> None:
    assert set(rendered(adapter=board(limits=Limits())).slots) == {"title", "body.txt"}


def test_the_content_names_all_that_is_in_a_variant() -> None:
    one = rendered()
    assert one == rendered()
    others = [
        rendered(replace(WORDING, summary="Other.")),
        rendered(vacancy=replace(VACANCY, requisition="other")),
        RENDERER.render(board(), WORDING, VACANCY, "Other", {}),
        rendered(adapter=board(fields=(Field("x", "X"),)), fields={"x": "1"}),
    ]
    assert len({one.content, *(other.content for other in others)}) == 5


def test_everything_that_is_wrong_is_said_at_once() -> None:
    narrow = board(
        limits=Limits(slots={"title": Length(most=10), "body.html": Length(least=9_999)}, tags=TAGS),
        fields=(Field("sector", "Sector", Kind.NUMBER, Need.REQUIRED),),
    )
    with pytest.raises(Rejected) as refused:
        rendered(adapter=narrow, fields={"colour": "red"})
    assert [reason.field for reason in refused.value.reasons] == ["title", "text", "colour", "sector"]
    assert "16 of 10 characters; shorten it by 6" in str(refused.value)


def test_people_write_texts_not_templates() -> None:
    text = "{{ 7*7 }} {% raw %}"
    slots = rendered(replace(WORDING, title=text, body=text, benefits=(text,)), replace(VACANCY, checks=(text,))).slots
    assert slots["title"] == text
    assert slots["body.txt"].count(text) == 3


def test_another_package_brings_its_own_templates(tmp_path: Path) -> None:
    (tmp_path / "title.txt").write_text("{{ wording.title }} in {{ place }}\n")
    (tmp_path / "teaser.txt").write_text("{{ wording.summary }}")
    (tmp_path / "body.html").write_text(
        '{% extends "_default/body.html" %}{% block opening %}<p>Hello</p>{% endblock %}'
    )
    slots = rendered(adapter=board(name="other_package", templates=tmp_path)).slots
    assert slots["title"] == "Care Coordinator in Leeds, West Yorkshire, LS1 4AP"
    assert slots["teaser"] == WORDING.summary
    assert slots["body.html"].startswith("<p>Hello</p>")
    assert "What you need" in slots["body.txt"]


def test_a_template_that_names_what_is_not_there_fails_loudly(tmp_path: Path) -> None:
    (tmp_path / "title.txt").write_text("{{ wording.titel }}")
    with pytest.raises(Exception, match="titel"):
        rendered(adapter=board(name="misspelt", templates=tmp_path))
