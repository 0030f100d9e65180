# Every target sets up what it needs first; see README.md.
UV_VERSION := 0.13.9
ENVIRONMENT := .venv/.ready
PYTHON_BIN := .venv/bin/python
WORKERS := 2
SOURCES := cartera pages app.py scripts tests benchmarks

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long check format bench test-nasty \
	requirements sample-data chromium clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 16

$(ENVIRONMENT): requirements.txt requirements-dev.txt scripts/setup.sh
	@sh scripts/setup.sh $(UV_VERSION)
	@touch $(ENVIRONMENT)

setup: $(ENVIRONMENT) ## create .venv and install the pinned requirements

run: $(ENVIRONMENT) ## serve the dashboard on this machine (PORT=8501, DATA=data)
	@$(PYTHON_BIN) -m cartera $(if $(DATA),--data "$(DATA)") serve $(if $(PORT),--port $(PORT))

chromium:
	@sh scripts/chromium.sh

test: $(ENVIRONMENT) chromium ## every test, long harnesses in their short form
	@$(PYTHON_BIN) -m pytest -m "not slow" -n $(WORKERS) --dist loadgroup

test-long: $(ENVIRONMENT) ## the long form of the harnesses
	@$(PYTHON_BIN) -m pytest -m slow

check: $(ENVIRONMENT) ## format, lint, types, imports, tests without a browser
	@$(PYTHON_BIN) -m ruff format --check $(SOURCES)
	@$(PYTHON_BIN) -m ruff check $(SOURCES)
	@$(PYTHON_BIN) -m mypy
	@$(PYTHON_BIN) -m pytest -m "not slow and not browser" -n $(WORKERS) --dist loadgroup

format: $(ENVIRONMENT) ## format and mend what can be mended by itself
	@$(PYTHON_BIN) -m ruff check --fix --quiet $(SOURCES)
	@$(PYTHON_BIN) -m ruff format --quiet $(SOURCES)

bench: $(ENVIRONMENT) ## how fast, against whom (minutes)
	@$(PYTHON_BIN) -m benchmarks

test-nasty: $(ENVIRONMENT) ## load every file of a folder: make test-nasty NASTY=folder
	@test -n "$(NASTY)" || { echo "make test-nasty NASTY=folder" >&2; exit 2; }
	@$(PYTHON_BIN) -m scripts.load_nasty "$(NASTY)"

sample-data: $(ENVIRONMENT) ## write sample_data/ anew (same bytes)
	@$(PYTHON_BIN) -m scripts.generate_sample_data

COMPILE := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header

requirements: $(ENVIRONMENT) ## pin again from requirements.in (UPGRADE=1: newest)
	@$(COMPILE) $(if $(UPGRADE),--upgrade) requirements.in -o requirements.txt
	@$(COMPILE) $(if $(UPGRADE),--upgrade) requirements-dev.in -o requirements-dev.txt

clean: ## remove the environment and caches, never data
	rm -rf .venv .hypothesis .pytest_cache .mypy_cache .ruff_cache build test-results
