"""One person's way through the pages, with a look at each of them."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.sound import WIDTHS, look


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
        kind = "" if self.scripts else "-plain"
        look(self.page, f"desk-{self.seen:02d}-{name}{kind}", WIDTHS, scripts=self.scripts)
