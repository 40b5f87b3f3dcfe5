"""Somebody at a browser without JavaScript: opens pages, fills the forms that are on them, presses their buttons."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse


class Visitor:
    """Follows redirects as a browser does; `status` and `page` are of where one ended up."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.status = 0
        self.path = ""
        self.page: Any = None

    def open(self, path: str) -> Visitor:
        return self._arrive(self.client.get(path, follow_redirects=True))

    @property
    def text(self) -> str:
        """All words of the page's main part, with single spaces."""
        part = self.page.find(".//main")
        return " ".join((self.page if part is None else part).text_content().split())

    @property
    def title(self) -> str:
        return str(self.page.findtext(".//title"))

    def follow(self, words: str) -> Visitor:
        """Click the link with these words."""
        found = [a for a in self.page.iter("a") if words in " ".join(a.text_content().split())]
        assert found, f"no link {words!r} on {self.path}: {self.text[:400]}"
        return self.open(found[0].get("href"))

    def press(self, words: str, **values: Any) -> Visitor:
        """Press the button with these words, after filling the fields of its form; a list fills repeated fields."""
        button, form = self._button(words)
        sent = MultiDict([*form.form_values(), *self._elsewhere(form)])
        known = {i.name for i in form.inputs} | {name for name, _ in self._elsewhere(form)}
        for name, value in values.items():
            assert name in known, f"no field {name} in the form"
            sent.setlist(name, value if isinstance(value, list) else [value])
        if button.get("name"):
            sent.add(button.get("name"), button.get("value", ""))
        action = button.get("formaction") or form.get("action") or self.path
        if form.method == "GET":
            return self._arrive(self.client.get(action.split("?")[0], query_string=sent, follow_redirects=True))
        return self._arrive(self.client.post(action, data=sent, follow_redirects=True))

    def fields(self, words: str) -> MultiDict[str, str]:
        """What the form of a button would send if nothing were typed."""
        button, form = self._button(words)
        sent: MultiDict[str, str] = MultiDict(form.form_values())
        if button.get("name"):
            sent.add(button.get("name"), button.get("value", ""))
        return sent

    def _elsewhere(self, form: Any) -> list[tuple[str, str]]:
        """Text areas that stand outside of the form and belong to it."""
        found = self.page.xpath("//textarea[@form=$form]", form=form.get("id", ""))
        return [(each.get("name"), each.text_content().strip()) for each in found]

    def _button(self, words: str) -> tuple[Any, Any]:
        for button in self.page.iter("button"):
            if words in " ".join(button.text_content().split()):
                form = self.page.get_element_by_id(button.get("form")) if button.get("form") else None
                form = form if form is not None else next(button.iterancestors("form"))
                return button, form
        raise AssertionError(f"no button {words!r} on {self.path}: {self.text[:400]}")

    def _arrive(self, answer: TestResponse) -> Visitor:
        self.status = answer.status_code
        self.path = answer.request.full_path.rstrip("?")
        self.page = html.document_fromstring(answer.text) if answer.text else None
        return self
