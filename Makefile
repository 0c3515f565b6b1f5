# Everything here works on a machine that has only Python >= 3.11 and make.
PYTHON ?= python3
ENV ?= dev
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
# The real Pulumi CLI: what is on PATH, else one that Go builds.
PULUMI_VERSION := v3.259.0
PULUMI_FLAGS := -s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=$(PULUMI_VERSION)
CLI := $(if $(shell command -v pulumi),,$(if $(shell command -v go),.bin/pulumi))

# A file on one core: what its tests share is made once. In this order, long files come before many short ones.
TOGETHER := -n auto --dist loadfile --no-loadscope-reorder

.PHONY: help preview plan rehearse test test-fast check format schema prices bench clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it: make PYTHON=python3.12" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(READY): $(BIN)/uv pyproject.toml components/pyproject.toml uv.lock
	@UV_PYTHON=$(CURDIR)/$(BIN)/python $(BIN)/uv sync --quiet --frozen --all-packages --all-extras --inexact
	@touch $@

preview: $(READY) ## what ENV=dev|staging|prod would deploy; needs no cloud account
	@$(BIN)/pyairtable-infra preview $(ENV)

plan: $(READY) ## the plan file of ENV, as plans/ENV.json
	@mkdir -p plans
	@$(BIN)/pyairtable-infra plan $(ENV) -o plans/$(ENV).json

.bin/pulumi: tools/pulumi/go.mod tools/pulumi/go.sum
	@echo "building pulumi $(PULUMI_VERSION) with Go, once, in about five minutes" >&2
	@cd tools/pulumi && GOBIN=$(CURDIR)/.bin go install -tags osusergo,grpcnotrace -ldflags "$(PULUMI_FLAGS)" \
		github.com/pulumi/pulumi/pkg/v3/cmd/pulumi
	@touch $@

rehearse: $(READY) $(CLI) ## the whole life of ENV under the real engine; nothing is deployed
	@$(BIN)/pyairtable-infra rehearse $(ENV)

test: $(READY) $(CLI) ## every test that can run here
	@$(BIN)/pytest $(TOGETHER)

test-fast: $(READY) ## most tests: no real engine, no whole processes, fewer made-up cases
	@HYPOTHESIS_PROFILE=fast $(BIN)/pytest $(TOGETHER) -m "not engine and not thorough"

check: $(READY) ## formatting, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/mypy --explicit-package-bases tests benchmarks examples

format: $(READY) ## write the formatting and the safe fixes
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

schema: $(READY) ## write the JSON Schemas: of stack files, of an assessment
	@$(BIN)/pyairtable-infra schema -o schemas/stack.json
	@$(BIN)/pyairtable-infra schema --account -o schemas/account.json
	@$(BIN)/pyairtable-infra schema --assessment -o schemas/assessment.json

prices: $(READY) ## write the price books from their source table
	@$(BIN)/python -m pyairtable_infra.cost.prices.build

bench: $(READY) $(CLI) ## times and memory of the offline plan
	@$(BIN)/python -m benchmarks.run
	@$(BIN)/python -m benchmarks.cost

clean: ## remove what make created
	@rm -rf $(VENV) plans .mypy_cache .pytest_cache .ruff_cache .hypothesis
