"""A true random split: our own page shows each visitor one of two wordings, and counts for the one that was shown."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from lxml import html
from sqlalchemy import select, text, update

from orchestrator.counting.apply_links import ApplyLinks
from orchestrator.domain.design import Design
from orchestrator.queries.question_results import question_result
from orchestrator.services.ask_question import ask_question
from orchestrator.services.draw_pair import Drawn, draw_pair
from orchestrator.services.recompute_facts import recompute_all
from orchestrator.services.refused import Refused
from orchestrator.storage import questions
from orchestrator.storage import tables as t
from tests.installation import Installation
from tests.web.application import application
from web.apply_door import install


def drawn(site: Installation, board: str = "careers") -> tuple[int, Drawn]:
    """A split of one vacancy between the installation's wording and one called B."""
    with site.callboard.database.begin() as connection:
        row = connection.execute(select(t.wording).where(t.wording.c.id == site.wording)).one()
        values = {"employer_id": row.employer_id, "advert_id": row.advert_id, "label": "B", "title": f"{row.title} B",
                  "body": row.body}  # fmt: skip
        other = connection.execute(t.wording.insert().values(**values).returning(t.wording.c.id)).scalar_one()
    id = ask_question(
        site.callboard, "priya", site.employer, asked="Does a B help?", a_means="none", b_means="a B",
        design=Design.SPLIT, smallest_ratio=2.0, window_days=14,
    )  # fmt: skip
    return id, draw_pair(
        site.callboard, "priya", id, wording_a=site.wording, wording_b=other, vacancies=[site.vacancy()],
        accounts=[site.accounts[board]], first_day=datetime.now(UTC).date() + timedelta(days=2),
    )  # fmt: skip


def found(page: str, path: str) -> list[Any]:
    tree: Any = html.document_fromstring(page)
    return list(tree.xpath(path))


def test_visitors_are_split_and_counted_for_what_they_saw(site: Installation) -> None:
    question, _ = drawn(site)
    with site.callboard.database.begin() as connection:
        connection.execute(update(t.posting).values(published_at=text("now()"), presence="live"))
    with site.callboard.database.read() as connection:
        rows = connection.execute(select(t.posting.c.id, t.posting.c.board_reference))
        references = {row.id: row.board_reference for row in rows}
        (pair,) = questions.pairs(connection, question)
    first, second = (references[slot.postings[0]] for slot in pair.slots)
    links = ApplyLinks(site.callboard.database.url, site.callboard.settings.data_dir)
    app = application(site.callboard)
    links.start()
    install(app, links)
    client = app.test_client()
    shown: Counter[str] = Counter()
    for number in range(40):
        browser = {"User-Agent": f"Mozilla/5.0 ({number}) Firefox/130.0"}
        pages = [client.get(f"/jobs/{reference}", headers=browser) for reference in (first, second, first)]
        titles = {found(page.text, "//h1")[0].text_content().strip() for page in pages}
        assert len(titles) == 1  # the same all day, whichever address they came by
        assert {page.headers["Cache-Control"] for page in pages} == {"private, no-store"}
        assert all("Set-Cookie" not in page.headers for page in pages)
        shown[titles.pop()] += 1
        button = found(pages[0].text, "//a[contains(@class, 'btn')]/@href")[0]
        assert client.get(button, headers=browser).status_code == 302
    assert min(shown.values()) > 8
    crawler = client.get(f"/jobs/{second}", headers={"User-Agent": "Googlebot/2.1"}).text
    assert f"/jobs/{first}" in found(crawler, "//link[@rel='canonical']/@href")[0]
    assert first in client.get("/sitemap.xml").text
    assert second not in client.get("/sitemap.xml").text + client.get("/jobs").text
    links.close()
    recompute_all(site.callboard)
    with site.callboard.database.begin() as connection:
        connection.execute(
            update(t.slot).values(first_day=text("current_date - 20"), last_day=text("current_date - 1"))
        )
        connection.execute(update(t.posting).values(ended_at=text("now()"), presence="gone", wish="closed"))
        asked = questions.by_id(connection, question)
        assert asked is not None
        result = question_result(connection, site.callboard.settings.secret_key, asked, datetime.now(UTC).date())
    b_title = next(title for title in shown if title.endswith(" B"))
    assert result.pairs[0].counts == (40 - shown[b_title], shown[b_title])


def test_only_our_own_page_can_be_split(site: Installation) -> None:
    with pytest.raises(Refused, match="careers page"):
        drawn(site, "keyed")
