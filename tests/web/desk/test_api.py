"""Advert files checked over HTTP."""

from __future__ import annotations

from importlib import resources

from orchestrator.services.waive import dismiss

from .conftest import Desk

EXAMPLE = (resources.files("orchestrator.demonstration") / "care_coordinator.md").read_text(encoding="utf-8")


def test_a_file_is_checked_as_on_the_command_line(desk: Desk) -> None:
    client = desk.signed_in().client
    good = client.post("/api/check", data=EXAMPLE.encode())
    assert good.status_code == 200
    assert good.json is not None
    assert good.json["blocked"] is False
    text = EXAMPLE + "\nYou must be aged 25 to 40, in a dynamic team.\n"
    bad = client.post("/api/check", data=text.encode()).json
    assert bad is not None
    assert bad["blocked"] is True
    [found] = [each for each in bad["findings"] if each["rule"] == "EQA-AGE-01"]
    assert text[found["start"] : found["end"]] == "aged 25 to 40"
    assert list(found) == ["column", "end", "evidence", "fix", "line", "message", "rule", "severity", "source", "start"]
    assert "EQA-AGE-05" in {each["rule"] for each in bad["findings"]}
    dismiss(desk.callboard, "ana", employer=desk.fairhaven.employer, rule="EQA-AGE-05")
    after = client.post("/api/check", data=text.encode()).json
    assert after is not None
    assert "EQA-AGE-05" not in {each["rule"] for each in after["findings"]}


def test_what_cannot_be_read_says_why(desk: Desk) -> None:
    client = desk.signed_in().client
    for source in (
        b"",
        b"\xff\xfe",
        b"---\ntitle: x\n---\n",
        b"x" * 1_000_001,
        b"---\ntitle: a\nplace: b\nadvert: c\n---\n",
    ):
        answer = client.post("/api/check", data=source)
        assert answer.status_code == 422
        assert answer.json is not None
        assert answer.json["problems"][0]["message"]


def test_only_for_those_who_may_see_the_employer(desk: Desk) -> None:
    assert desk.visitor().client.post("/api/check", data=EXAMPLE).status_code == 302
    client = desk.signed_in().client
    assert client.post(f"/api/check?employer={desk.other}", data=EXAMPLE).status_code == 404
