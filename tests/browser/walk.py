"""One person's way through the pages, with a look at each of them.

CALLBOARD_PICTURES names a folder for pictures of every page on the way; without it none are taken.
"""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "resultTypes": ["violations"],
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}


class Walk:
    """One person's way through the pages; every page is looked at on the way."""

    def __init__(self, page: Page, scripts: bool) -> None:
        self.page, self.scripts, self.seen = page, scripts, 0
        self.troubles: list[str] = []
        page.on("console", lambda message: self.troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def look(self, name: str) -> None:
        """Nothing inaccessible, nothing that scrolls sideways, at both ends of what screens are."""
        self.seen += 1
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 900})
            if folder := os.environ.get("CALLBOARD_PICTURES"):
                kind = "" if self.scripts else "-plain"
                path = Path(folder) / f"desk-{self.seen:02d}-{name}{kind}-{width}.png"
                self.page.screenshot(path=path, full_page=True)
            if self.scripts:
                found = Axe().run(self.page, options=RULES)
                assert found.violations_count == 0, f"{name} at {width}: {found.generate_report()}"
                assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} at {width}"
        self.page.set_viewport_size({"width": 1280, "height": 900})
