# Everything runs in an environment of its own, made from the locked versions with hashes.
# Only python3, make and the package index are assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test lint types tests fuzz-fast lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("callspec needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	touch $@

demo: $(READY) ## generate --check, check, validate: callspec on its own reference
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh tests/demo.sh

test: lint types tests ## linters, types, tests with branch coverage, the wheel

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

tests: $(READY)
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report=term

fuzz-fast: $(READY) ## a million damaged lines: does the fast engine ever say yes wrongly?
	$(BIN)/python tests/fuzz/fast_engine.py 1000000

lock: ## resolve the dependencies again (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
		--group dev pyproject.toml -o requirements.lock

clean: ## remove the environment and what tools leave behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* dist build
