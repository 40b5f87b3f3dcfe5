"""Each state has its own word, picture and class, and the pictures are drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

import web
from orchestrator.domain.permission import Role
from orchestrator.domain.status import Status
from web.frame import places_for
from web.screen import SCREEN, screen_state

SPRITE = (Path(web.__file__).parent / "templates" / "_icons.svg").read_text()
STYLE = (Path(web.__file__).parent / "static" / "callboard.css").read_text()


def test_every_state_is_seen_three_ways() -> None:
    assert set(SCREEN) == set(Status)
    for part in ("label", "icon", "css"):
        assert len({getattr(look, part) for look in SCREEN.values()}) == len(Status)
    for look in SCREEN.values():
        assert f'id="i-{look.icon}"' in SPRITE
        assert f".{look.css} {{" in STYLE


def test_unknown_word_is_refused() -> None:
    assert screen_state("needs_you").label == "Needs you"
    with pytest.raises(ValueError):
        screen_state("published")


def test_navigation_leaves_out_what_a_role_cannot_use() -> None:
    seen = {role: [place.key for place in places_for(role)] for role in Role}
    assert seen[Role.RECRUITER] == ["today", "adverts", "vacancies", "calendar", "reports"]
    assert seen[Role.OPS] == ["today", "queue", "boards", "calendar", "reports"]
    assert seen[Role.REVIEWER] == ["reports"]
    assert len(seen[Role.ADMIN]) == 7
    assert all(f'id="i-{place.icon}"' in SPRITE for place in places_for(Role.ADMIN))
