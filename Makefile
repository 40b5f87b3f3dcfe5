# Everything stays in this folder: .venv (the programs) and .data (the database, the keys, the logs).
PYTHON ?= python3
BIN := .venv/bin
# Two more test processes than cores: many tests wait for servers, and a core that waits is free for another.
# Each takes its tests in a row, so that what neighbours share is started once, and then what others have left.
TESTERS = -n $$($(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 2)') --dist worksteal
# Tests start programs by the hundred: none of them shall compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
export PIP_NO_CACHE_DIR := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PLAYWRIGHT_BROWSERS_PATH := $(CURDIR)/.venv/browsers

.PHONY: setup setup-dev run lint check test all-tests test-peers chaos security docs screenshots clean

setup: .venv/.installed

setup-dev: .venv/.installed-dev .venv/.browser

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Callboard needs Python 3.11 or newer. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# The path of a Chromium for the browser tests; found, or installed where that is possible.
.venv/.browser: tests/browser/install_chromium.py .venv/.installed-dev
	$(BIN)/python tests/browser/install_chromium.py $@

run: setup
	$(BIN)/callboard up

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

check: lint
	$(BIN)/python -m pytest $(TESTERS) -m "not browser and not chaos and not slow" --ignore=tests/peers

# Software nobody here wrote, in a folder of its own; what is missing says how to get it.
test-peers:
	CALLBOARD_PEERS=$${CALLBOARD_PEERS:-.peers} $(BIN)/python -m pytest tests/peers --timeout 300

# Both at once: where tests wait, types are checked.
test: setup-dev
	@$(MAKE) --no-print-directory --jobs 2 lint all-tests

all-tests: .venv/.installed-dev
	$(BIN)/python -m pytest $(TESTERS) -m "not chaos" --ignore=tests/peers

# About half an hour on two quiet cores. The last line is JSON; the exit code says whether the promise held.
chaos: .venv/.installed-dev
	@$(BIN)/python -m pytest -m chaos tests/chaos >&2
	@$(BIN)/python -m tests.chaos --long

# Pictures of the pages, at desk and phone width, as people meet them on the main path and in the whole case.
screenshots: setup-dev
	mkdir -p docs/pictures/pages
	CALLBOARD_PICTURES=$(CURDIR)/docs/pictures/pages $(BIN)/python -m pytest $(TESTERS) -m browser \
		tests/browser/test_recruiter.py tests/browser/test_fourteen_openings.py

# Known holes in the locked packages (asks the network), then what strangers may try: addresses, forms, pages, files.
security: .venv/.installed-dev
	$(BIN)/python -m venv .venv/audit
	.venv/audit/bin/python -m pip install --quiet pip-audit
	.venv/audit/bin/pip-audit --disable-pip --require-hashes -r requirements.txt
	$(BIN)/ruff check --select S orchestrator web worker adapters --ignore S101,S311,S603,S607
	$(BIN)/python -m pytest $(TESTERS) tests/outbound tests/boards tests/intake tests/web/test_security.py \
		tests/web/test_routes.py tests/web/test_proxies.py tests/web/desk tests/web/ops tests/web/public

# The pages that are made from code, and the tests that hold the rest to it.
docs: .venv/.installed-dev
	$(BIN)/callboard boards --pages docs/boards
	$(BIN)/python -m orchestrator.settings_page docs/settings.md
	$(BIN)/python -m orchestrator.states_page docs/states.md
	$(BIN)/python -m pytest -q tests/docs tests/test_project.py

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
