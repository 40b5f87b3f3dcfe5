"""Find a Chromium for the browser tests, or install one, and write its path to the file named on the command line.

Looked for in this order: CALLBOARD_CHROMIUM, the headless shell on the PATH or, as root on a Debian, from the system's
package (it needs a quarter of the processor that the whole browser does), any Chromium on the PATH, the one Playwright
has or can download, and, as root on a Debian or Ubuntu, the system's package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from orchestrator.settings import browser_override

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HELP = """No Chromium was found, and none could be installed. The browser tests need one. Any of these will do:
  - install your system's package (as root: apt-get install chromium) and run this again;
  - run `.venv/bin/playwright install chromium` where downloads are allowed;
  - set CALLBOARD_CHROMIUM to the path of a Chromium or Chrome."""


def main() -> int:
    """Exit code 0 once a path is written, 1 with advice when there is none."""
    target = Path(sys.argv[1])
    finders: tuple[Callable[[], str | None], ...] = (browser_override, shell, on_path, from_playwright, from_system)
    for find in finders:
        path = find()
        if path is not None and works(path):
            target.write_text(path + "\n")
            print(f"Browser tests use {path}")
            return 0
    print(HELP, file=sys.stderr)
    return 1


def found() -> str | None:
    """The Chromium the tests drive: one that somebody names, else what this file has found before, else the usual."""
    kept = Path(sys.prefix) / ".browser"
    return browser_override() or (kept.read_text().strip() if kept.is_file() else None) or on_path()


def on_path() -> str | None:
    """The first of the usual names."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def shell() -> str | None:
    """The headless shell; taken from the system's package where its lists are there already."""
    if shutil.which(SHELL) is None and may_install():
        install(SHELL)
    return shutil.which(SHELL)


def from_playwright() -> str | None:
    """The browser Playwright manages, downloaded if it is missing; the network may refuse that."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.exists():
        print("Asking Playwright to download Chromium …")
        run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300)
    return str(path) if path.exists() else None


def from_system() -> str | None:
    """The system's package, where we may install one."""
    if not may_install():
        return None
    run(["apt-get", "update", "-q"], seconds=300)
    install("chromium")
    return on_path()


def may_install() -> bool:
    """Whether packages of the system are ours to install."""
    return os.getuid() == 0 and shutil.which("apt-get") is not None


def install(package: str) -> None:
    """Try to; without questions."""
    print(f"Installing the system's package {package} …")
    run(["apt-get", "install", "-y", "-q", "--no-install-recommends", package], seconds=900)


def run(argv: list[str], seconds: float) -> None:
    """Try it; that it fails is shown and left to the next way."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        done = subprocess.run(argv, env=environment, timeout=seconds, capture_output=True, text=True)
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"{argv[0]}: {error}", file=sys.stderr)
        return
    if done.returncode:
        print("\n".join((done.stderr or done.stdout).strip().splitlines()[-3:]), file=sys.stderr)


def works(path: str) -> bool:
    """Whether it starts at all: a package may be only a wrapper that asks for another one."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
