# The commands of the house. `make help` lists them.
#
# They need Python 3.11 or newer, make and git; everything else is installed into .venv from the locks.
# PYTHON=python3.13 chooses another Python, VENV=.venv-6.1 another place for the environment,
# ARGS="-k dateline -x" goes to pytest or to the bench.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

PORT ?= 8000
VENV ?= .venv
ARGS ?=

# The plain python3 if it is new enough, or else the newest that has a name of its own.
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(IS_NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
endif

# An environment is known by what made it, so that a second `make install` is instant, and another Python
# or another lock is noticed whatever the dates of the files say.
sum = $(shell cksum < $(1) | cut -d ' ' -f 1)
MADE_BY := $(shell $(PYTHON) -c 'import sys; print(sys.base_prefix, sys.version_info[:2])' 2>/dev/null | cksum | cut -d ' ' -f 1)
ENVIRONMENT := $(VENV)/.made-by-$(MADE_BY)
RUNTIME := $(VENV)/.runtime-$(call sum,requirements.txt)
DEVELOPMENT := $(VENV)/.development-$(call sum,requirements-dev.txt)

BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
PYTEST := $(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

# A workbench reads its own mail and shows its own errors; production is told what to be by its environment.
WORKBENCH := DEBUG=on SITE_URL="$${SITE_URL:-http://127.0.0.1:$(PORT)}"
# Settings as a production machine would have them, for the checks that look at nothing but settings.
PRODUCTION := DEBUG=off SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(60))')" \
	SITE_URL=https://newsroom.example ALLOWED_HOSTS=newsroom.example DATABASE_URL=sqlite://:memory:

##@ Everyday

# A checkout that serves the demo is a workbench, and every later command in it is told so. Production says otherwise
# in its environment, which goes before this file.
.env:
	@printf '%s\n' DEBUG=on 'SITE_NAME=The Meridian' SITE_PLACE=London TIME_ZONE=Europe/London >$@

.PHONY: run
run: $(RUNTIME) .env  ## Serve a small demo paper on http://127.0.0.1:8000 (PORT) and print its sign-ins.
	@$(WORKBENCH) $(MANAGE) migrate --verbosity 0
	@$(WORKBENCH) $(MANAGE) demo
	@$(WORKBENCH) exec $(MANAGE) runserver 127.0.0.1:$(PORT)

.PHONY: test
test: $(DEVELOPMENT)  ## Run all tests; what needs a browser, PostgreSQL or Redis is skipped where that is missing.
	@$(PYTEST) $(ARGS)

.PHONY: fast
fast: $(DEVELOPMENT)  ## Run the tests that need no browser and no patience.
	@$(PYTEST) -m "not browser and not slow" $(ARGS)

.PHONY: check
check: lint $(if $(TESTS_FOLLOW),,fast)  ## The whole gate: everything `lint` looks at, then the fast tests.

.PHONY: fmt
fmt: $(DEVELOPMENT)  ## Lay the code out, and mend what can be mended without thinking.
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .

.PHONY: bench
bench: $(DEVELOPMENT)  ## Measure the paper: queries, processor time and requests a second for each kind of page.
	@$(BIN)/python -m bench $(ARGS)

##@ The gate, part by part

.PHONY: lint
lint: format style types migrations production floors templates  ## All of these.

.PHONY: format
format: $(DEVELOPMENT)  ## Is the code laid out as `make fmt` would?
	@$(BIN)/ruff format --check --quiet . || { echo "Run: make fmt" >&2; exit 1; }

.PHONY: style
style: $(DEVELOPMENT)  ## Does ruff find mistakes?
	@$(BIN)/ruff check .

.PHONY: types
types: $(DEVELOPMENT)  ## Do the type hints hold?
	@$(BIN)/mypy .

.PHONY: migrations
migrations: $(DEVELOPMENT)  ## Do the migrations say what the models say?
	@$(PRODUCTION) $(MANAGE) makemigrations --check --dry-run

.PHONY: production
production: $(DEVELOPMENT)  ## Would Django's checks let these settings go into production?
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

.PHONY: floors
floors: $(DEVELOPMENT)  ## Do imports go down only, from room to room and from floor to floor?
	@$(BIN)/lint-imports

.PHONY: templates
templates: $(DEVELOPMENT)  ## Are the templates sound?
	@$(BIN)/djlint --lint --quiet templates

##@ The environment

.PHONY: install
install: $(RUNTIME)  ## Build the environment in .venv from the locks.
	@:

.PHONY: install-dev
install-dev: $(DEVELOPMENT)  ## Add what the tests and the gate need.
	@:

$(ENVIRONMENT):
	@test -n "$(PYTHON)" || { echo "Newsroom needs Python 3.11 or newer; name one with PYTHON=/path/to/python." >&2; exit 1; }
	@$(PYTHON) -c '$(IS_NEW_ENOUGH)' || { echo "$(PYTHON) is not Python 3.11 or newer." >&2; exit 1; }
	@echo "Building $(VENV) with $$($(PYTHON) -V)"
	@$(PYTHON) -m venv --clear $(VENV) || { echo "On Debian the venv module is in the package python3-venv." >&2; exit 1; }
	@touch $@

$(RUNTIME): $(ENVIRONMENT)
	@echo "Installing requirements.txt"
	@$(INSTALL) -r requirements.txt
	@rm -f $(VENV)/.runtime-* && touch $@

$(DEVELOPMENT): $(ENVIRONMENT)
	@echo "Installing requirements-dev.txt"
	@$(INSTALL) -r requirements-dev.txt
	@rm -f $(VENV)/.runtime-* $(VENV)/.development-* && touch $(RUNTIME) $@

COMPILE := build/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(UPGRADE)

.PHONY: lock
lock:  ## Compile the locks anew; UPGRADE=--upgrade takes newer releases.
	@test -x build/lock/bin/uv || { $(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install --quiet uv; }
	@$(COMPILE) requirements.in --output-file requirements.txt
	@$(COMPILE) --constraints requirements.txt requirements-dev.in --output-file requirements-dev.txt

.PHONY: clean
clean:  ## Remove what was built: environments, caches, collected static files. The paper itself stays.
	@rm -rf .venv* build staticfiles .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help:  ## List these commands.
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' Makefile
