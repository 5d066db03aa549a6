# Each target works on a bare machine with Python >= 3.11, pip and make: packaging/bootstrap builds .venv and brings
# what the system lacks. The second time it only compares a stamp.

PYTHON := .venv/bin/python
export PYTHONPATH := src

.PHONY: run test bench soak package lock clean
.DEFAULT_GOAL := run

run: ## open the window on the sample company, or do the same job from the terminal where there is no display
	@packaging/bootstrap run
	@packaging/run

test: ## everything that must hold: format, lint, types, import contracts, tests with real windows, coverage
	@packaging/bootstrap dev
	@packaging/test

bench: ## the speed of the main jobs beside their peers' on the same input; POSTS=1000000 for more
	@packaging/bootstrap dev
	@$(PYTHON) -m benchmarks $(POSTS)

soak: ## kill every job that writes at two hundred random moments and look at what is left; about a quarter of an hour
	@packaging/bootstrap dev
	@PYTHONPATH=src:. $(PYTHON) -m tests.soak.kills $(KILLS)

package: ## a folder that runs without Python, in dist/
	@packaging/bootstrap dev
	@packaging/package

lock: ## newest allowed versions, with hashes and without index addresses
	@packaging/bootstrap dev
	@packaging/lock

clean: ## remove what was built, keep .venv and what you made in out/
	rm -rf build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find src tests benchmarks packaging -name __pycache__ -prune -exec rm -rf {} +
