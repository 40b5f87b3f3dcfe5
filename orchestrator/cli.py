"""`callboard COMMAND`: each command is a module of `orchestrator.commands`, loaded only when it is called."""

from __future__ import annotations

import importlib
import keyword
import signal
import sys

import click

from . import __doc__ as purpose

COMMANDS = {
    "up": "Start everything and stay until Ctrl-C.",
    "demo": "Publish a demonstration advert everywhere, and count what comes back.",
    "doctor": "Check this installation and say what to do about each fault.",
    "healthy": "Exit 0 if one program does its work; for container health checks.",
    "check": "Check an advert file: what is wrong with it, and what the advert rules find.",
    "draft": "Propose an advert from a job description: what it says, where it says so, what is missing.",
    "pay": "Read a UK pay text: range, period, hours, and what it makes in a year.",
    "pay-references": "Bring in what others publish about pay, to compare adverts with.",
    "titles": "List similar job titles and where they come from.",
    "import": "Import vacancies and adverts from a file, a folder or a page.",
    "post": "Import an advert file and publish it on boards, now or at a time.",
    "postings": "List postings and what state they are in.",
    "update": "Bring postings to what their advert says now.",
    "refresh": "Ask the boards to renew live postings.",
    "cancel": "Cancel postings of which nothing has been sent.",
    "withdraw": "Take adverts down.",
    "repost": "Post again what has ended.",
    "retry": "Try stopped postings again, after what stopped them was seen to.",
    "settle": "Say whether an advert is at its board, where nothing else can tell.",
    "elsewhere": "Say which candidates an employer reaches by another system already.",
    "user": "Add people who may sign in.",
    "token": "Let an employer's applicant system tell us of counts.",
    "migrate": "Bring the database to the version of this program.",
    "prepare": "Bring the database up to date, fill it on the first run, print a sign-in link.",
    "boards": "List the boards Callboard can post to, and what each of them can do.",
    "report": "Say what came back: clicks, applications, and for how many postings they are known.",
    "stats": "Calculate by hand what the reports calculate: ratios, pairs, ranks, costs, plans.",
}
"""Name and one line of help; here so that `callboard --help` loads none of them."""


class _Lazy(click.Group):
    def list_commands(self, _context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module_name = name.replace("-", "_") + "_" * keyword.iskeyword(name)
        module = importlib.import_module(f"orchestrator.commands.{module_name}")
        command = module.command
        if not isinstance(command, click.Command):
            raise TypeError(f"{module.__name__}.command is not a command")
        return command

    def format_commands(self, _context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, help=purpose, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="callboard", prog_name="callboard")
def root() -> None:
    pass


def main() -> None:
    """The console script. What goes wrong for a known reason is one sentence on stderr and exit code 1."""
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))  # servers we started are ended too
    try:
        root(prog_name="callboard", standalone_mode=True)
    except Exception as error:  # raised again unless the reason is known
        # Loaded only now: they cost more than the whole of `--help`.
        from .embedded.error import EmbeddedError
        from .lock import Locked
        from .settings import SettingsError

        if not isinstance(error, (EmbeddedError, Locked, SettingsError)):
            raise
        click.echo(f"callboard: {error}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
