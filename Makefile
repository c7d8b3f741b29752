# handoff: a lead-handoff rules engine. `make help` lists what can be made.

# ---- What may be set -------------------------------------------------------
CC      ?= cc
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CFLAGS  ?= -O2 -g
WERROR  ?=
FOLDERS ?= base diag kernel rule batch csv plan eval output check

VERSION  := 0.1.0
PACKAGES := libpcre2-8 yaml-0.1 yajl libmd

# ---- How everything is compiled --------------------------------------------
WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wwrite-strings -Wpointer-arith -Wvla -Wundef $(WERROR)
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -DHANDOFF_VERSION='"$(VERSION)"' \
             -fPIC -fvisibility=hidden $(WARNINGS) -Iengine -Iinclude -Itests \
             $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null) \
             -MMD -MP -pthread $(CFLAGS)
LIBS = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -pthread

ENGINE := $(foreach folder,$(FOLDERS),$(wildcard engine/$(folder)/*.c))
CLI    := $(wildcard engine/cli/*.c)
UNITS  := $(foreach folder,$(FOLDERS),$(wildcard tests/unit/test_$(folder)_*.c))

OBJECTS     := $(ENGINE:%.c=$(BUILD)/%.o)
CLI_OBJECTS := $(CLI:%.c=$(BUILD)/%.o)
UNIT_TESTS  := $(UNITS:tests/unit/%.c=$(BUILD)/tests/%)

.PHONY: all deps unit clean
.DEFAULT_GOAL := all

all: $(BUILD)/handoff

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c $< -o $@

$(BUILD)/libhandoff.a: $(OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/handoff: $(CLI_OBJECTS) $(BUILD)/libhandoff.a
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -o $@

$(BUILD)/tests/%: $(BUILD)/tests/unit/%.o $(BUILD)/tests/testing.o $(BUILD)/libhandoff.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $^ $(LDFLAGS) $(LIBS) -lcmocka -o $@

unit: $(UNIT_TESTS)
	@for test in $(UNIT_TESTS); do $$test || exit 1; done

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d)
