# Everything runs in an environment of its own, made from the locked versions with hashes.
# Only python3, make and the package index are assumed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test lint types docs tests coverage robustness test-lowest fuzz-fast fuzz mutation audit bench bench-small bench-check lock clean

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

test: lint types docs tests ## linters, types, the docs, tests with branch coverage, the wheel

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

# The source of jsonschema ships the official test suite of JSON Schema. Where the index does not
# have it, the tests of it skip and say so.
SUITE := build/json-schema-test-suite
$(SUITE): tests/suite.lock $(READY)
	rm -rf build/suite $@
	-$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: \
		--require-hashes -r tests/suite.lock --dest build/suite
	mkdir -p $@
	-tar --extract --gzip --file build/suite/jsonschema-*.tar.gz --strip-components 2 --directory $@ \
		--wildcards '*/json/tests' '*/json/remotes'

tests: $(READY) $(SUITE)
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov --cov-report=term

coverage: export COVERAGE_PATCH = subprocess
coverage: tests ## tests with branch coverage that counts what commands do as processes

docs: $(READY) ## the documentation as a site in build/docs; a warning is an error
	$(BIN)/sphinx-build -W --keep-going --quiet --builder html docs build/docs

robustness: $(READY) ## run every hostile case and write docs/robustness.md
	PYTHONPATH=tests $(BIN)/python -m hostile.table

# A second environment, with the lowest versions that pyproject.toml allows.
LOWEST := .venv-lowest
$(LOWEST)/.ready: tests/lowest.lock pyproject.toml
	rm -rf $(LOWEST)
	$(PYTHON) -m venv $(LOWEST)
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/lowest.lock
	$(LOWEST)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	touch $@

test-lowest: $(LOWEST)/.ready ## the tests with the lowest versions of all dependencies that are allowed
	$(LOWEST)/bin/python -m pytest --numprocesses auto --dist worksteal tests/unit tests/properties \
		$(addprefix tests/acceptance/test_,$(addsuffix .py,$(ON_LOWEST)))

# Acceptance tests that need none of the tools that only developers have.
ON_LOWEST := all_versions archives audit_command changelog cluster_command completion configuration \
	corpus diff explain_command fixtures history page_facts pytest_plugin reference_commands \
	reference_options report_formats robustness sample_command seed show_command validate_command \
	version_commands

fuzz-fast: $(READY) ## a million damaged lines: does the fast engine ever say yes wrongly?
	$(BIN)/python tests/fuzz/fast_engine.py 1000000

# What tries to break callspec is installed besides. SECONDS is how long each target is fuzzed.
PROOF := $(VENV)/.proof
SECONDS ?= 300
$(PROOF): $(READY) tests/proof.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/proof.lock
	touch $@

fuzz: $(PROOF) ## five minutes of atheris for each target; what it finds is kept as tests
	for target in page skeleton places yaml; do \
		PYTHONPATH=tests $(BIN)/python -m fuzz.run $$target $(SECONDS) || exit 1; done

mutation: $(PROOF) ## changes the code, one thing at a time: do the tests notice?
	CI=1 PYTHONPATH=tests $(BIN)/python -m mutation.run $(GROUPS)

audit: $(PROOF) ## are there known vulnerabilities in what is locked?
	$(BIN)/python tests/known_vulnerabilities.py requirements.lock tests/lowest.lock

BENCH := $(VENV)/.bench
$(BENCH): $(READY) benchmarks/requirements.lock benchmarks/archive/node/package-lock.json
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	cd benchmarks/archive/node && npm ci --silent --no-audit --no-fund
	touch $@

bench: $(BENCH) ## measure all contestants and write docs/benchmarks.md
	$(BIN)/python benchmarks/archive/run.py

bench-small: $(BENCH) ## the same with fewer records and rounds, in minutes
	$(BIN)/python benchmarks/archive/run.py 50000 3

bench-check: $(BENCH) ## measure what the docs claim about speed; fails where it does not hold
	$(BIN)/python benchmarks/archive/check.py

LOCK := uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-emit-index-url --no-header
lock: ## resolve the dependencies again (needs uv)
	$(LOCK) --all-extras --group dev pyproject.toml -o requirements.lock
	$(LOCK) --group bench --constraint requirements.lock pyproject.toml -o benchmarks/requirements.lock
	$(LOCK) --group proof --constraint requirements.lock pyproject.toml -o tests/proof.lock
	$(LOCK) --all-extras --group lowest --resolution lowest-direct pyproject.toml -o tests/lowest.lock

clean: ## remove the environment and what tools leave behind
	rm -rf $(VENV) $(LOWEST) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.* dist build docs/schemas
