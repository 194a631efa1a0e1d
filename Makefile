# The verbs. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := scripts
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
# Each verb is told apart by its "## …" and makes no file of its name.
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## List the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/site.installed ## Show the site while it is written, built and checked at each change
	$(BIN)/python scripts/serve.py

site: $(VENV)/site.installed ## Build and check the site into site/
	$(BIN)/python scripts/build.py

serve-prod: $(VENV)/site.installed ## Serve site/ with nginx as it is served to readers, on 127.0.0.1:8080
	$(BIN)/python scripts/serve_prod.py

lighthouse: $(VENV)/dev.installed ## Run Lighthouse on a page of each template in each language (needs Node, npm, nginx)
	@$(BIN)/python tests/browser/browser.py
	$(BIN)/python scripts/lighthouse.py

handouts: $(VENV)/dev.installed site ## Print the sheets for clients to PDF: make handouts FOLDER=…
	@$(BIN)/python tests/browser/browser.py
	$(BIN)/python scripts/handouts.py $(FOLDER)

rules: $(VENV)/site.installed ## Renew the list of rules in CONTRIBUTING.md
	$(BIN)/python scripts/check.py --explain --into CONTRIBUTING.md

translations: $(VENV)/site.installed ## List what is not translated, stale, or of another structure
	$(BIN)/python scripts/translations.py status

check: $(VENV)/site.installed ## Check what editors and translators write
	$(BIN)/python scripts/check.py

ledger: $(VENV)/site.installed ## Record the addresses that the site serves, so that none is lost
	$(BIN)/python scripts/ledger.py

links: $(VENV)/site.installed ## Ask each outgoing address once, and keep docs/_data/links.yml
	$(BIN)/python scripts/links.py

fresh: $(VENV)/site.installed ## List what must be looked at again, soonest first; calendar in .build/fresh/
	$(BIN)/python scripts/fresh.py

test: $(VENV)/dev.installed site ## Check the code, build the site, run every test
	$(BIN)/ruff check scripts tests
	$(BIN)/mypy
	$(BIN)/python tests/browser/browser.py
	$(BIN)/python tests/nginx.py
	$(BIN)/pytest -n auto --dist loadfile

bench-search: $(VENV)/dev.installed site ## Measure the search, beside two others and on larger sites
	-@$(BIN)/python tests/browser/browser.py
	$(BIN)/python scripts/bench_search.py

bench-check: $(VENV)/site.installed ## Measure the check of built pages, beside others that are installed
	$(BIN)/python scripts/bench_check.py

bench-build: $(VENV)/site.installed ## Measure the whole build beside plain MkDocs, also with more pages
	$(BIN)/python scripts/bench_build.py

canary: $(VENV)/site.installed site ## Build with ProperDocs, the fork of MkDocs, and compare every page
	rm -rf .build/canary
	$(BIN)/python -m venv .build/canary
	.build/canary/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	.build/canary/bin/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-canary.txt
	.build/canary/bin/pip uninstall --quiet --yes mkdocs
	$(BIN)/python scripts/again.py --python .build/canary/bin/python --module properdocs

wheelhouse: $(VENV)/site.installed site ## Keep all packages in .build/wheelhouse/, and build from them without a network
	$(BIN)/pip download --quiet --disable-pip-version-check --require-hashes -r requirements.txt -d .build/wheelhouse
	rm -rf .build/offline
	$(BIN)/python -m venv .build/offline
	.build/offline/bin/pip install --quiet --disable-pip-version-check --no-index --find-links .build/wheelhouse --require-hashes -r requirements.txt
	$(BIN)/python scripts/again.py --python .build/offline/bin/python --no-network
gallery: $(VENV)/dev.installed site ## Take the pictures of each template in three languages, light, dark and print
	$(BIN)/python scripts/gallery.py

html: $(VENV)/site.installed site ## Let the W3C's Nu checker read every page (needs Java and npm)
	$(BIN)/python scripts/nu.py

pack: $(VENV)/site.installed site ## Write each language as a zip that works without a server into .build/pack/
	$(BIN)/python scripts/pack.py

lock: $(VENV)/dev.installed ## Renew requirements*.txt from requirements*.in
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-deps requirements-canary.in -o requirements-canary.txt

clean: ## Remove everything that was made
	rm -rf $(VENV) site .build .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: make PYTHON=python3.12 …"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.installed: requirements-dev.txt $(VENV)/site.installed
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
