# `make` lists what can be made. PYTHON=, HOST= and PORT= may be given: make run PORT=8000

PYTHON ?= python3
BIN := .venv/bin
# For what is installed, and for what it is built with.
export PIP_CONSTRAINT := constraints.txt
export PIP_BUILD_CONSTRAINT := constraints.txt
export PIP_USE_PEP517 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run run-light test check eval

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/runtime.stamp ## Set up where needed, index corpus/ and serve the page (HOST, PORT)
	@$(BIN)/zhengxie-qa serve

run-light: .venv/light.stamp ## The same without PyTorch and recognition of scans, in a quarter of the space
	@$(BIN)/zhengxie-qa serve

test: .venv/dev.stamp ## Run the tests
	$(BIN)/pytest --numprocesses=logical --dist=loadfile

check: .venv/dev.stamp ## Check style and types
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

eval: .venv/runtime.stamp ## Measure answers, retrieval and conversations on the development questions
	$(BIN)/python benchmarks/answers.py
	$(BIN)/python benchmarks/retrieval.py
	$(BIN)/python benchmarks/conversations.py

# What the light set-up takes out of packages, 135 MB: Gradio's own server in Node and its film converter, jieba's
# neural tagger, onnxruntime's library for C programs and its tools, what fetches models from a hub, the tests of others.
UNUSED := gradio/templates/node gradio/templates/frontend/static/ffmpeg jieba/lac_small pandas/tests numpy/tests numpy/*/tests \
  onnxruntime/capi/libonnxruntime.so* onnxruntime/transformers onnxruntime/quantization onnxruntime/tools hf_xet

# --no-compile: compiling 15,000 files ahead takes longer than all the rest; Python compiles what it imports.
# A stamp is older than the files it depends on when the set-up has to run again.
.venv/base.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "zhengxie-qa 需要 Python 3.11 或更新版本，请指明：make run PYTHON=python3.11" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@echo "正在安装运行所需的软件包，约需一两分钟……"
	@$(BIN)/python -m pip install --quiet --no-compile -e .
	@touch $@

.venv/light.stamp: .venv/base.stamp
	@cd .venv/lib/python*/site-packages && rm -rf $(UNUSED)
	@touch $@

.venv/runtime.stamp: .venv/base.stamp
	@$(BIN)/python -m pip install --quiet --no-compile -e '.[models,ocr]'
	@touch $@

.venv/dev.stamp: .venv/runtime.stamp
	@echo "正在安装测试所需的软件包……"
	@$(BIN)/python -m pip install --quiet --no-compile -e '.[dev]'
	@touch $@
