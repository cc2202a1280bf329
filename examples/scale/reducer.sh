#!/bin/bash
# The reducer: the sorted lines of all mappers on standard input, the table on
# standard output. There is one reducer, for scores compare all customers; it
# reads a line for each order and day, not the events.
#
#	reducer.sh [options of crm-rfm --merge]
set -eu -o pipefail

cut -f 2- | crm-rfm --merge "$@"
