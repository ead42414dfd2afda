# The README's commands. Each sets up .venv by itself and needs only Python 3.11 or newer, make and git.
.DEFAULT_GOAL := help
.PHONY: help setup spark demo test test-fast check docs pictures lock
BIN := .venv/bin

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

setup: .venv/.stamp ## make .venv with everything the project needs (a second run does nothing)

.venv/.stamp: requirements-dev.lock pyproject.toml .ci/setup
	@.ci/setup requirements-dev.lock
	@touch $@ .venv/.run

.venv/.run: requirements.lock pyproject.toml .ci/setup # without the tools to develop
	@.ci/setup requirements.lock
	@touch $@

spark: .venv/.spark ## add Spark (half a gigabyte; it needs Java 17)

.venv/.spark: .venv/.stamp requirements-spark.lock
	@.ci/setup requirements-spark.lock
	@touch $@

demo: .venv/.run ## build the synthetic institution and open the dashboard (Ctrl-C ends it)
	@$(BIN)/utsyn demo

test: setup ## run every test (except in CI, those in a browser skip without Chromium, those on Spark without it)
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

test-fast: setup ## run the tests that need no browser and no Spark, draw no page and make few builds
	$(BIN)/python -m pytest -q -n 2 --dist loadfile -m "not slow and not browser and not spark and not real_data" \
		--ignore tests/browser --ignore-glob '*/test_certifying*' # whose imports alone take seconds

docs: setup ## write into docs/, in every language, the catalogue of indicators and the table of goals, and the tables made from data
	$(BIN)/python -m dashboard.definitions.markdown
	$(BIN)/python -m tests.faults.document
	$(BIN)/python -c "from dashboard.cli.quick_help import write; write()"

pictures: setup ## take the README's pictures anew, of the demo (needs Chromium)
	$(BIN)/python -m tests.browser.pictures

check: setup ## run all that CI checks beside the tests: style, types, imports, repository
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/test_repository.py

lock: setup ## write the lock files anew after a change of dependencies in pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --extra dev --quiet \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --extra setup --extra databases --constraints requirements-dev.lock --quiet \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements.lock
	$(BIN)/python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['optional-dependencies']['spark'])" \
		| $(BIN)/uv pip compile - --universal --python-version 3.11 --constraints requirements-dev.lock --quiet --no-annotate \
		--generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements-spark.lock
