# make run: the app.  make test: every test.  make check: every rule.  make fix, make bench, make canvas: see below.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=

.PHONY: run test nightly check fix bench canvas clean

# Start the app; the first time, install it.
run: $(VENV)/.run-installed
	$(BIN)/python -m streamlit run app.py $(ARGS)

# Run all tests, those in a real Chromium included, on up to four cores at once. A part of them: make test ARGS="tests/document -x"
test: $(VENV)/.test-installed
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder $(ARGS)

# The fuzz of edits in full, 10,000 of them, and all that goes with it.
nightly: $(VENV)/.test-installed
	NNBLOCKS_DEEP=1 $(BIN)/python -m pytest --timeout 3600 tests/edits/test_garbled.py tests/ui/test_garbled.py $(ARGS)

# Every rule of the house; CI runs this too.
check: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_bundle_fresh.py tests/test_documentation.py tests/test_repository.py

# Mend what ruff can mend.
fix: $(VENV)/.test-installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Print the figures, each beside its peer.
bench: $(VENV)/.bench-installed
	$(BIN)/python -m benchmarks $(ARGS)

# Build the canvas anew from its TypeScript; only this needs Node.
canvas:
	cd ui/canvas && npm ci && npm test && npm run build

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "nnblocks needs Python 3.11 or newer. Name one that you have: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The stamps make a second `make run` start at once.
$(VENV)/.run-installed: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV); the first time this takes a few minutes."
	$(BIN)/python -m pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.test-installed: requirements-test.txt requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV), the tools of the tests included; the first time this takes a few minutes."
	$(BIN)/python -m pip install --quiet -r requirements-test.txt
	@touch $@ $(VENV)/.run-installed

$(VENV)/.bench-installed: requirements-bench.txt requirements-test.txt requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV), what the figures are measured beside included; the first time this takes a few minutes."
	$(BIN)/python -m pip install --quiet -r requirements-bench.txt
	@touch $@ $(VENV)/.test-installed $(VENV)/.run-installed
