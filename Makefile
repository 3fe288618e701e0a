GO   ?= go
LINT := bin/golangci-lint-2.15.0

# What is built tells nothing of where the clone lies, so another clone builds it no more.
export GOFLAGS ?= -trimpath

# In CI every test is run: that one went well in another clone tells nothing of this one's set-up.
anew := $(if $(CI),-count=1)

.DEFAULT_GOAL := help
.PHONY: help run test check lint generate build bench migrate

help: ## Show what can be done
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: ## Start a private Postgres, the demo world and the program on 127.0.0.1:8080
	@.ci/setup run
	CGO_ENABLED=0 $(GO) run ./cmd/plass demo

test: ## Check everything: generated code, style, and every test with the race detector
	@.ci/setup test
	$(MAKE) check lint
	$(GO) test -race $(anew) -timeout 60m ./...

check: ## Check that generated and formatted code is as the tools make it
	.ci/generated
	$(GO) tool templ fmt -fail templates
	@unformatted=$$(gofmt -l cmd internal migrations templates web) && test -z "$$unformatted" || { echo "run gofmt -w on:" $$unformatted; exit 1; }
	$(GO) vet ./...

lint: $(LINT) ## Run the linters, fetched and built the first time
	$(LINT) run ./...

generate: ## Make Go of the templ files
	$(GO) tool templ generate

build: ## Build the program into bin/plass
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/plass ./cmd/plass

bench: ## Fill databases of 10 000 and a million placements, and measure the pages (SIZES="10000" for others)
	@.ci/setup bench
	CGO_ENABLED=0 $(GO) run ./internal/bench $(SIZES)

migrate: ## Bring the database of DATABASE_URL up to date
	CGO_ENABLED=0 $(GO) run ./cmd/plass migrate

$(LINT):
	GOBIN=$(CURDIR)/bin $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
	mv bin/golangci-lint $@
