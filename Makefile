# Everything a newcomer or a developer runs. Needs Python 3.11+ and make; the rest is installed into .venv.
.DEFAULT_GOAL := help
.PHONY: help install demo fresh test long newest bench mutants mechanics lint format lock

RUNTIME := .venv/.installed-runtime
DEV := .venv/.installed-dev
BENCH := .venv/.installed-bench
MUTANTS := .venv/.installed-mutants
BIN := .venv/bin

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 14

install: $(RUNTIME) ## what running Tessera needs, into .venv

demo: $(RUNTIME) ## the sandbox and the application on this machine, ready to click
	@$(BIN)/tessera demo $(ARGS)

fresh: ## the commands on a machine that has nothing, in a folder that goes away again
	@tools/fresh

test: $(DEV) ## every check and test
	@tools/test

long: $(DEV) ## the long runs: kills, properties, screenshots in every language, other days and orders, the newest releases
	@CHROMIUM="$$(tools/chromium)" $(BIN)/python -m pytest -m long
	@CHROMIUM="$$(tools/chromium)" tools/days
	@tools/newest

newest: $(DEV) ## the tests with the newest releases that pyproject.toml allows
	@tools/newest $(ARGS)

bench: $(BENCH) ## benchmarks as ratios against named floors and peers
	@$(BIN)/python -m benchmarks $(ARGS)

mutants: $(MUTANTS) ## change loyalty and the ledger in every small way and see that a test notices
	@nice -n 19 tools/mutants $(ARGS)

mechanics: $(DEV) ## docs/mechanics.md anew from the registry
	@$(BIN)/python tools/mechanics > docs/mechanics.md

lint: $(DEV) ## the checks that need no test run
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/deptry .

format: $(DEV) ## lay the code out and mend what can be mended
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: $(DEV) ## write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --quiet \
		--custom-compile-command "make lock" -o requirements-dev.lock
	@$(BIN)/uv pip compile pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --quiet \
		--custom-compile-command "make lock" -c requirements-dev.lock -o requirements.lock
	@$(BIN)/uv pip compile pyproject.toml --extra bench --universal --python-version 3.11 --generate-hashes --quiet \
		--custom-compile-command "make lock" -c requirements-dev.lock -o requirements-bench.lock
	@$(BIN)/uv pip compile pyproject.toml --extra mutants --universal --python-version 3.11 --generate-hashes --quiet \
		--custom-compile-command "make lock" -c requirements-dev.lock -o requirements-mutants.lock

$(RUNTIME): requirements.lock pyproject.toml
	@tools/prepare requirements.lock
	@touch $@

$(DEV): requirements-dev.lock pyproject.toml
	@tools/prepare requirements-dev.lock
	@touch $@ $(RUNTIME)

$(BENCH): requirements-bench.lock $(DEV)
	@tools/prepare requirements-bench.lock
	@touch $@

$(MUTANTS): requirements-mutants.lock $(DEV)
	@tools/prepare requirements-mutants.lock
	@touch $@
