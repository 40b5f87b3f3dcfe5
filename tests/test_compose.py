"""docker-compose.yml: valid, and the same programs as the supervisor's table."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
import yaml

from orchestrator import settings
from orchestrator.programs import programs

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "tests/data/compose-spec/compose-spec.json"
SERVERS = {"postgres", "valkey"}
ONCE = {"migrate"}
INSIDE = {
    "CALLBOARD_DATA_DIR": "/var/lib/callboard",
    "CALLBOARD_SIMULATOR_HOST": "0.0.0.0",
    "CALLBOARD_ALIAS_HOST": "0.0.0.0",
    "CALLBOARD_ALIAS_DOMAIN": "apply.example.org",
    "CALLBOARD_MAIL_HOST": "mail.example.org",
    "CALLBOARD_MAIL_SENDER": "callboard@example.org",
    "CALLBOARD_SECRET_KEY": "x" * 40,
    "CALLBOARD_ENCRYPTION_KEYS": "A" * 43 + "=",
}
"""What the image and the file set for the programs."""
FIXED = {"CALLBOARD_PORT", "CALLBOARD_SIMULATOR_PORT", "CALLBOARD_ALIAS_PORT"}
"""Inside a container nobody else wants the port; outside, the file's `ports` say where it is."""


@pytest.fixture(scope="module")
def compose() -> dict[str, dict[str, dict[str, object]]]:
    found = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert isinstance(found, dict)
    return found


def test_follows_the_compose_specification(compose: dict[str, object]) -> None:
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text())).validate(compose)


def test_runs_the_same_programs_with_the_same_commands(compose: dict[str, dict[str, dict[str, object]]]) -> None:
    table = {program.name: program for program in programs(settings.load(INSIDE))}
    services = compose["services"]
    assert set(services) - SERVERS - ONCE == set(table)
    for name, program in table.items():
        assert services[name]["command"] == ["python", *program.argv[1:]], name
        assert services[name]["healthcheck"]["test"] == ["CMD", "callboard", "healthy", name]  # type: ignore[index]


def test_gives_each_program_the_time_it_needs_to_end(compose: dict[str, dict[str, dict[str, object]]]) -> None:
    longest = max(program.stop_grace for program in programs(settings.load(INSIDE)))
    for name, service in compose["services"].items():
        period = str(service["stop_grace_period"])
        assert int(period.removesuffix("s")) >= longest, name


def test_every_setting_can_be_set(compose: dict[str, dict[str, dict[str, object]]]) -> None:
    known = {f"{settings.PREFIX}{each.name.upper()}" for each in fields(settings.Settings)}
    image = set(re.findall(r"CALLBOARD_[A-Z_]+", (ROOT / "Dockerfile").read_text()))
    assert set(compose["x-callboard"]["environment"]) | image | FIXED == known


def test_the_image_gets_what_it_copies() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert names == allowed
    assert [name for name in names if not (ROOT / name).exists()] == []
