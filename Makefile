# Each target is one command or a script in tools/. `make run` and `make test` set up all they need.
.PHONY: help run dev build test lint bench screenshots plates chart test-rollout test-hostile test-time image-test test-cluster \
  test-unit test-integration coverage analyse security test-pipeline test-terraform sbom \
  image image-find image-push image-join image-sign image-verify static version-check release deploy

help: ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | column -t -s "$$(printf '\t')"

run: ## build and serve the shop at http://127.0.0.1:3000 with the sample catalogue
	@tools/run

dev: ## the same, rebuilding and reloading at every change
	@tools/dev

build: ## the release binary and the site folder
	@tools/build

test: ## format, lints, unit, store (SQLite and PostgreSQL), HTTP and browser tests, the Helm chart
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

test-rollout: ## restarts, kills, a database that goes away and too much load, behind haproxy (about five minutes)
	@tools/rollout-test

test-hostile: ## one client that takes all it can, and what a second one notices of it (about five minutes)
	@tools/hostile-test

test-time: ## the Rust and browser tests a year ahead, on a leap day, at the turn of the year and at both clock changes
	@tools/time-test

chart: ## the Helm chart's checks, without a cluster
	@tools/chart-test

test-unit: ## the pipeline's stages: 1. rules, pages, words
	@tools/test-unit

test-integration: ## 2. store, use cases and HTTP on SQLite and PostgreSQL; the browser tests
	@tools/test-integration

coverage: ## 3. lines that the Rust tests run; fails below 90 %
	@tools/coverage

analyse: ## 4. format, lints, scripts, pipelines, chart, Terraform
	@tools/analyse

security: ## 5. dependencies, secrets, configuration of image, chart and cloud
	@tools/security

test-pipeline: ## the workflows and the Jenkinsfile; part of analyse
	@tools/pipeline-test

test-terraform: ## the Terraform modules, without a cloud; part of analyse
	@tools/terraform-test

sbom: ## the bill of materials, target/perigee.cdx.json
	@tools/sbom

image: ## the container image for this machine, perigee:dev
	@tools/image

image-find: # prints the digest of this commit's pushed image, if there is one
	@tools/image find

image-push: # ARCH=amd64|arm64
	@tools/image push "$(ARCH)"

image-join: # DIGESTS="sha256:… sha256:…"
	@tools/image join $(DIGESTS)

image-sign: # DIGEST=sha256:…
	@tools/image sign "$(DIGEST)"

image-verify: ## DIGEST=…: signature and bill of materials of a pushed image
	@tools/image verify "$(DIGEST)"

static: ## a program without libraries and all it serves, target/dist/*.tar.gz
	@tools/static

version-check: ## TAG=v1.2.3: do tag, program, chart and changelog agree
	@tools/version check "$(TAG)"

release: # TAG=v1.2.3 DIGEST=sha256:…
	@tools/release "$(TAG)" "$(DIGEST)"

deploy: ## ENVIRONMENT=… DIGEST=…: an image to dev, staging or production, and a walk through the shop there
	@tools/deploy "$(ENVIRONMENT)" "$(DIGEST)"

image-test: ## the Dockerfile, the image as it runs, docker-compose.yml; needs root and Debian, but no engine
	@tools/image-test

test-cluster: ## image and chart in a real Kubernetes on this machine, under shoppers' load; needs root, Go and three quarters of an hour
	@tools/cluster-test
