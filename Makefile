# Everything needs only Python 3.11 or later, pip and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
PORT ?= 8501
WORKERS ?= 2
# Run again on a server: what writes or asks there, and every page once. Pages that only show a snapshot, and what opens no
# database, are the same on any.
ON_SERVER := tests/store tests/governance tests/importers tests/exports tests/cli tests/dashboard tests/access tests/postgres \
  tests/diagnosis/test_ready_projects.py
SAME_ANYWHERE := importers/readers importers/test_column_recognition.py importers/test_extracts.py \
  importers/test_killed_imports.py importers/test_recovery.py importers/test_tables.py exports/test_convergence_exports.py \
  exports/test_drawings.py exports/test_hostile_maps.py exports/test_network_page.py exports/test_opinion_paper.py \
  $(addprefix dashboard/test_,addresses.py bands_page.py colours.py committees_page.py common_pot_page.py crud_pages.py \
  downloads.py every_page_as_every_role.py explorer_page.py ground_plan_page.py hostile_pages.py impact_page.py links_page.py \
  money_and_time_pages.py pieces.py silos_page.py text.py uses_page.py)

.PHONY: run test test-server check lint format demo clean

run: $(READY)  ## install, load the sample métropole once, open the dashboard
	@test -f urbanism.sqlite || $(BIN)/urbanism import data/demo || test $$? -eq 1
	$(BIN)/urbanism serve --port $(PORT)

test: $(READY)  ## the whole suite; browser tests run where Chromium is found
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

test-server: $(READY)  ## what touches a database, again, on a PostgreSQL server started for it
	.ci/with-postgres $(BIN)/pytest -n $(WORKERS) --dist loadfile $(ON_SERVER) $(addprefix --ignore=tests/,$(SAME_ANYWHERE))

lint: $(READY)  ## formatting, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

demo: $(READY)  ## write the sample métropole again into data/demo
	$(BIN)/urbanism demo --output data/demo

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev]"
	@touch $@
