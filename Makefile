# What a newcomer and the checks run. `make demo` and `make test` install what is missing; see .ci/install.
export OMP_THREAD_LIMIT = 1
BIN = .venv/bin
SHARED ?= ../shared
SAMPLE ?= samples/museum.jpg
ENGINE ?= auto
OVERLAY = out/demo-overlay.png

.PHONY: help install demo test figures bench lock

help:
	@echo "make demo     install what is missing, read a sample page, print its articles"
	@echo "make test     install what is missing; lint, types, import contract, tests"
	@echo "make figures  accuracy on painted pages, and on the pages in SHARED=folder if it is there"
	@echo "make bench    time and memory, beside plain tesseract; what writing each format takes"
	@echo "make lock     put what pyproject.toml asks for into requirements.lock; UPGRADE=1 takes the newest of all"

install:
	@.ci/install

demo: install
	@mkdir -p $(dir $(OVERLAY))
	@echo "reading $(SAMPLE)" >&2
	@$(BIN)/banmian read $(SAMPLE) --overlay $(OVERLAY) --force
	@echo "What was found on the page, drawn on it: $(OVERLAY)"

test:
	@.ci/install test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest -q -n 2

figures:
	@.ci/install test
	@$(BIN)/python -m tests.figures $(wildcard $(SHARED)) --engine $(ENGINE)

bench:
	@.ci/install test
	@$(BIN)/python -m tests.bench $(wildcard $(SHARED)) --engine $(ENGINE)
	@$(BIN)/python -m tests.bench.batch --engine $(ENGINE)
	@$(BIN)/python -m tests.bench.folder
	@$(BIN)/python -m tests.bench.writing

lock: install
	@$(BIN)/python -m pip install --quiet "uv>=0.9"
	$(BIN)/uv pip compile pyproject.toml --extra dev --extra dask --extra rapidocr --group agreement --universal \
	  --python-version 3.11 $(if $(UPGRADE),--upgrade) --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet \
	  --output-file requirements.lock
