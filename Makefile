# The commands of the project; the set-up itself is .ci/setup. ARGS reaches pytest: make test ARGS="-k sla"
PYTHON_HERE := .venv/bin/python
PYTEST := $(PYTHON_HERE) -m pytest
ARGS ?=

.PHONY: run test full bench lint demo-reset

run:
	@sh .ci/setup run
	@exec $(PYTHON_HERE) -m helpdesk.launch

demo-reset:
	@sh .ci/setup run
	@$(PYTHON_HERE) -m helpdesk.launch --set-aside

test: lint
	@$(PYTEST) -m "not full" $(ARGS)

full: lint
	@HYPOTHESIS_PROFILE=full $(PYTEST) --timeout=1800 $(ARGS)

lint:
	@sh .ci/setup dev
	@$(PYTHON_HERE) -m ruff check .
	@$(PYTHON_HERE) -m mypy

bench:
	@sh .ci/setup dev
	@$(PYTHON_HERE) -m bench $$($(PYTHON_HERE) -m bench | cut -d" " -f1)
