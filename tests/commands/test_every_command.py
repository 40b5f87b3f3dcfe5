"""What all commands have in common."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from orchestrator.cli import COMMANDS, root

READING = {"boards", "check", "doctor", "draft", "pay", "postings", "report", "titles"} | {
    f"stats {each}" for each in ("cost", "pairs", "plan", "rank", "ratio")
}
"""Commands that change nothing; programs read what they print."""
ALSO = {"demo", "elsewhere", "import", "pay-references import", "post", "user add"}
"""Commands that change something and have an answer worth reading."""
SILENT = {"healthy"}
"""Its exit code is the answer."""


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(root)
    for name in root.list_commands(context):
        found = root.get_command(context, name)
        assert found is not None
        if isinstance(found, click.Group):
            yield from ((f"{name} {each}", command) for each, command in found.commands.items())
        else:
            yield name, found


EVERY = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_it_has_its_module_which_says_what_the_list_says(name: str) -> None:
    result = CliRunner().invoke(root, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert COMMANDS[name].split(";")[0].rstrip(".").split(" ")[0] in result.output


@pytest.mark.parametrize("name", EVERY)
def test_help_says_what_it_does_and_what_each_option_is(name: str) -> None:
    result = CliRunner().invoke(root, [*name.split(), "--help"])
    assert result.exit_code == 0, result.output
    assert EVERY[name].help
    options = [each for each in EVERY[name].params if isinstance(each, click.Option)]
    assert [each.name for each in options if not each.help] in ([], ["by"], ["live"])


def test_reading_commands_answer_programs() -> None:
    answering = {name for name, command in EVERY.items() if any("--json" in each.opts for each in command.params)}
    assert answering == READING | ALSO
    assert set(EVERY) >= READING | ALSO | SILENT
