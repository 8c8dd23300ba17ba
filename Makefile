# The commands of the house. `make help` lists them.
#
# Needs Python 3.11 or newer, make and git; everything else is installed into .venv from the locks.
# PYTHON=python3.13 chooses another Python, VENV=.venv-6.1 another place for the environment.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

PORT ?= 8000
VENV ?= .venv
UPGRADE ?=

# The plain python3 if it is new enough, or else the newest that has a name of its own.
IS_NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON := $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$python -c '$(IS_NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
endif

# An installed environment is known by what made it, so that a second `make install` is instant and
# another Python or another lock is noticed whatever the files' dates say.
sum = $(shell cksum < $(1) | cut -d ' ' -f 1)
MADE_BY := $(shell $(PYTHON) -c 'import sys; print(sys.base_prefix, sys.version_info[:2])' 2>/dev/null | cksum | cut -d ' ' -f 1)
ENVIRONMENT := $(VENV)/.made-by-$(MADE_BY)
RUNTIME := $(VENV)/.runtime-$(call sum,requirements.txt)
DEVELOPMENT := $(VENV)/.development-$(call sum,requirements-dev.txt)

BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

##@ Everyday

.PHONY: install
install: $(RUNTIME)  ## Build the environment in .venv from the locks.

.PHONY: help
help:  ## List these commands.
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@/ { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z-]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' Makefile

##@ The environment

.PHONY: install-dev
install-dev: $(DEVELOPMENT)  ## Add what the tests and the gate need.

$(ENVIRONMENT):
	@test -n "$(PYTHON)" || { echo "Newsroom needs Python 3.11 or newer; name one with PYTHON=/path/to/python." >&2; exit 1; }
	@$(PYTHON) -c '$(IS_NEW_ENOUGH)' || { echo "$(PYTHON) is older than Python 3.11." >&2; exit 1; }
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
