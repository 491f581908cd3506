# Thin: a word is a preset of CMakePresets.json or a script of tools/. CI and people type the same words.
FUZZ_PRESET ?= fuzz
JOBS ?= $(shell nproc 2>/dev/null || echo 2)
sources = $(shell git ls-files '*.h' '*.cpp')
configure = cmake --preset $(1) --log-level=WARNING >/dev/null
compile = cmake --build --preset $(1) --parallel $(JOBS)
sweep_counts = build/linux-debug/tests/sweep/counts
run_tests = ctest --preset $(1) --parallel $(JOBS)

.PHONY: help build windows package demo test tour soak e2e wine bench instructions lint check format asan fuzz check-model coverage clean

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

build: ## bin/linux/hcn-slice (HCN is the simulator: this is not Windows)
	@tools/setup build
	@$(call configure,linux-release)
	@$(call compile,linux-release)

windows: ## bin/windows/hcn-slice.exe (HCN is computenetwork.dll), and the simulator as that DLL
	@tools/setup windows
	@$(call configure,mingw)
	@$(call compile,mingw)
	@tools/check_windows bin/windows/hcn-slice.exe bin/windows/simulator/*.dll

package: ## the zip for Windows nodes: built twice and compared, and run under Wine
	@tools/setup package
	@$(MAKE) --no-print-directory build windows
	@tools/package bin/windows/hcn-slice.exe bin/windows
	@tools/check_package bin/windows $(JOBS)
	@e2e/wine/run bin/linux/hcn-slice bin/windows build package

demo: build ## one pod from ADD to DEL on the simulator, shown step by step
	@tools/setup demo
	@demo/run bin/linux/hcn-slice

test: ## every test that needs no foreign download
	@tools/setup test
	@$(call configure,linux-debug)
	@$(call compile,linux-debug)
	@rm -rf $(sweep_counts)
	@$(call run_tests,linux-debug)
	@tools/sweep_counts.py $(sweep_counts)

e2e: ## the real cnitool, containerd and go-cni around both executables (needs root, and Go 1.24 or newer)
	@e2e/isolated true
	@tools/setup e2e
	@$(MAKE) --no-print-directory build
	@e2e/cnitool/run bin/linux/hcn-slice
	@e2e/ipam/run bin/linux/hcn-slice
	@e2e/go-cni/run bin/linux/hcn-slice
	@e2e/containerd/run bin/linux/hcn-slice
	@$(MAKE) --no-print-directory wine

wine: ## the part of e2e that is under Wine: hcn-slice.exe and what a node puts around it
	@tools/setup wine
	@$(MAKE) --no-print-directory build windows
	@$(call configure,mingw-tests)
	@$(call compile,mingw-tests)
	@tools/package bin/windows/hcn-slice.exe bin/windows
	@e2e/wine/run bin/linux/hcn-slice bin/windows build/mingw/tests

bench: ## how long verbs take beside other plugins, as tables and plots in bench/out (BENCH=quick: less of it)
	@tools/setup bench
	@$(MAKE) --no-print-directory windows
	@$(call configure,bench)
	@$(call compile,bench)
	@bench/run

instructions: build ## how many instructions each verb takes, against bench/instructions.json
	@tools/setup instructions
	@bench/instructions check bin/linux/hcn-slice

tour: build ## docs/ that is made from real runs: the tour, the recording, codes, the man page's commands
	@for page in tour recording pages; do tools/$$page bin/linux/hcn-slice; done

soak: ## 20 minutes of random calls, kills and reboots against a model (SOAK_SECONDS, SOAK_SEED)
	@tools/setup test
	@$(call configure,linux-debug)
	@cmake --build --preset linux-debug --parallel $(JOBS) --target soak
	@TMPDIR=$$(test -d /dev/shm && echo /dev/shm || echo /tmp) \
	  build/linux-debug/tests/soak/soak $${SOAK_SECONDS:-1200} $$SOAK_SEED

lint: ## format, clang-tidy, include directions, spelling; changes nothing
	@tools/setup lint
	@tools/lint $(JOBS)

check: lint test ## lint and test

format: ## clang-format over the whole tree
	@tools/setup lint
	@clang-format-14 -i $(sources)

asan: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@tools/setup test
	@$(call configure,asan)
	@$(call compile,asan)
	@$(call run_tests,asan)

fuzz: ## foreign input under libFuzzer: FUZZ_RUNS executions of each target, or FUZZ_SECONDS
	@tools/setup fuzz
	@$(call configure,$(FUZZ_PRESET))
	@$(call compile,$(FUZZ_PRESET))
	@tools/fuzz build/$(FUZZ_PRESET) $(JOBS)

coverage: ## the tests, and which product lines they reach
	@tools/setup coverage
	@$(call configure,coverage)
	@$(call compile,coverage)
	@$(call run_tests,coverage)
	@tools/coverage build/coverage

check-model: ## every state of the protocol of records and locks, by spin (a minute or two)
	@tools/setup check-model
	@tools/check_model

clean: ## removes build/ and bin/
	@rm -rf build bin
