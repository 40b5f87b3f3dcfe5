"""A certificate as a setting of an account."""

from __future__ import annotations

from orchestrator.boards.field import Field, Kind, Need, reasons
from orchestrator.boards.registry import load
from web import account_form

FIELD = Field("certificate", "Certificate and key", Kind.CERTIFICATE, Need.REQUIRED, secret=True)


def test_what_is_none_is_refused_without_being_quoted() -> None:
    (found,) = reasons((FIELD,), {"certificate": "my secret key"})
    assert (found.field, "secret key" in found.message) == ("certificate", False)
    assert found.message.startswith("Certificate and key has no certificate in it")


def test_its_line_breaks_survive_the_form_and_it_is_not_shown() -> None:
    adapter = load()["reed"]
    adapter.credentials = (FIELD,)
    shown = account_form.entries(adapter, {"certificate": "PEM"}, stored=True)[0]
    assert (shown.value, shown.secret, shown.lines > 1) == ("", True, True)
