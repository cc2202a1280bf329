# crmkit: GNU make, no configure. `make help` lists the targets.
# Users own CC CFLAGS CPPFLAGS LDFLAGS PREFIX DESTDIR; ours are added apart.
# BUILD is where everything goes: $(BUILD)/bin, $(BUILD)/libcrm.a,
# $(BUILD)/unit, $(BUILD)/fuzz, again below $(BUILD)/asan for the sanitizers.

VERSION	= 0.1.0
BUILD	?= build
PREFIX	?= /usr/local
BINDIR	?= $(PREFIX)/bin
MANDIR	?= $(PREFIX)/share/man
DOCDIR	?= $(PREFIX)/share/doc/crmkit
DATADIR	= $(PREFIX)/share/crmkit
TESTDATA ?= ../shared/data
CFLAGS	?= -O2 -g
FUZZ_TIME ?= 60
ifeq ($(origin CC),default)
CC	= gcc
endif

WARN	= -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes \
	  -Wmissing-prototypes -Wpointer-arith -Wcast-qual -Wwrite-strings \
	  -Wformat=2 -Wvla -Wundef -Wimplicit-fallthrough -Wconversion \
	  -Wno-sign-conversion
ifneq ($(filter 1 true,$(WERROR) $(CI)),)
WARN	+= -Werror
endif
BASE	= -std=c11 -D_POSIX_C_SOURCE=200809L -DCRMKIT_VERSION='"$(VERSION)"' \
	  -ffp-contract=off -pthread -fPIE $(WARN)
HARDEN	= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	  -fstack-clash-protection
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all \
	  -fno-omit-frame-pointer
LINK	= -pie -pthread -Wl,-z,relro,-z,now -Wl,--as-needed
LIBS	= -lcsv -lpcre2-8 -ljansson -lz -lutf8proc -lnettle -lnlopt \
	  -lzip -lexpat -lm

LIBSRC	:= $(sort $(wildcard lib/*.c))
PROGS	:= $(notdir $(basename $(sort $(wildcard cmd/crm-*.c))))
UNITS	:= $(notdir $(basename $(sort $(wildcard tests/unit/*.c))))
FUZZERS	:= $(filter-out replay,\
	  $(notdir $(basename $(sort $(wildcard tests/fuzz/*.c)))))
# The folders too: a file that is gone must make the generated source anew.
DATADIRS := $(addprefix lib/data/,maps segments tiers headers wording symbols \
	  lexicon rules)
EMBED	:= $(sort $(wildcard $(DATADIRS:%=%/*.json) $(DATADIRS:%=%/*.txt)))
MODEL	:= $(wildcard lib/data/model/*.model)
MANUALS	:= $(sort $(wildcard man/*.[1-8]))
GEN	= $(BUILD)/gen/data_files.c $(BUILD)/gen/symtab.c
SUITE	= tests/lint tests/unit tests/cases tests/prop tests/docs tests/fuzz
DIST	= crmkit-$(VERSION)

# What apt-get installs: to build, to run the tests, and for single targets.
PKGS	= gcc libc6-dev libcsv-dev libpcre2-dev libjansson-dev zlib1g-dev \
	  libutf8proc-dev nettle-dev libnlopt-dev libzip-dev libexpat1-dev \
	  tzdata python3 sqlite3 mandoc groff-base locales
need	= $(if $(filter $(1),$(MAKECMDGOALS)),$(2))
PKGS	+= $(call need,check-valgrind,valgrind) $(call need,fuzz,clang) \
	  $(call need,format,clang-format) $(call need,tidy,clang-tidy) \
	  $(call need,check-html,chromium fonts-noto-cjk) \
	  $(call need,bench,miller mawk python3-venv)
# With these nothing is compiled before deps has run.
FIRST	:= $(if $(filter check% demo fuzz bench lint tidy distcheck,\
	  $(MAKECMDGOALS)),deps)

.DELETE_ON_ERROR .SECONDARY:
.PHONY: all asan bench check check-asan check-html check-valgrind clean demo \
	deps dist distcheck format fuzz help install lint model tests tidy \
	uninstall FORCE

all: $(PROGS:%=$(BUILD)/bin/%) ## build the programs (default)

# One build: $(1) its directory, $(2) its own flags.
define build
$(1)/obj/%.o: %.c | $(FIRST)
	@mkdir -p $$(@D) && echo "CC $$@"
	$(Q)$$(CC) $$(BASE) $(2) -Ilib $$(CPPFLAGS) $$(CFLAGS) -MMD -MP -c \
	    -o $$@ $$<
$(1)/obj/%.o: $(BUILD)/gen/%.c | $(FIRST)
	@mkdir -p $$(@D) && echo "CC $$@"
	$(Q)$$(CC) $$(BASE) $(2) -Ilib $$(CPPFLAGS) $$(CFLAGS) -MMD -MP -c \
	    -o $$@ $$<
$(1)/libcrm.a: $(LIBSRC:%.c=$(1)/obj/%.o) \
    $(GEN:$(BUILD)/gen/%.c=$(1)/obj/%.o)
	$(Q)rm -f $$@ && $$(AR) rcs $$@ $$^
$(1)/bin/%: $(1)/obj/cmd/%.o $(1)/libcrm.a
	@mkdir -p $$(@D)
	$(Q)$$(CC) $(2) $$(CFLAGS) $$(LINK) $$(LDFLAGS) -o $$@ $$^ $$(LIBS)
$(1)/bin/crm-sentiment: | $(MODEL:lib/data/model/%=$(1)/share/crmkit/%)
$(1)/share/crmkit/%: lib/data/model/%
	@mkdir -p $$(@D) && cp $$< $$@
$(1)/unit/%: $(1)/obj/tests/unit/%.o $(1)/libcrm.a
	@mkdir -p $$(@D)
	$(Q)$$(CC) $(2) $$(CFLAGS) $$(LINK) $$(LDFLAGS) -o $$@ $$^ $$(LIBS)
$(1)/fuzz/%: $(1)/obj/tests/fuzz/%.o $(1)/obj/tests/fuzz/replay.o \
    $(1)/libcrm.a
	@mkdir -p $$(@D)
	$(Q)$$(CC) $(2) $$(CFLAGS) $$(LINK) $$(LDFLAGS) -o $$@ $$^ $$(LIBS)
endef
Q = $(if $(V),,@)

$(eval $(call build,$(BUILD),$$(HARDEN)))
$(eval $(call build,$(BUILD)/asan,$$(SANITIZE)))
# Warnings are gcc's: clang knows others, some of which contradict it.
$(eval $(call build,$(BUILD)/clang,$$(SANITIZE) -fsanitize=fuzzer-no-link -w))
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

$(BUILD)/gen/data_files.c: lib/data/embed.sh $(EMBED) $(wildcard $(DATADIRS))
	@mkdir -p $(@D) && sh lib/data/embed.sh $(EMBED) > $@
$(BUILD)/gen/symtab.c: lib/data/symbols/table.awk lib/data/symbols/table
	@mkdir -p $(@D) && LC_ALL=C awk -f lib/data/symbols/table.awk \
	    lib/data/symbols/table > $@

tests: all $(UNITS:%=$(BUILD)/unit/%) $(FUZZERS:%=$(BUILD)/fuzz/%)
asan: $(PROGS:%=$(BUILD)/asan/bin/%) $(UNITS:%=$(BUILD)/asan/unit/%) \
    $(FUZZERS:%=$(BUILD)/asan/fuzz/%)

deps: ## install the Debian packages that are missing (root or sudo)
	@sh .ci/deps $(PKGS)

demo: deps all ## run the main pipeline on examples/shop and print the report
	@PATH="$(abspath $(BUILD))/bin:$$PATH" sh examples/shop/run.sh

check: deps tests asan ## the whole test suite, with sanitizers and lint
	@TESTDATA="$(TESTDATA)" tests/run -b $(BUILD) -b $(BUILD)/asan $(SUITE)

check-asan: deps asan ## the test suite in the sanitizer build alone
	@TESTDATA="$(TESTDATA)" tests/run -b $(BUILD)/asan $(SUITE)

check-valgrind: deps tests ## unit tests and cases under valgrind
	@sh tests/valgrind $(BUILD)
	@TESTDATA="$(TESTDATA)" tests/run -b $(BUILD)/valgrind tests/unit \
	    tests/cases

check-html: deps all ## the HTML report in a browser: sizes, dark, paper
	@BUILD="$(BUILD)" tests/html/run

fuzz: deps $(FUZZERS:%=$(BUILD)/libfuzzer/%) ## libFuzzer, FUZZ_TIME s a target
	@for f in $(FUZZERS); do mkdir -p $(BUILD)/corpus/$$f && \
	    $(BUILD)/libfuzzer/$$f -max_total_time=$(FUZZ_TIME) \
	    -artifact_prefix=$(BUILD)/corpus/$$f- $(BUILD)/corpus/$$f \
	    tests/fuzz/corpus/$$f || exit 1; done

$(BUILD)/clang/%: CC = clang
$(BUILD)/libfuzzer/%: $(BUILD)/clang/obj/tests/fuzz/%.o $(BUILD)/clang/libcrm.a
	@mkdir -p $(@D)
	$(Q)clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(LIBS)

model: all ## train the sentiment model; DATA: a folder of label,text tables
	@sh lib/data/model/make $(BUILD)/bin/crm-sentiment "$(DATA)"

bench: deps all ## compare with Polars, DuckDB, Miller and mawk
	@tests/bench/run $(BUILD)

lint: deps all ## layers, style, forbidden functions, manuals, scripts
	@tests/run -b $(BUILD) tests/lint

tidy: deps ## clang-tidy over lib/ and cmd/
	clang-tidy --quiet $(LIBSRC) $(wildcard cmd/*.c) -- $(BASE) -Ilib

format: deps ## clang-format in place: look at what it did
	clang-format -i $(wildcard lib/*.[ch] cmd/*.c tests/unit/*.[ch] \
	    tests/fuzz/*.c tests/bench/*.c)

install: all ## install programs, manuals and examples (PREFIX, DESTDIR)
	install -d $(addprefix $(DESTDIR),$(BINDIR) $(DATADIR) $(DOCDIR)/examples)
	install -m 644 $(MODEL) $(DESTDIR)$(DATADIR)
	install -m 755 $(PROGS:%=$(BUILD)/bin/%) $(DESTDIR)$(BINDIR)
	install -m 644 LICENSE README.md NEWS $(DESTDIR)$(DOCDIR)
	cp -R examples/. $(DESTDIR)$(DOCDIR)/examples
	for m in $(MANUALS); do d=$(DESTDIR)$(MANDIR)/man$${m##*.}; \
	    install -d $$d && install -m 644 $$m $$d || exit 1; done

uninstall: ## remove what install put there
	rm -f $(PROGS:%=$(DESTDIR)$(BINDIR)/%)
	rm -rf $(DESTDIR)$(DOCDIR) $(DESTDIR)$(DATADIR)
	for m in $(MANUALS); do \
	    rm -f $(DESTDIR)$(MANDIR)/man$${m##*.}/$${m##*/}; done

dist: $(BUILD)/$(DIST).tar.gz ## the release tarball
$(BUILD)/$(DIST).tar.gz: FORCE
	@mkdir -p $(@D) && tar --sort=name --mtime=@0 --owner=0 --group=0 \
	    --numeric-owner --exclude='*~' --exclude='__pycache__' \
	    --transform='s,^,$(DIST)/,' -cf - LICENSE README.md NEWS Makefile \
	    .clang-format .clang-tidy .ci .gitignore cmd lib man tests examples | \
	    gzip -n > $@
	@echo $@

distcheck: deps dist ## unpack the tarball, build, test and install it
	rm -rf $(BUILD)/distcheck && mkdir -p $(BUILD)/distcheck
	tar -C $(BUILD)/distcheck -xzf $(BUILD)/$(DIST).tar.gz
	$(MAKE) -C $(BUILD)/distcheck/$(DIST) BUILD=build WERROR=1 \
	    TESTDATA=$(abspath $(TESTDATA)) check
	$(MAKE) -C $(BUILD)/distcheck/$(DIST) BUILD=build PREFIX=/usr \
	    DESTDIR=$(abspath $(BUILD))/distcheck/root install

clean: ## remove $(BUILD)
	rm -rf $(BUILD)
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1	\2/p' Makefile | \
	    expand -t 18
