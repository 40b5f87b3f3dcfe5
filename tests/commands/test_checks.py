"""`callboard check`, `draft`, `pay` and `titles`, as programs and people call them."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestrator.cli import root

EXAMPLE = (resources.files("orchestrator.demonstration") / "care_coordinator.md").read_text(encoding="utf-8")
DESCRIPTION = Path(__file__).parents[1] / "intake" / "job_descriptions" / "care_coordinator.txt"


def run(*arguments: str, given: str | None = None) -> tuple[int, str]:
    result = CliRunner().invoke(root, list(arguments), input=given)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout


def test_a_finding_has_these_fields_and_stands_where_they_say(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    text = EXAMPLE.replace("a team of forty", "a young team of forty").replace("min: 26500", "min: 12.71")
    file.write_text(text, encoding="utf-8")
    code, out = run("check", str(file), "--json")
    assert code == 1
    found = json.loads(out)["findings"]
    assert all(
        list(each) == ["rule", "severity", "start", "end", "line", "column", "message", "fix", "source", "evidence"]
        for each in found
    )
    [young] = [each for each in found if each["rule"] == "EQA-AGE-02"]
    assert text[young["start"] : young["end"]] == "young"
    assert text.split("\n")[young["line"] - 1][young["column"] - 1 :].startswith("young")
    [pay] = [each for each in found if each["rule"] == "PAY-04"]
    assert text[pay["start"] :].startswith("12.71")


def test_where_remote_work_is_open_to_can_be_said(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    text = EXAMPLE.replace("  country: GB", "  country: GB\n  remote: true").replace("pay:\n", "pay:\n  note: x\n", 1)
    file.write_text(text
                    .replace("  min: 26500\n  max: 29000\n", ""), encoding="utf-8")  # fmt: skip
    rules = [each["rule"] for each in json.loads(run("check", str(file), "--json")[1])["findings"]]
    assert "US-PAY-01" not in rules
    code, out = run("check", str(file), "--json", "--remote-in", "US-CO", "--headcount", "40")
    assert code == 1
    assert "US-PAY-01" in [each["rule"] for each in json.loads(out)["findings"]]


def test_a_job_description_becomes_a_file_that_passes(tmp_path: Path) -> None:
    code, out = run("draft", str(DESCRIPTION))
    assert code == 0
    file = tmp_path / "advert.md"
    file.write_text(out, encoding="utf-8")
    code, out = run("check", str(file), "--json")
    assert code == 0
    assert {each["severity"] for each in json.loads(out)["findings"]} <= {"info"}
    told = json.loads(run("draft", str(DESCRIPTION), "--json")[1])
    assert told["parts"]["title"]["passage"] == "Job title: Care Coordinator"
    assert told["missing"] == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04x", b"%PDF-1.4 x", b"\xd0\xcf\x11\xe0"])
def test_a_document_that_cannot_be_read_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(content)
    code, out = run("draft", str(file))
    assert (code, out) == (1, "")


def test_pay_as_programs_read_it() -> None:
    code, out = run("pay", "£26,064 - £30,000 per annum pro rata, 22.5 hrs", "--json")
    assert code == 0
    told = json.loads(out)
    assert list(told) == ["min", "max", "currency", "period", "hours", "annual_min", "annual_max", "note"]
    assert list(told.values())[:7] == [26064, 30000, "GBP", "year", 22.5, 26064, 30000]
    code, out = run("pay", "--stdin", "--json", given="up to £12.60 p/h\n\nnegotiable\r\n")
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["max"] for row in rows] == [12.6, None, None]
    assert rows[0]["annual_max"] == 24570
    assert rows[2]["currency"] is None
    assert "12.60 per hour" in run("pay", "up to £12.60 p/h")[1]
    assert run("pay")[0] == 2
    assert run("pay", "x", "--stdin")[0] == 2


def test_titles_as_programs_read_them() -> None:
    code, out = run("titles", "Care Coordinator", "--json")
    assert code == 0
    told = json.loads(out)
    assert {"Care Manager", "Service Coordinator", "Patient Care Coordinator", "Case Manager", "Case Coordinator"} <= {
        each["title"] for each in told
    }
    assert all(each["source"] for each in told)
    assert run("titles", "zzqx", "--json") == (0, "[]\n")
    assert "Care Manager  (UK care: Care Coordinator)" in run("titles", "Care Coordinator")[1]
