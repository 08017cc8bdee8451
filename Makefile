# The commands of daily work. `make demo` and `make test` each do everything on a fresh machine that has Python 3.11 or
# newer and make; what they install lies in .venv and nowhere else.

PYTHON ?= python3
VENV   ?= .venv
DEMO   ?= annotations/viborg-1.txt
# Texts to time: invented ones, and real ones where a folder of them lies beside this one.
TEXTS  ?= annotations $(wildcard ../shared/referater)
# Installs the versions that the project is tested with; a change of versions goes into constraints.txt.
PIP    := $(VENV)/bin/pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable

.DEFAULT_GOAL := help
.PHONY: help install demo format lint types pytest test check train base-model evaluate report bench shapes bench-peers training-time reliability cluster fuzz clean

help:  ## Show this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

install: $(VENV)/.dev  ## Install the package and the tools of development into .venv.

demo: $(VENV)/.package  ## Install the package and read an invented document.
	$(VENV)/bin/referat-nlp show $(DEMO)
	$(VENV)/bin/referat-nlp extract --output out $(DEMO)
	@echo
	@echo "The same as JSON: out/$(basename $(notdir $(DEMO))).json"
	@echo "Next: $(VENV)/bin/referat-nlp show YOUR-MINUTES.txt, $(VENV)/bin/referat-nlp --help, and README.md."

format: $(VENV)/.dev  ## Lay out the code and mend what ruff can mend.
	$(VENV)/bin/ruff check --fix --quiet
	$(VENV)/bin/ruff format --quiet

lint: $(VENV)/.dev types  ## Check style, layout and types.
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check

types: $(VENV)/.dev  ## Check the types.
	$(VENV)/bin/mypy

pytest: $(VENV)/.dev  ## Run the tests and the examples in docstrings.
	$(VENV)/bin/python -m pytest

test: lint  ## Check style and types, then run the tests.
	@$(MAKE) --no-print-directory pytest

check: test demo  ## All that a change must pass.
	$(VENV)/bin/referat-nlp annotations check annotations/

train: $(VENV)/.dev  ## Train the shipped model on annotations/, and write its card.
	$(VENV)/bin/referat-nlp train annotations/ --output models

base-model: $(VENV)/.dev  ## Train the shipped model of persons: make base-model DATA=folder of UNER_Danish-DDT.
	@test -n "$(DATA)" || { echo "Say where the data lies: make base-model DATA=FOLDER (see README.md)"; exit 2; }
	$(VENV)/bin/python -m referat_nlp.base.training $(DATA) -o models/base

evaluate: $(VENV)/.dev  ## Score the pipeline against annotations/ and write the table into README.md.
	$(VENV)/bin/python benchmarks/figures.py annotations/ --write README.md

report: $(VENV)/.dev  ## Score models that have not seen the layout they read, and write out/report.html.
	@mkdir -p out
	$(VENV)/bin/referat-nlp evaluate annotations/ --leave-one-out layout --groups 12 --report out/report.html

bench: $(VENV)/.dev  ## Time everything (twelve minutes): make bench TEXTS=folder of minutes; WRITE=README.md puts it there.
	$(VENV)/bin/python benchmarks/bench.py --texts $(TEXTS) $(if $(WRITE),--write $(WRITE))

shapes: $(VENV)/.dev  ## Time texts that may tempt a reader to go over them again and again.
	$(VENV)/bin/python benchmarks/bench.py --only shape --record out/shapes.json

bench-peers: $(VENV)/.dev  ## Install three other pipelines and time them beside ours; TEXTS and WRITE as for bench.
	$(VENV)/bin/python benchmarks/bench_peers.py $(if $(filter-out file,$(origin TEXTS)),--texts $(TEXTS)) $(if $(WRITE),--write $(WRITE))

training-time: $(VENV)/.dev  ## Time a training and how it grows, and write the table into README.md.
	$(VENV)/bin/python benchmarks/training_time.py --write README.md

reliability: $(VENV)/.dev  ## Kill runs over many files again and again, and compare what they write (half an hour).
	$(VENV)/bin/python benchmarks/reliability.py

cluster: $(VENV)/.dev  ## Read 2,000 files on a Dask cluster, kill a worker, compare; write docs/distributed.md (ten minutes).
	$(VENV)/bin/python benchmarks/cluster.py --write docs/distributed.md

fuzz: $(VENV)/.dev  ## Feed 100,000 damaged and odd files to every reader and the pipeline (half an hour).
	$(VENV)/bin/python benchmarks/fuzz.py

clean:  ## Remove what these commands made, .venv too.
	rm -rf $(VENV) out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find referat_nlp tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# Stamps: a repeated call installs nothing. The package is installed as a link to this folder, so only a change of
# pyproject.toml (commands, components, dependencies) or constraints.txt asks for it again.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("referat-nlp needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.package: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) .
	@touch $@

$(VENV)/.dev: $(VENV)/.made pyproject.toml constraints.txt
	$(PIP) '.[dev]'
	@touch $@ $(VENV)/.package
