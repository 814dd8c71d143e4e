# Two commands on a fresh machine: `make demo` and `make test`. They need Python 3.11+, pip, venv and make.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python -m
# An active virtual environment, or a PYTHONPATH, must not leak into ours; nor that Python may not keep what it compiled.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV PYTHONDONTWRITEBYTECODE
PIP := $(RUN) pip install --quiet --disable-pip-version-check
# As an install that is not editable does: where Python keeps nothing, each start would compile the program anew.
COMPILE := $(RUN) compileall -q src

.PHONY: demo test lint format messages docs fuzz mutants lowest bench clean

demo: $(VENV)/.core
	@$(VENV)/bin/coverage gap --branch balikpapan

test: lint
	@$(RUN) pytest

lint: $(VENV)/.dev
	@$(RUN) ruff check
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@$(VENV)/bin/lint-imports --no-logo

docs: $(VENV)/.core
	@$(VENV)/bin/coverage rule --format markdown --lang en > docs/rules.md

format: $(VENV)/.dev
	@$(RUN) ruff check --fix
	@$(RUN) ruff format

# Collects the texts of the program; what has no translation yet is counted, and is listed by --missing.
messages: $(VENV)/.dev
	@$(VENV)/bin/python scripts/messages.py

# Raw bytes at the readers for a minute; longer: make fuzz SECONDS=3600
SECONDS ?= 60
fuzz: $(VENV)/.dev
	@$(RUN) tests.fuzz --seconds $(SECONDS)

# Small faults put into the code: which ones do the tests miss?
COUNT ?= 60
mutants: $(VENV)/.dev
	@$(VENV)/bin/python scripts/mutants.py --count $(COUNT)

# The tests, but for the cluster's, with the lowest versions that pyproject.toml declares.
lowest:
	@$(PYTHON) -m venv --clear $(VENV)-lowest
	@$(PYTHON) scripts/lowest.py > $(VENV)-lowest/lowest.txt
	@$(VENV)-lowest/bin/pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@$(VENV)-lowest/bin/pip install --quiet --no-warn-conflicts --requirement $(VENV)-lowest/lowest.txt
	@$(VENV)-lowest/bin/python -m pytest -k 'not spark and not cluster'

bench: $(VENV)/.dev
	@$(PIP) --editable '.[bench]'
	@$(RUN) benchmarks

clean:
	rm -rf $(VENV) $(VENV)-lowest build dist

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Python 3.11 or newer is needed; name one with: make PYTHON=python3.12' >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.core: pyproject.toml | $(VENV)/bin/python
	@$(PIP) --editable .
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	@$(PIP) --editable '.[dev]' --constraint constraints.txt
	@$(COMPILE)
	@touch $@ $(VENV)/.core
