# `make run` and `make test` set up what is missing first. `make help` lists the rest.
# PYTHON=/path/to/python3 chooses a Python; ARGS="..." is handed to the program or to pytest.

PYTHON ?=
ARGS ?=
IN_VENV = .venv/bin/python -m
# An X server without a screen, of the size of a laptop's.
IN_X = xvfb-run --auto-servernum --server-args="-screen 0 1600x1000x24" env QT_QPA_PLATFORM=xcb

.DEFAULT_GOAL := help
.PHONY: help run test setup setup-test window bench fuzz lint format types imports check lock clean

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile | expand -t 14

run: setup ## set up what is missing and open the window
	@.venv/bin/python main.py $(ARGS)

test: setup-test ## set up what is missing and run the tests, a file at a time on every processor
	@$(IN_VENV) pytest -n auto --maxprocesses 4 --max-worker-restart 0 --dist loadfile $(ARGS)

setup: ## system libraries, virtual environment and pinned packages for the program
	@PYTHON="$(PYTHON)" sh setup/setup.sh run

setup-test: ## the same for its tests and tools
	@PYTHON="$(PYTHON)" sh setup/setup.sh test

window: setup-test ## play the program in a real window on an X server without a screen
	@$(IN_X) $(IN_VENV) pytest tests/window $(ARGS)

bench: setup-test ## measure how fast it is
	@$(IN_VENV) pytest tests/benchmarks --benchmark-enable $(ARGS)

fuzz: setup-test ## read thousands of damaged files of networks (ARGS="--files 500 .net")
	@$(IN_VENV) tests.fuzz.campaign $(ARGS)

lint: setup-test ## style and format
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .

format: setup-test ## bring the code into format
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

types: setup-test ## strict types
	@.venv/bin/mypy

imports: setup-test ## who may import whom
	@.venv/bin/lint-imports --no-logo

check: lint types imports test window ## everything that must hold before a change is shared

lock: setup-test ## pin the newest packages that fit, with hashes
	@sh setup/lock.sh

clean: ## remove what set-up and tools made here
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
