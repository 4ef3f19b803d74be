# make demo    a department's month made up, checked and consolidated   演示
# make test    every test, on real workbooks in a real spreadsheet       测试
# make bench   what is measured                                          性能
# make fuzz    submissions spoiled, runs killed, for some minutes           破坏试验
# make lint    style and types                                           代码检查
# make pictures FILES="a.xlsx b.xlsx" FOLDER=pictures                    打印效果图
# Another Python: make PYTHON=/usr/bin/python3 test
PYTHON ?= python3
FOLDER ?= demo
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-input
SUDO := $(if $(filter 0,$(shell id -u)),,sudo -n)
APT := $(SUDO) env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0
PACKAGES := libreoffice-calc libreoffice-script-provider-python python3-uno fonts-noto-cjk poppler-utils

.PHONY: demo test bench fuzz lint pictures office clean

demo: .venv/run
	@$(BIN)/xlsales demo $(FOLDER)

test: .venv/test office
	$(BIN)/pytest -q -n 2 --dist loadgroup
	@$(MAKE) --no-print-directory lint

bench: .venv/bench
	$(BIN)/python -m benchmarks

fuzz: .venv/test
	$(BIN)/python -m tests.safety.fuzz 20000 $$(date +%s)
	$(BIN)/python -m tests.safety.kills 100

lint: .venv/test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

pictures: .venv/test office
	@$(BIN)/python -m tests.pictures $(FILES) $(FOLDER)

# The spreadsheet of the tests, from Debian where we may; a test that misses it fails and says so.
office:
	@if command -v apt-get >/dev/null && ! dpkg -s $(PACKAGES) >/dev/null 2>&1; then \
	    echo "安装测试用的 LibreOffice / installing LibreOffice for the tests: $(PACKAGES)"; \
	    $(APT) update && $(APT) install -y --no-install-recommends $(PACKAGES) >/dev/null || \
	    echo "未能安装，请手工安装 / not installed, please install: $(PACKAGES)"; \
	fi

.venv/run: pyproject.toml | $(BIN)/python
	@$(PIP) -e .
	@touch $@

.venv/test: pyproject.toml | $(BIN)/python
	@$(PIP) -e '.[test]'
	@touch $@ .venv/run

.venv/bench: pyproject.toml | $(BIN)/python
	@$(PIP) -e '.[bench]'
	@touch $@ .venv/run

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "需要 Python 3.11 或更新的版本，请安装后重试，或用 make PYTHON=/路径/python3.11 指定"; \
	    echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=/path/to/python3.11"; \
	    exit 1; } >&2
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(APT) update && $(APT) install -y python3-venv >/dev/null; }
	@$(PYTHON) -m venv .venv

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
