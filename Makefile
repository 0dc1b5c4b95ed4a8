# make with no target prints this help. Every target installs what it needs first.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The FFmpeg that scripts/deps.sh built, if it had to: cgo finds it by pkg-config, tests and tools by PATH. NVIDIA's header
# marks many functions as deprecated, which every build of go-nvml would list. That the prefix is among the C flags tells Go's build cache one FFmpeg from the next:
# it does not look at what pkg-config says.
FFMPEG_PREFIX = $(shell scripts/deps.sh --prefix)
ENV = export PATH="$(FFMPEG_PREFIX)/bin:$$PATH" PKG_CONFIG_PATH="$(FFMPEG_PREFIX)/lib/pkgconfig:$${PKG_CONFIG_PATH:-}" \
	CGO_CFLAGS="$${CGO_CFLAGS:--g -O2} -Wno-deprecated-declarations $(addprefix -I,$(addsuffix /include,$(FFMPEG_PREFIX)))";

.PHONY: help
help: ## print this help
	@awk -F':.*## ' '/^[a-z][a-z-]*:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: deps
deps: ## install or build what is missing: Debian packages, FFmpeg 7.1
	@scripts/deps.sh

.PHONY: build
build: deps ## build bin/millrace, and bin/millrace-media that it starts
	@$(ENV) go build -trimpath -o bin/ . ./transcoder/cmd/...

.PHONY: generate
generate: ## generate the wire protocol's Go code (pkg/wire/millracev1)
	go run github.com/bufbuild/buf/cmd/buf@v1.60.0 lint
	go run github.com/bufbuild/buf/cmd/buf@v1.60.0 generate

.PHONY: run
run: build ## run the whole network on this machine, with the demo stream
	@$(ENV) exec bin/millrace dev --demo

# The packages whose tests run media in real time, which are tested one at a time: a machine has few cores.
REAL_TIME := . ./broadcaster ./broadcaster/cluster/... ./broadcaster/edge ./broadcaster/ingest/... ./broadcaster/web \
	./transcoder/bench ./transcoder/mediachild

# Those whose tests run no media, but wait for the limits of silent peers and for blocks of a chain: two of them keep two cores less than busy.
WAITING := ./broadcaster/dispatch ./orchestrator ./orchestrator/redeemer ./transcoder/agent

# Stories of half a minute and more, in real time, of what other tests look at in parts: through faults, with many players, in every codec.
STORIES := ^Test(AudioCodecs|AudioTracks|AV1|BadStreams|BroadcasterBeforeAnyOrchestrator|Captions_browser|Cluster|Cluster_failover|Cluster_partition|Component_withoutAPI|Dashboard|EarlyViewers|Encrypted|HLSCheck|Ladder|Network|OrchestratorRedeems|Reconnect|Rewind|RPCDownLater|TimedMetadata|TurnedSource)$$

.PHONY: test
test: deps test-contracts ## run the tests, with the race detector (20 minutes on 2 cores)
	@$(ENV) go build -race ./...
	@$(ENV) failed=0; go test -race -p 1 -timeout 30m -skip '$(STORIES)' $(REAL_TIME) || failed=1; \
		go test -race -p 2 -timeout 30m $(WAITING) || failed=1; \
		go test -race -timeout 30m $$(go list ./... | grep -vxF "$$(go list $(REAL_TIME) $(WAITING))") || failed=1; exit $$failed

.PHONY: test-stories
test-stories: deps ## run the tests that make test leaves out: the whole network in real time, through faults, with many players and codecs (20 minutes)
	@scripts/npm.sh testdata/players
	@$(ENV) go test -race -p 1 -timeout 30m -run '$(STORIES)' . ./broadcaster ./broadcaster/web

.PHONY: test-gpu
test-gpu: deps ## run the tests that need a GPU, which are skipped elsewhere (GPU=encode: one with NVENC)
	@$(ENV) MILLRACE_TEST_GPU=$(or $(GPU),decode) go test -v -timeout 20m -run 'GPU|TestOpen_here' ./transcoder/pipeline ./transcoder/gpu

.PHONY: bench-gpu
bench-gpu: deps ## measure sessions in main memory and on a GPU: processor time, delay of parts
	@$(ENV) go test -run '^$$' -bench Session -benchtime 3x ./transcoder/pipeline

.PHONY: bench-player
bench-player: deps ## measure the player in Chromium: opening the page to the first picture, and how old pictures are (ROUNDS=5 PARTS=500ms)
	@$(ENV) MILLRACE_PLAYBACK_ROUNDS=$(or $(ROUNDS),5) MILLRACE_PLAYBACK_PARTS=$(PARTS) go test -count=1 -v -timeout 20m -run TestPlayback_figures .

.PHONY: screenshots
screenshots: deps ## take the pictures of the pages in docs/images
	@mkdir -p docs/images
	@$(ENV) MILLRACE_SCREENSHOTS=$(CURDIR)/docs/images go test -count=1 -timeout 10m -run '^Test(Screenshots|Dashboard)$$' .

.PHONY: contracts
contracts: deps ## compile the contracts and write their Go bindings
	@scripts/contracts.sh

.PHONY: web
web: deps ## build the pages (broadcaster/web/dist)
	@scripts/web.sh build

.PHONY: client
client: ## generate the TypeScript client's types (web/client) and compile it
	@scripts/client.sh build

.PHONY: test-contracts
test-contracts: deps ## run the contracts' own tests (Foundry), and those of Go and the EVM together
	@scripts/contracts.sh test

.PHONY: test-slow
test-slow: deps ## run the contracts' tests at length, see that they notice broken contracts, simulate 20,000 selections, a month of tickets and an hour of viewers, redeem some tickets (on anvil, too), and transcode 10,000 damaged segments, an hour and a day of video, and play half an hour in a browser (hours)
	@$(ENV) MILLRACE_LONG_MINUTES=60 MILLRACE_SOAK_MINUTES=1440 go test -timeout 2h -run 'Session_(long|soak)' ./transcoder/pipeline
	@$(ENV) MILLRACE_SIMULATED_STREAMS=20000 go test -v -timeout 1h -run TestSimulation ./broadcaster/dispatch
	@$(ENV) MILLRACE_SIMULATED_TICKETS=300000 go test -v -timeout 1h -run TestMonth ./orchestrator/cashier
	@$(ENV) MILLRACE_CHURN_MINUTES=60 go test -v -timeout 30m -run TestChurn ./broadcaster/record
	@$(ENV) MILLRACE_REDEEM=1 go test -timeout 10m -run "TestRedeemed|TestNetworkOnAnvil" .
	@$(ENV) MILLRACE_PLAYBACK_MINUTES=30 go test -v -timeout 1h -run TestPlayback_long .
	@$(ENV) MILLRACE_DAMAGED_SEGMENTS=10000 go test -timeout 2h -run TestDamage ./transcoder/mediachild
	@scripts/contracts.sh slow

.PHONY: coverage-contracts
coverage-contracts: deps ## measure what of the contracts their tests reach
	@scripts/contracts.sh coverage

.PHONY: bench
bench: build ## measure our ladder against FFmpeg's command line, and the delay of parts (ARGS="-runs 3", "-help")
	@$(ENV) go run ./scripts/bench $(ARGS)

.PHONY: bench-delivery
bench-delivery: deps ## measure what delivery costs: 5,000 waiting clients, egress beside nginx, allocations, an edge's delay (2 cores, minutes)
	@$(ENV) go test -run '^$$' -bench 'Waiters|Egress' -benchtime 1x ./broadcaster/origin
	@$(ENV) MILLRACE_EDGE_PARTS=200 go test -v -run 'TestCluster_delay|TestCachedPlaylist' ./broadcaster

.PHONY: fuzz
fuzz: deps ## fuzz every parser of untrusted bytes for a few seconds each
	@$(ENV) scripts/fuzz.sh

.PHONY: lint
lint: deps ## check style and habits (.golangci.yml says which, and why)
	@$(ENV) go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.8.0 run --timeout 10m ./...

.PHONY: check
check: lint test test-stories ## what CI runs, no more and no less
	@scripts/contracts.sh check
	@scripts/web.sh check
	@$(ENV) scripts/client.sh check
