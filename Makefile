# OneWindow. `make run` starts it, `make test` tries it; `make help` lists the rest.
# Settings: PORT (8000), ONEWINDOW_HOME, PYTHON, APT=1 (let apt-get install what Python lacks),
# BROWSER=no (leave the browser tests out), ARGS (passed on to the tool).

.DEFAULT_GOAL := help
.PHONY: help setup dev ui run test test-full check fmt bench conformance texts map demo-reset clean browser
.NOTPARALLEL:

VENV := .venv/bin
PYTHON3 := $(VENV)/python -P
ARGS ?=

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1: /p' Makefile | awk -F': ' '{printf "make %-12s %s\n", $$1, $$2}'

setup:  ## prepare .venv/bin/onewindow
	@tools/bootstrap.sh run

dev:  ## the same with the tools of developers
	@tools/bootstrap.sh dev

ui: setup  ## compile styles and scripts
	@$(PYTHON3) tools/build_ui.py

run: ui  ## start OneWindow on http://localhost:8000
	@$(VENV)/onewindow run $(ARGS)

test: dev ui browser  ## every test (ARGS="-k name" for some)
	@BROWSER=$(or $(BROWSER),required) $(PYTHON3) -m pytest $(ARGS)

test-full: test  ## every test, also on this machine's own PostgreSQL
	@$(PYTHON3) tools/test_on_system_postgres.py $(ARGS)

check: dev  ## what must hold before a commit, cheapest first
	@$(PYTHON3) tools/check.py

fmt: dev  ## format and sort
	@$(VENV)/ruff format . && $(VENV)/ruff check --fix .

bench: dev ui  ## measure
	@$(PYTHON3) tools/bench.py $(ARGS)

conformance: dev ui  ## the tests against public material (ONEWINDOW_DATA)
	@$(PYTHON3) tools/conformance.py
	@$(PYTHON3) -m pytest -m material $(ARGS)

texts: dev  ## bring the catalogues of translations up to date (ARGS=--open lists what waits)
	@$(PYTHON3) tools/texts.py $(ARGS)

map: dev  ## draw docs/map.md; write docs/reference, docs/status.md, docs/notices.md
	@$(PYTHON3) tools/map.py $(ARGS)
	@$(PYTHON3) tools/reference.py $(ARGS)
	@$(PYTHON3) tools/status.py $(ARGS)
	@$(PYTHON3) tools/notices.py $(ARGS)

demo-reset: setup  ## forget the demo's data
	@$(VENV)/onewindow demo-reset $(ARGS)

clean:  ## remove everything that make made (not your data)
	rm -rf .venv ui/node_modules src/onewindow/ground/design/static/design src/*.egg-info \
	  build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

browser:
	@[ "$(BROWSER)" = no ] || tools/bootstrap.sh chromium
