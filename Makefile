# make with no target prints this help. Every target installs what it needs first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The FFmpeg that scripts/deps.sh built, if it had to: cgo finds it by pkg-config, tests and tools by PATH.
FFMPEG_PREFIX = $(shell scripts/deps.sh --prefix)
ENV = export PATH="$(FFMPEG_PREFIX)/bin:$$PATH" PKG_CONFIG_PATH="$(FFMPEG_PREFIX)/lib/pkgconfig:$${PKG_CONFIG_PATH:-}";

.PHONY: help
help: ## print this help
	@awk -F':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: deps
deps: ## install or build what is missing: Debian packages, FFmpeg 7.1
	@scripts/deps.sh

.PHONY: build
build: deps ## build bin/millrace
	@$(ENV) go build -trimpath -o bin/millrace .

.PHONY: generate
generate: ## generate the wire protocol's Go code (pkg/wire/millracev1)
	go run github.com/bufbuild/buf/cmd/buf@v1.60.0 lint
	go run github.com/bufbuild/buf/cmd/buf@v1.60.0 generate
