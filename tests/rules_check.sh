#!/bin/sh
# The default rules fire on their own sentences and on none of their near misses.
. "$SOURCE_DIR/tests/cli/setup"
run 0 rules check rules/names.rules rules/quotes.rules
run 0 rules check
