# One command for each thing to do; everything installs by itself into .venv.
#
#   make demo     code the bundled Kazakh news and show the events of Kazakhstan and Israel
#   make test     run every test
#   make check    format, lint, types, import contracts, spelling and tests: what CI asks
#   make help     list all targets

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install --quiet --require-hashes
ELSHI := $(PIP) install --quiet --no-deps --no-build-isolation --editable .
STORE ?= build/demo

.PHONY: help demo test check lint format bench gold lock package clean
.DEFAULT_GOAL := help

help:  ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

demo: $(VENV)/run.stamp  ## code the bundled news into a store and show what is in it
	$(BIN)/elshi demo --store $(STORE)

test: $(VENV)/dev.stamp  ## run every test
	$(BIN)/python -m pytest

check: lint test  ## everything that CI asks

lint: $(VENV)/dev.stamp  ## format, lint, types, import contracts, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: $(VENV)/dev.stamp  ## write the code in the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/dev.stamp  ## measure the speed of each stage on this machine
	$(BIN)/python bench/speed.py

gold: $(VENV)/run.stamp  ## score the gold documents beside this folder
	$(BIN)/elshi evaluate $${ELSHI_SHARED:-../shared}/gold

lock: $(BIN)/python  ## resolve the dependencies anew; commit both lock files
	$(PIP) install --quiet 'uv>=0.9,<0.14'
	for target in 'requirements.lock --extra build' \
	              'requirements-dev.lock --extra build --extra dev'; do \
	    $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	        --generate-hashes --no-header --quiet $(UPGRADE) \
	        --output-file $$target || exit 1; \
	done

package: $(VENV)/dev.stamp  ## build the wheel into dist/
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

clean:  ## remove what was built, the virtual environment too
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	    .import_linter_cache src/elshi.egg-info

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo 'elshi: "$(PYTHON)" is missing or older than Python 3.11.' \
	        'Name a newer one, for example: make PYTHON=python3.12 demo' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo 'elshi: this Python cannot make a virtual environment: ensurepip is missing.' \
	        'On Debian or Ubuntu: sudo apt-get install python3-venv' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: $(BIN)/python requirements.lock pyproject.toml
	$(INSTALL) --requirement requirements.lock
	$(ELSHI)
	@touch $@

$(VENV)/dev.stamp: $(BIN)/python requirements-dev.lock pyproject.toml
	$(INSTALL) --requirement requirements-dev.lock
	$(ELSHI)
	@touch $@ $(VENV)/run.stamp
