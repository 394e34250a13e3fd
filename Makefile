# `make reproduce` and `make test` need Python >= 3.11 and make; they install the rest into .venv.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: reproduce test lint types bench lock clean

reproduce: $(READY)
	$(BIN)/aqyl reproduce --out out

test: $(READY)
	$(BIN)/pytest -q -n auto --dist loadfile

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

# Type checkers cannot follow the import hook of an editable install; links show them the packages.
types: $(READY)
	mkdir -p $(VENV)/links/aqyl
	for room in survey analysis reports data; do ln -sfn ../../../$$room $(VENV)/links/aqyl/$$room; done
	$(BIN)/pyright

bench: $(READY)
	$(BIN)/python tests/bench/index_bench.py
	$(BIN)/python tests/bench/survey_bench.py
	$(BIN)/python tests/bench/polychoric_bench.py
	$(BIN)/python tests/bench/pls_bench.py
	$(BIN)/python tests/bench/predict_bench.py
	$(BIN)/python tests/bench/chapter_bench.py
	$(BIN)/python tests/bench/kpi_log_bench.py

# Pins every dependency with its hashes, for every platform; needs the network.
lock: $(READY)
	$(BIN)/pip install --quiet "uv>=0.11"
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --generate-hashes \
	  --no-annotate --no-header --no-emit-index-url --no-emit-find-links --upgrade \
	  pyproject.toml --output-file requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

clean:
	rm -rf $(VENV) out build aqyl.egg-info
