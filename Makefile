# Two commands are enough to begin with: make demo, make test. The environment makes itself.
.POSIX:
.PHONY: setup browser demo test lint bench simulate docs screens translations clean

PYTHON = python3
ARGS =
HISTORIES = 10000
KILLS = 2000
WORKERS = 3

# It ends by serving the sample offices until Ctrl-C where it speaks to a terminal; ARGS=--no-serve never, ARGS=--serve always.
demo: setup
	.venv/bin/foedus demo $(ARGS)

test: setup browser
	.venv/bin/python -m pytest -n $(WORKERS) $(ARGS)

lint: setup
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/bandit --quiet --recursive src --configfile pyproject.toml
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/deptry src
	.venv/bin/python -m pytest -q tests/house

bench: setup
	.venv/bin/python -m benchmarks $(ARGS)

simulate: setup
	.venv/bin/python -m tests.simulation --histories $(HISTORIES) $(ARGS)
	.venv/bin/python -m tests.store.killing --kills $(KILLS)

docs: setup
	.venv/bin/python -m docs.generate
	.venv/bin/python -m docs.transcript

screens: setup browser
	.venv/bin/python -m docs.screens $(ARGS)

translations: setup
	.venv/bin/python -m foedus.cli.translations
	DJANGO_SETTINGS_MODULE=foedus.web.settings .venv/bin/python -m foedus.web.translations

setup:
	@PYTHON="$(PYTHON)" sh bootstrap.sh

browser: setup
	@.venv/bin/python -m tests.browser.install

clean:
	rm -rf .boot .venv .browser .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
