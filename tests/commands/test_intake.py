"""`callboard check`, `import` and `user add`."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestrator import bootstrap, settings
from orchestrator.cli import root
from orchestrator.domain.permission import Role, User
from orchestrator.services.sign_in import PATH, redeem

EXAMPLE = str(resources.files("orchestrator.demonstration") / "care_coordinator.md")


@pytest.fixture
def environment(database_url: str, redis_url: str, tmp_path: Path) -> dict[str, str]:
    return {
        "CALLBOARD_DATA_DIR": str(tmp_path / "data"),
        "CALLBOARD_DATABASE_URL": database_url,
        "CALLBOARD_REDIS_URL": redis_url,
    }


def test_the_example_passes() -> None:
    result = CliRunner().invoke(root, ["check", EXAMPLE])
    assert (result.exit_code, result.stdout) == (0, "")


def test_findings_stand_where_they_are_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    text = (
        Path(EXAMPLE)
        .read_text(encoding="utf-8")
        .replace("min: 26500", "min: 12.71")
        .replace("a team of", "a young team of")
    )
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(root, ["check", str(file)])
    line = next(number for number, line in enumerate(text.split("\n"), 1) if "young" in line)
    column = text.split("\n")[line - 1].index("young") + 1
    assert result.exit_code == 1
    assert f"{file}:{line}:{column}: warning EQA-AGE-02" in result.stdout
    assert f"{file}:10:8: error PAY-04" in result.stdout
    found = json.loads(CliRunner().invoke(root, ["check", "--json", str(file)]).stdout)["findings"]
    assert {(each["rule"], each["line"], each["column"]) for each in found} >= {("EQA-AGE-02", line, column)}


def test_problems_of_a_file_are_told_like_a_compiler(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("---\ntitel: x\nplace: Exeter\n---\nText\n", encoding="utf-8")
    result = CliRunner().invoke(root, ["check", str(file)])
    assert result.exit_code == 1
    assert f"{file}:2:1: titel: unknown key; did you mean title?" in result.stdout
    told = json.loads(CliRunner().invoke(root, ["check", "--json", str(file)]).stdout)["problems"]
    assert [each["field"] for each in told] == ["titel", "title"]


def test_a_dry_run_needs_no_installation(tmp_path: Path) -> None:
    runner = CliRunner(env={"CALLBOARD_DATA_DIR": str(tmp_path / "data"), "CALLBOARD_DATABASE_URL": "no address"})
    result = runner.invoke(root, ["import", EXAMPLE, "--dry-run", "--json"])
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert (told["imported"], told["refused"]) == (1, [])
    assert not (tmp_path / "data").exists()
    missing = runner.invoke(root, ["import", str(tmp_path / "none.csv"), "--dry-run", "--json"])
    assert missing.exit_code == 1
    assert json.loads(missing.stdout)["refused"][0]["item"] == "none.csv"


def test_an_import_is_kept_and_not_doubled(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_text("hello", encoding="utf-8")
    (tmp_path / "good.md").write_text(Path(EXAMPLE).read_text(encoding="utf-8"), encoding="utf-8")
    runner = CliRunner(env=environment)
    first = json.loads(runner.invoke(root, ["import", str(tmp_path), "--json"]).stdout)
    assert (first["imported"], first["vacancies"], first["adverts"]) == (1, 1, 1)
    assert [refusal["item"] for refusal in first["refused"]] == ["broken.md"]
    again = runner.invoke(root, ["import", EXAMPLE, "--employer", "Fairhaven Homecare"])
    assert again.exit_code == 1
    assert "the same item is here already as FH-1001" in again.stderr
    other = runner.invoke(root, ["import", EXAMPLE, "--employer", "Another Employer"])
    assert (other.exit_code, other.stdout) == (0, "1 imported, 0 refused\n")


def test_a_person_gets_a_link(environment: dict[str, str]) -> None:
    runner = CliRunner(env=environment)
    runner.invoke(root, ["import", EXAMPLE])
    arguments = ["user", "add", "Ann", "--role", "recruiter", "--employer", "fairhaven homecare", "--json"]
    told = json.loads(runner.invoke(root, arguments).stdout)
    assert (told["name"], told["role"], told["employer"]) == ("ann", "recruiter", "Fairhaven Homecare")
    callboard = bootstrap.build(settings.load(environment), environment["CALLBOARD_DATABASE_URL"])
    signed_in = redeem(callboard, told["link"].partition(PATH)[2])
    callboard.database.close()
    assert isinstance(signed_in, User)
    assert signed_in.role is Role.RECRUITER
    twice = runner.invoke(root, arguments)
    assert twice.exit_code == 1
    assert "already" in twice.stderr
    unknown = runner.invoke(root, ["user", "add", "bob", "--role", "ops", "--employer", "Nobody"])
    assert "there is no employer 'Nobody'" in unknown.stderr


@pytest.fixture
def own_network() -> Iterator[str]:
    """A server where only this machine can reach it."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/advert"
    server.shutdown()
    server.server_close()


def test_an_address_cannot_reach_our_own_network(own_network: str) -> None:
    result = CliRunner().invoke(root, ["import", own_network, "--dry-run", "--json"])
    assert result.exit_code == 1
    assert "not a public address" in json.loads(result.stdout)["refused"][0]["reason"]
