# Every target sets up what it needs in .venv and is quick the second time. Nothing outside this folder is touched.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: setup demo test test-all lint bench dist evaluate fit lock clean
.DEFAULT_GOAL := setup

setup: $(READY)

$(READY): requirements/dev.txt requirements/uv.txt pyproject.toml
	@echo "setting up .venv (once; about a minute)"
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "recuento needs Python 3.11 to 3.13; say which with: make PYTHON=/path/to/python3.11")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt requirements/uv.txt
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $(READY)

# The main job on the shipped case: articles read, sheets counted, claims weighed, the dossier written.
demo: $(READY)
	$(BIN)/recuento run examples/ve2024
	@cp examples/ve2024/out/card.png docs/dossier.png
	@echo "open examples/ve2024/out/dossier.html in a browser"

# Without the tests that are marked slow; `make test-all` has them, too, and so has .ci/run.
test: $(READY) lint
	$(BIN)/python -m pytest --numprocesses auto --cov --cov-report=term:skip-covered -m "not slow"

test-all: $(READY) lint
	$(BIN)/python -m pytest --numprocesses auto --cov --cov-report=term:skip-covered

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

bench: $(READY)
	$(BIN)/python -m benchmarks

# The wheel, the list of what is in it, and a trial of both in a new environment.
dist: $(READY)
	$(BIN)/python -m release.wheel

# With a model's address and name, make evaluate MODEL=http://127.0.0.1:8080/v1 MODEL_NAME=model, each set is read with it, too.
evaluate: $(READY)
	$(BIN)/python -m evaluation $(if $(MODEL),--model "$(MODEL)" --model-name "$(MODEL_NAME)")
	$(BIN)/python -m evaluation.fit_stances --only-figures
	$(BIN)/python -m evaluation.gates

# Fits the scorer of stances on labelled news, where it is at hand, and says how it does on elections left out.
fit: $(READY)
	$(BIN)/python -m evaluation.fit_stances

# Pins anew after a change to pyproject.toml or requirements/*.in.
lock:
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra serve -o requirements/run.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate --extra serve --extra postgresql -c requirements/run.txt -o requirements/dev.txt pyproject.toml requirements/tools.in
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate -o requirements/uv.txt requirements/uv.in

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis dist
