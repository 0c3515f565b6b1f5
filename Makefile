# Everything here works on a machine that has only Python >= 3.11 and make.
PYTHON ?= python3
ENV ?= dev
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help preview plan test test-fast check format schema bench clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(READY): $(BIN)/uv pyproject.toml components/pyproject.toml uv.lock
	@UV_PYTHON=$(CURDIR)/$(BIN)/python $(BIN)/uv sync --quiet --frozen --all-packages --inexact
	@touch $@

preview: $(READY) ## what ENV=dev|staging|prod would deploy; needs no cloud account
	@$(BIN)/pyairtable-infra preview $(ENV)

plan: $(READY) ## the plan file of ENV, as plans/ENV.json
	@mkdir -p plans
	@$(BIN)/pyairtable-infra plan $(ENV) -o plans/$(ENV).json

test: $(READY) ## every test that can run here
	@$(BIN)/pytest -n auto

test-fast: $(READY) ## the tests without the real Pulumi engine
	@$(BIN)/pytest -n auto -m "not engine"

check: $(READY) ## formatting, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/mypy --explicit-package-bases tests benchmarks examples

format: $(READY) ## write the formatting and the safe fixes
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

schema: $(READY) ## write the JSON Schemas: of a stack file, of an assessment
	@$(BIN)/pyairtable-infra schema -o schemas/stack.json
	@$(BIN)/pyairtable-infra schema --assessment -o schemas/assessment.json

bench: $(READY) ## times and memory of the offline plan
	@$(BIN)/python benchmarks/run.py

clean: ## remove what make created
	@rm -rf $(VENV) plans .mypy_cache .pytest_cache .ruff_cache .hypothesis
