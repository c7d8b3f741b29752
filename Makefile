# handoff, the lead-handoff rules engine. `make help` lists what can be made.
# Read it top to bottom: what may be set, how things are compiled, the program,
# trying it, testing it, measuring it, installing it.

# ---- What may be set --------------------------------------------------------

CC      ?= cc
CFLAGS  ?= -O3 -g
LDFLAGS ?=
BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
WERROR  ?=
SEEDS   ?= 150
HISTORIES ?= 40
REPORTS ?= 20
NULLS   ?= 200
FUZZ_SEEDS ?= 1000
SECONDS_EACH ?= 15

VERSION := 0.1.0
FOLDERS ?= base diag kernel rule batch csv plan eval output ledger check dispute \
           report

# ---- Packages ---------------------------------------------------------------
# By pkg-config's names, and by Debian's for `make deps`.

PACKAGES    := libpcre2-8 yaml-0.1 yajl libmd sqlite3
DEBIAN      := gcc libc6-dev make pkg-config libpcre2-dev libyaml-dev \
               libyajl-dev libmd-dev libsqlite3-dev
DEBIAN_TEST := libcmocka-dev python3 python3-yaml
DEBIAN_PAGE := chromium nodejs poppler-utils fonts-urw-base35 fonts-noto-core
DEBIAN_CI   := clang clang-format g++ libclang-rt-14-dev valgrind git

# ---- How everything is compiled ---------------------------------------------
# No product is fused with a sum: the statistics are the same on any machine.

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wpointer-arith -Wvla -Wundef
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DHANDOFF_VERSION='"$(VERSION)"' \
             -fPIC -fvisibility=hidden -ffp-contract=off $(WARNINGS) $(WERROR) \
             -Iengine -Iinclude -Itests -I$(BUILD)/made \
             $(shell pkg-config --cflags $(PACKAGES)) -MMD -MP -pthread \
             $(CFLAGS)
LIBS = $(shell pkg-config --libs $(PACKAGES)) -lm -pthread

ENGINE := $(foreach folder,$(FOLDERS),$(wildcard engine/$(folder)/*.c))
CLI    := $(wildcard engine/cli/*.c)
UNITS  := $(foreach folder,$(FOLDERS),$(wildcard tests/unit/test_$(folder)_*.c))
FUZZED := $(wildcard tests/fuzz/fuzz_*.c)

OBJECTS     := $(ENGINE:%.c=$(BUILD)/%.o)
CLI_OBJECTS := $(CLI:%.c=$(BUILD)/%.o)
UNIT_TESTS  := $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)
REPLAYERS   := $(FUZZED:tests/fuzz/%.c=$(BUILD)/replay/%)
SHARED      := libhandoff.so.$(VERSION)

.DEFAULT_GOAL := all
.PHONY: all deps deps-test deps-page deps-ci demo picture test unit cases \
        cli oracle stats planted page replay style asan tsan fuzz golden bench \
        install uninstall clean help
.SECONDARY:

# ---- The program and the library --------------------------------------------

all: $(BUILD)/handoff $(BUILD)/libhandoff.a $(BUILD)/$(SHARED) ## the program and the library

deps: ## install what the build needs (Debian), or say what it is
	@sh tests/deps.sh "$(PACKAGES)" "$(DEBIAN)"

deps-test: deps
	@sh tests/deps.sh "$(PACKAGES) cmocka" "$(DEBIAN) $(DEBIAN_TEST)" python3:yaml

deps-page: deps-test
	@sh tests/deps.sh "" "$(DEBIAN_PAGE)" chromium node pdftotext

deps-ci: deps-test
	@sh tests/deps.sh "" "$(DEBIAN_CI)" clang clang-format g++ valgrind git

# The page of reports has a style and a script, its JSON a schema: files that
# become C strings.
$(BUILD)/engine/report/html_assets.o: $(BUILD)/made/report/html_style.inc \
                                      $(BUILD)/made/report/html_script.inc
$(BUILD)/engine/report/schema.o: $(BUILD)/made/report/report.schema.inc

$(BUILD)/made/report/html_style.inc: engine/report/html_style.css
$(BUILD)/made/report/html_script.inc: engine/report/html_script.js
$(BUILD)/made/report/report.schema.inc: engine/report/report.schema.json
$(BUILD)/made/report/%.inc:
	@mkdir -p $(@D)
	sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' $< >$@

$(BUILD)/%.o: %.c | deps
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c $< -o $@

$(BUILD)/libhandoff.a: $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/$(SHARED): $(OBJECTS)
	$(CC) $(ALL_CFLAGS) -shared -Wl,-soname,libhandoff.so.0 $^ $(LDFLAGS) $(LIBS) -o $@

$(BUILD)/handoff: $(CLI_OBJECTS) $(BUILD)/libhandoff.a
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -o $@

$(BUILD)/generate: $(BUILD)/bench/generate.o $(BUILD)/bench/made_up.o
$(BUILD)/answer: $(BUILD)/bench/answer.o $(BUILD)/bench/crm.o $(BUILD)/bench/made_up.o
$(BUILD)/generate $(BUILD)/answer:
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) -o $@

# ---- Trying it --------------------------------------------------------------

demo: $(BUILD)/handoff $(BUILD)/generate $(BUILD)/answer ## score made-up leads, explain two, keep half a year in a ledger
	@HANDOFF=$(BUILD)/handoff GENERATE=$(BUILD)/generate ANSWER=$(BUILD)/answer \
	    sh bench/demo.sh $(BUILD)/demo

$(BUILD)/demo/ledger/handoffs.ledger: $(BUILD)/handoff $(BUILD)/generate $(BUILD)/answer
	@$(MAKE) --no-print-directory demo >$(BUILD)/demo.log

picture: deps-page $(BUILD)/demo/ledger/handoffs.ledger ## of the demo's report, for the README
	@node tests/report/picture.mjs chromium $(BUILD)/demo/ledger/report.html \
	    bench/report.png --height 926 --scale 1.5

# ---- Testing it -------------------------------------------------------------

test: deps-test unit cases cli oracle stats planted replay style ## everything that must hold
	@echo "all tests passed"

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/tests/testing.o $(BUILD)/libhandoff.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(filter %.o,$^) $(filter %.a,$^) $(LDFLAGS) $(LIBS) -lcmocka -o $@

$(BUILD)/tests/test_report_html $(BUILD)/tests/test_report_text \
$(BUILD)/tests/test_report_markdown $(BUILD)/tests/test_report_sheets: \
    $(BUILD)/tests/report/fixture.o

$(BUILD)/page: $(BUILD)/tests/report/page.o $(BUILD)/tests/report/fixture.o $(BUILD)/libhandoff.a
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -o $@

$(BUILD)/replay/%: $(BUILD)/tests/fuzz/%.o $(BUILD)/tests/fuzz/main.o $(BUILD)/libhandoff.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -o $@

$(UNITS:%.c=$(BUILD)/%.o) $(BUILD)/tests/testing.o: | deps-test

unit: $(UNIT_TESTS)
	@for test in $(UNIT_TESTS); do $$test || exit 1; done

cases: $(BUILD)/handoff
	@HANDOFF=$(BUILD)/handoff sh tests/cases/run.sh

cli: $(BUILD)/handoff $(BUILD)/generate $(BUILD)/answer $(BUILD)/libhandoff.a
	@echo 'CFLAGS_USED := $(CFLAGS)' >$(BUILD)/flags
	@for test in tests/cli/*.sh; do \
	    case $$test in */lib.sh) continue ;; esac; \
	    echo "== $$test"; \
	    HANDOFF=$(BUILD)/handoff BUILD=$(BUILD) CC="$(CC)" sh $$test || exit 1; \
	done

oracle: $(BUILD)/handoff $(BUILD)/generate $(BUILD)/answer
	@cd tests/oracle && /usr/bin/python3 test_oracle.py 2>&1 | tail -3
	@tests/oracle/compare.sh -n $(SEEDS) $(BUILD)/handoff
	@tests/oracle/compare_log.sh -n $(HISTORIES) $(BUILD)/handoff
	@tests/oracle/compare_report.sh $(BUILD)/handoff $(BUILD)/generate $(BUILD)/answer $(REPORTS)

$(BUILD)/stats_driver: $(BUILD)/tests/report/stats_driver.o $(BUILD)/libhandoff.a
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -o $@

stats: $(BUILD)/stats_driver
	@CC="$(CC)" sh tests/report/stats_compare.sh $(BUILD)/stats_driver

page: deps-page $(BUILD)/page $(BUILD)/demo/ledger/handoffs.ledger ## the report's page in headless Chromium
	@HANDOFF=$(BUILD)/handoff PAGE=$(BUILD)/page \
	    LEDGER=$(BUILD)/demo/ledger/handoffs.ledger sh tests/report/page.sh

planted: $(BUILD)/handoff
	@/usr/bin/python3 tests/report/planted_test.py $(BUILD)/handoff $(NULLS)

replay: $(REPLAYERS)
	@for target in $(REPLAYERS); do \
	    name=$${target##*/fuzz_}; $$target tests/fuzz/corpus/$$name/* || exit 1; \
	done

style: $(BUILD)/libhandoff.a
	@sh tests/style/layers.sh
	@sh tests/style/sizes.sh
	@CC="$(CC)" sh tests/style/headers.sh
	@sh tests/style/names.sh $(BUILD)
	@sh tests/style/format.sh

asan: ## the tests with address and undefined-behaviour sanitizers
	@$(MAKE) BUILD=$(BUILD)/asan SEEDS=40 \
	    HISTORIES=10 REPORTS=5 NULLS=10 \
	    CFLAGS="-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
	    unit cases cli oracle stats planted replay

tsan: ## the parallel path with the thread sanitizer
	@$(MAKE) BUILD=$(BUILD)/tsan CFLAGS="-O1 -g -fsanitize=thread" $(BUILD)/tsan/handoff $(BUILD)/tsan/generate
	@HANDOFF=$(BUILD)/tsan/handoff GENERATE=$(BUILD)/tsan/generate sh tests/threads.sh

fuzz: deps-ci ## each parser fuzzed for SECONDS_EACH (15) seconds, more seeds against the oracle
	@$(MAKE) BUILD=$(BUILD)/fuzz CC=clang \
	    CFLAGS="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
	    $(BUILD)/fuzz/libhandoff.a $(FUZZED:tests/fuzz/%.c=$(BUILD)/fuzz/tests/fuzz/%.o)
	@BUILD=$(BUILD)/fuzz LIBS="$(LIBS)" sh tests/fuzz/run.sh $(SECONDS_EACH)
	@$(MAKE) oracle SEEDS=$(FUZZ_SEEDS) HISTORIES=$(FUZZ_SEEDS)

golden: $(BUILD)/handoff $(BUILD)/tests/test_report_html $(BUILD)/tests/test_report_markdown ## write the expected outputs of the tests anew
	@HANDOFF=$(BUILD)/handoff sh tests/cases/run.sh --update
	@HANDOFF_GOLDEN=1 $(BUILD)/tests/test_report_html
	@HANDOFF_GOLDEN=1 $(BUILD)/tests/test_report_markdown

# ---- Measuring it -----------------------------------------------------------

bench: $(BUILD)/handoff $(BUILD)/generate ## how fast it scores, beside wc and cat, and keeps, beside sqlite3
	@HANDOFF=$(BUILD)/handoff GENERATE=$(BUILD)/generate sh bench/bench.sh $(BUILD)/bench-data
	@HANDOFF=$(BUILD)/handoff GENERATE=$(BUILD)/generate sh bench/ledger.sh $(BUILD)/bench-data

# ---- Installing it ----------------------------------------------------------

install: all ## below DESTDIR and PREFIX: program, library, headers, man pages, completions
	@sh engine/dist/install.sh "$(BUILD)" "$(DESTDIR)" "$(PREFIX)" "$(VERSION)"

uninstall: ## what install put there
	@sh engine/dist/install.sh --remove "$(DESTDIR)" "$(PREFIX)" "$(VERSION)"

clean: ## what was built
	rm -rf $(BUILD)

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

-include $(OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(wildcard $(BUILD)/bench/*.d) \
         $(UNITS:%.c=$(BUILD)/%.d) $(FUZZED:%.c=$(BUILD)/%.d) \
         $(BUILD)/tests/report/stats_driver.d
