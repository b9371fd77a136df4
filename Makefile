# The project's front door: each target is a script of the same name under scripts/.
.PHONY: help demo test test-cluster screenshots build dev bench fuzz check setup cluster cluster-stop

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1	/p' $(MAKEFILE_LIST) | expand -t 16

demo: ## build and serve the console on http://127.0.0.1:3000 with an embedded cluster
	@scripts/demo

test: ## formatting, lints, unit, integration, HTTP and browser tests
	@scripts/test

test-cluster: ## the cluster tests and the browser tests on a real Kubernetes 1.20.2
	@scripts/test-cluster

screenshots: ## pictures of every page and dialog, into screenshots/
	@scripts/screenshots

build: ## the release: target/release/psp-console and target/site
	@scripts/build

dev: ## live reload
	@scripts/dev

bench: ## how fast pods are judged
	@scripts/bench

fuzz: ## fuzz crates/psp: ten minutes for each target
	@scripts/fuzz

check: ## formatting and lints only
	@scripts/setup build test && scripts/check

setup: ## install what building and testing need, and nothing else
	@scripts/setup build test cluster

cluster: ## start a real Kubernetes 1.20.2 and print its kubeconfig
	@scripts/cluster

cluster-stop: ## stop it
	@scripts/kubernetes stop "$${PSP_CONSOLE_CACHE:-$${XDG_CACHE_HOME:-$$HOME/.cache}/psp-console}/cluster"
