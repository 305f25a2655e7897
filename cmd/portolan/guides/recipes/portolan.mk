# Builds the packs of all sites in shares, side by side, and one portal over them:
#
#   make -f portolan.mk -j4 portal
#
# With -k the other shares are built although one has a site with errors; make portal then joins what there is.

PORTOLAN ?= portolan
SITES ?= sites
OUTPUT ?= dist
SHARES := 1 2 3 4 5 6

COUNT := $(words $(SHARES))
TARGETS := $(addprefix share-,$(SHARES))

.PHONY: packs portal $(TARGETS)

packs: $(TARGETS)

# A run of the program has the output folder for itself, so that each share has its own.
$(TARGETS): share-%:
	$(PORTOLAN) build $(SITES) --shard $*/$(COUNT) --jobs 1 -o $(OUTPUT)/$@

portal: packs
	$(PORTOLAN) portal $(OUTPUT)/share-* -o $(OUTPUT)
