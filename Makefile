# Each target is one command or a script in tools/. `make run` and `make test` set up all they need.
.PHONY: help run dev build test lint bench bench-recommend screenshots plates chart test-rollout test-hostile test-time image-test test-cluster \
  test-unit test-integration coverage analyse security test-pipeline test-terraform sbom \
  image image-find image-push image-join image-sign image-verify static version-check release deploy

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | column -t -s "$$(printf '\t')"

run: ## build the shop and serve it at http://127.0.0.1:3000 with the sample catalogue
	@tools/run

dev: ## the same, rebuilding and reloading on every change
	@tools/dev

build: ## build the release binary and the site folder
	@tools/build

test: ## run format, lints, unit, store (SQLite and PostgreSQL), HTTP and browser tests, the Helm chart
	@tools/test

lint: ## run format and lints only
	@tools/lint

bench: ## measure speed, size and memory against docs/performance.md
	@tools/bench

bench-recommend: ## measure recommendations on a generated order history; ARGS="1000000 100000" for its size
	@tools/bench-recommend $(ARGS)

screenshots: ## every page and state, two sizes, three themes, into screenshots/
	@tools/screenshots

plates: ## redraw the sample catalogue's pictures from its data
	python3 catalog/draw/main.py
	python3 catalog/check.py

test-rollout: ## restarts, kills, a database outage and overload, behind haproxy (about five minutes)
	@tools/rollout-test

test-hostile: ## a hostile client takes all the resources it can while a second one measures the effect (about five minutes)
	@tools/hostile-test

test-time: ## the Rust and browser tests a year ahead, on a leap day, at New Year and at both clock changes
	@tools/time-test

chart: ## check the Helm chart, without a cluster
	@tools/chart-test

test-unit: ## the pipeline's stages: 1. rules, pages, texts
	@tools/test-unit

test-integration: ## 2. store, use cases and HTTP on SQLite and PostgreSQL; the browser tests
	@tools/test-integration

coverage: ## 3. line coverage of the Rust tests; fails below 90 %
	@tools/coverage

analyse: ## 4. format, lints, scripts, pipelines, chart, Terraform
	@tools/analyse

security: ## 5. dependencies, secrets, configuration of image, chart and cloud
	@tools/security

test-pipeline: ## the workflows and the Jenkinsfile; part of analyse
	@tools/pipeline-test

test-terraform: ## the Terraform modules, without a cloud account; part of analyse
	@tools/terraform-test

sbom: ## the software bill of materials, target/perigee.cdx.json
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

image-verify: ## DIGEST=…: verify signature and bill of materials of a pushed image
	@tools/image verify "$(DIGEST)"

static: ## a statically linked program with the files it serves, target/dist/*.tar.gz
	@tools/static

version-check: ## TAG=v1.2.3: check that tag, program, chart and changelog agree
	@tools/version check "$(TAG)"

release: # TAG=v1.2.3 DIGEST=sha256:…
	@tools/release "$(TAG)" "$(DIGEST)"

deploy: ## ENVIRONMENT=… DIGEST=…: deploy an image to dev, staging or production, and test the shop there
	@tools/deploy "$(ENVIRONMENT)" "$(DIGEST)"

image-test: ## check the Dockerfile, the running image, docker-compose.yml; needs root and Debian, but no container engine
	@tools/image-test

test-cluster: ## image and chart in a real Kubernetes on this machine, under load; needs root, Go and three quarters of an hour
	@tools/cluster-test
