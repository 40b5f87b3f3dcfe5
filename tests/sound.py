"""A page that everybody can use: nothing that axe finds, nothing that scrolls sideways, in all its views.

CALLBOARD_PICTURES names a folder for pictures of every page looked at; without it none are taken.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

View = tuple[int, Literal["light", "dark"]]
PICTURES: Final = os.environ.get("CALLBOARD_PICTURES")
WIDTHS: Final[tuple[View, ...]] = ((1280, "light"), (360, "light"))
# Layout does not depend on the theme, nor colour on the width: two of the four pairs see everything.
VIEWS: Final[tuple[View, ...]] = (
    ((1280, "light"), (360, "dark"), (1280, "dark"), (360, "light")) if PICTURES else ((1280, "light"), (360, "dark"))
)
_RULES: Final = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
_SEEN: Final = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"],
}
"""What another theme and width can change; the rest is of the same HTML, and axe is what such a test costs."""


def look(page: Page, name: str = "", views: tuple[View, ...] = VIEWS, *, scripts: bool = True) -> None:
    """Fails with what is wrong; the page is in the first view afterwards. `scripts` False: pictures, no axe."""
    if scripts:
        page.evaluate(AXE_SCRIPT)
    for view in views:
        _show(page, view)
        if PICTURES and name:
            page.screenshot(path=Path(PICTURES) / f"{name}-{view[0]}-{view[1]}.png", full_page=True)
        if scripts:
            found = violations(page, _RULES if view == views[0] else _SEEN)
            assert not found, f"{view}: {found}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{view} scrolls sideways"
    _show(page, views[0])


def violations(page: Page, rules: dict[str, Any] = _RULES) -> list[tuple[str, list[str]]]:
    """The rules that are broken, and the elements that break them. axe is there already."""
    found = page.evaluate("rules => axe.run(document, rules)", rules)["violations"]
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found]


def _show(page: Page, view: View) -> None:
    width, theme = view
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
