# make run: the app.  make test: every test.  make check: every rule.  make laws, mutate, fix, bench, canvas, fresh: see below.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
ARGS ?=
# The laws are drawn by this number; each run has its own.
ifndef SEED
SEED := $(shell od -An -N4 -tu4 /dev/urandom | tr -d ' ')
endif

.PHONY: run test laws nightly mutate test-python check check-python check-canvas fix bench zoo canvas fresh clean

# Start the app; the first time, install it.
run: $(VENV)/.run-installed
	$(BIN)/python -m streamlit run app.py $(ARGS)

# Run all tests, those in a real Chromium included, in one process more than there are cores, and four at most. A part of them: make test ARGS="tests/document -x"
# The laws draw by a seed of this run. The same documents again: make test SEED=the-number-printed
# Python keeps what it has compiled, whatever the environment says: the tests start many processes, and each would compile the app anew.
test: $(VENV)/.test-installed
	@echo "The laws by the seed $(SEED); the same again: make test SEED=$(SEED)"
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest --hypothesis-seed=$(SEED) --numprocesses auto --maxprocesses 4 \
	  --dist loadscope --no-loadscope-reorder $(ARGS)

# The laws alone, each on more documents. The same ones again: make laws SEED=the-number-printed
laws: $(VENV)/.test-installed
	@echo "The laws by the seed $(SEED); the same again: make laws SEED=$(SEED)"
	HYPOTHESIS_PROFILE=fresh $(BIN)/python -m pytest -m hypothesis --hypothesis-seed=$(SEED) \
	  --numprocesses auto --maxprocesses 4 --quiet $(ARGS)

# What takes too long for CI: 10,000 random edits, large networks built by mouse and by keys, large emitted files, what CONTRIBUTING
# promises to whoever adds something, attacks up to the real limits, and mutants. A part that fails stops no other; what failed stands
# at the end. Tests run on up to two cores at once; a part of them: make nightly ARGS=tests/edits
nightly: $(VENV)/.test-installed
	env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m tests.nightly --seed $(SEED) $(ARGS)

# 300 small changes of the core's meaning, in a copy: which does no test notice? The same again: make mutate SEED=the-number-printed
# A part of them: make mutate SEED=1 ARGS="analysis --count 40". A run that may be broken off: make mutate SEED=1 ARGS="--log ends.txt"
mutate: $(VENV)/.test-installed
	$(BIN)/python -m tests.mutation --seed $(SEED) $(ARGS)

# The core by other interpreters, each in an environment of its own. One that is not here is said to be so, and is no pass.
# One alone: make test-python PYTHONS=python3.13
PYTHONS ?= python3.11 python3.12 python3.13 python3.14
CORE := analysis catalogue classes document edits interpreter network symbols targets trace weights
test-python:
	@left=; for python in $(PYTHONS); do \
	  if ! $$python -c 'import ensurepip, venv' 2>/dev/null; then echo "$$python: not here, not tested"; left=yes; continue; fi; \
	  echo "$$python:"; \
	  $(MAKE) --no-print-directory test VENV=.venv-$$(basename $$python) PYTHON=$$python \
	    ARGS="$(addprefix tests/,$(CORE)) -q $(ARGS)" || left=yes; \
	done; [ -z "$$left" ]

# Every rule of the house; CI runs this too, Python's and the canvas's side by side.
check: check-python check-canvas

check-python: $(VENV)/.test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_bundle_fresh.py

# The rules and tests of the canvas, where there is a Node that can run them; the app and its tests need none.
check-canvas:
	@if node -e 'process.exit(process.versions.node.split(".")[0] < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null; \
	then $(MAKE) --no-print-directory ui/canvas/node_modules/.package-lock.json && cd ui/canvas && npm run check && npm test; \
	else echo "Left out: the canvas's own checks, which need Node 20 or newer with npm."; fi

ui/canvas/node_modules/.package-lock.json: ui/canvas/package.json ui/canvas/package-lock.json
	cd ui/canvas && npm ci
	@touch $@

# Mend what ruff can mend, sort the table of sentences, and write the canvas's copies of it and of the types of edits.
fix: $(VENV)/.test-installed
	$(BIN)/python -m builder.sentences.export
	$(BIN)/python -m builder.edits.typescript
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Print the figures, each beside its peer.
bench: $(VENV)/.bench-installed
	$(BIN)/python -m benchmarks $(ARGS)

# Read every classifier of torchvision and sixty networks of timm, and print how each compares with what it was read from.
# pip fetches torchvision 0.29.1 and timm 1.0.31 into .zoo/, without what these ask for; torch 2.13 is the one under test.
# All of it takes an hour or so of one core and 12 GB of memory. A part: make zoo ARGS="torchvision resnet"
zoo: $(VENV)/.test-installed
	$(BIN)/python -m tests.zoo $(ARGS)
	$(BIN)/python -m tests.zoo.pasted

# Build the canvas anew from its TypeScript; only this needs Node.
canvas:
	cd ui/canvas && npm ci && npm test && npm run build

# Run the README's commands as a fresh machine would; a part: make fresh ARGS="tests/document -x"
fresh:
	tests/fresh_machine.sh $(ARGS)

clean:
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "nnblocks needs Python 3.11 or newer. Name one that you have: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || { \
	  echo "Python's venv module is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

# pip says nothing while it unpacks, which takes minutes for PyTorch: every ten seconds a line says how far that is.
# Python compiles a module when it is first imported; pip would compile all of PyTorch before anything starts.
define install
	@( before=$$(du -sm $(VENV) | cut -f1); \
	  while sleep 10 && kill -0 $$$$ 2>/dev/null; do \
	    now=$$(du -sm $(VENV) | cut -f1); \
	    [ "$$now" = "$$before" ] || echo "Still installing: $$now MB in $(VENV) so far"; before=$$now; \
	  done ) & beat=$$!; \
	$(PIP) install --no-compile -r $(1); status=$$?; kill $$beat; exit $$status
endef

# The stamps make a second `make run` start at once.
$(VENV)/.run-installed: requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing Streamlit, PyTorch and what they need into $(VENV): up to several GB on Linux."
	@echo "pip downloads first, then installs without a word of its own; both take a few minutes."
	$(call install,requirements.txt)
	@touch $@

$(VENV)/.test-installed: requirements-test.txt requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV), the tools of the tests included; the first time this takes a few minutes."
	$(call install,requirements-test.txt)
	@touch $@ $(VENV)/.run-installed

$(VENV)/.bench-installed: requirements-bench.txt requirements-test.txt requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing into $(VENV), what the figures are measured beside included; the first time this takes a few minutes."
	$(call install,requirements-bench.txt)
	@touch $@ $(VENV)/.test-installed $(VENV)/.run-installed
