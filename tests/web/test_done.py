"""The other end of an apply link: who is heard, and that nothing is counted twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from orchestrator.counting.done import signature
from orchestrator.storage.database import Database

from .apply_site import BROWSER, Server, counted, linked
from .test_apply import here

__all__ = ["here"]
KEY = "a key of the tests, never of a site"
THERE = {"User-Agent": BROWSER, "Referer": "https://careers.example.org/"}


def post(here: Server, path: str, **headers: str) -> int:
    return requests.post(here.address + path, headers=headers, timeout=10).status_code


def test_the_thank_you_page_tells_once_for_each_visitor(database: Database, here: Server) -> None:
    _, made, token = linked(database)
    for agent in (BROWSER, BROWSER, BROWSER + " other"):
        answer = requests.get(f"{here.address}/a/{token}/done.gif", headers={**THERE, "User-Agent": agent}, timeout=10)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/gif")
        assert answer.content.startswith(b"GIF89a")
    assert post(here, f"/a/{token}/done", Origin="https://careers.example.org", **{"User-Agent": "third"}) == 204
    here.terminate()
    assert counted(database) == [(made, "application", "person", True)] * 3


@pytest.mark.parametrize("origin", ["", "https://evil.example", "https://careers.example.org.evil.example", "null"])
def test_a_page_elsewhere_is_not_heard(database: Database, here: Server, origin: str) -> None:
    _, _, token = linked(database)
    assert post(here, f"/a/{token}/done", Origin=origin) == 403
    headers = {"User-Agent": BROWSER, "Referer": origin}
    assert requests.get(f"{here.address}/a/{token}/done.gif", headers=headers, timeout=10).status_code == 200
    here.terminate()
    assert counted(database) == []


def test_a_system_signs_and_numbers_its_applications(database: Database, here: Server) -> None:
    _, made, token = linked(database)
    path = f"/a/{token}/done?key={signature(KEY, token)}"
    assert [post(here, f"{path}&id={number}") for number in ("a1", "a1", "a2")] == [204, 204, 204]
    assert post(here, path) == 403  # without a number it cannot be told from the one before
    assert post(here, f"/a/{token}/done?key=wrong&id=a3") == 403
    assert post(here, f"/a/AAAAAAAAAAAA/done?key={signature(KEY, token)}&id=a4") == 404
    here.terminate()
    assert counted(database) == [(made, "application", "person", True)] * 2


def test_the_target_gets_the_links_word_where_it_asks_for_it(database: Database, here: Server, tmp_path: Path) -> None:
    _, _, token = linked(database, apply_url="https://ats.example/apply?src={token}")
    assert here.get(f"/a/{token}").headers["Location"] == f"https://ats.example/apply?src={token}"
