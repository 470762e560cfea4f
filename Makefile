# Each target is one command or a script in tools/. `make run` and `make test` set up all they need.
.PHONY: help run dev build test lint bench screenshots plates chart image-test test-cluster

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | column -t -s "$$(printf '\t')"

run: ## build and serve the shop at http://127.0.0.1:3000 with the sample catalogue
	@tools/run

dev: ## the same, rebuilding and reloading at every change
	@tools/dev

build: ## the release binary and the site folder
	@tools/build

test: ## format, lints, unit, store (SQLite and PostgreSQL), HTTP and browser tests
	@tools/test

lint: ## format and lints only
	@tools/lint

bench: ## speed, size and memory, against the figures in docs/performance.md
	@tools/bench

screenshots: ## every page and state, two sizes, three themes, into screenshots/
	@tools/screenshots

plates: ## draw the sample catalogue's pictures anew from its data
	python3 catalog/draw/main.py
	python3 catalog/check.py

chart: ## the Helm chart's checks, without a cluster
	@tools/chart-test

image-test: ## the Dockerfile, the image as it runs, docker-compose.yml; needs root and Debian, but no engine
	@tools/image-test

test-cluster: ## image and chart in a real Kubernetes on this machine, under shoppers' load; needs root, Go and half an hour
	@tools/cluster-test
