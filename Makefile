# Lá Chắn: `make run` serves the site, `make test` runs all tests.
# Everything that is set up lies in .venv, node_modules and site/var.

PYTHON ?= python3
PORT ?= 8000
# The demo accounts have a PIN that everybody knows: others reach the site only
# when asked for, as in `make run HOST=0.0.0.0`.
HOST ?= 127.0.0.1
BIN := .venv/bin
MESSAGES := $(wildcard */locale/*/LC_MESSAGES/*.po site/*/locale/*/LC_MESSAGES/*.po)
export PORT

.PHONY: run test test-one setup lint bench lock messages clean

run: setup
	@$(BIN)/python site/tools/serve.py --host $(HOST) --port $(PORT)

test: setup
	@sh site/tools/browser.sh
	@env -u DATABASE_URL $(MAKE) --no-print-directory test-one
	@if [ -n "$$DATABASE_URL" ]; then $(MAKE) --no-print-directory test-one; fi

# One run on one database: SQLite, or the one that DATABASE_URL names.
test-one: setup
	$(BIN)/pytest -n auto $(ARGS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

bench: setup
	@$(BIN)/python tests/benchmarks/run.py

setup: .venv/.ready site/var/.messages
	@$(BIN)/python site/tools/vendor.py

.venv/.ready: requirements.txt pyproject.toml site/tools/make_venv.sh
	@PYTHON="$(PYTHON)" sh site/tools/make_venv.sh

site/var/.messages: .venv/.ready $(MESSAGES)
	@$(BIN)/python site/tools/messages.py

# Resolve the versions anew; the file holds hashes and no address of an index.
lock: .venv/.ready
	$(BIN)/uv pip compile --universal --generate-hashes --no-annotate --no-header \
	  --python-version 3.11 --all-extras pyproject.toml -o requirements.txt

# Collect the texts of all apps into their catalogues.
messages: .venv/.ready
	@$(BIN)/python site/tools/messages.py --extract

clean:
	rm -rf .venv node_modules site/var
