#!/bin/sh
# From the exports of one shop to a report: the pipe of crm(7), as cron would
# run it, with a file for each step.
#
#	run.sh [DIRECTORY]
#
# The files go into DIRECTORY, by default a temporary one that is removed
# again; the report is printed. The programs are those on PATH, else those of
# the build beside this folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
command -v crm-ingest > /dev/null || PATH=$here/../../build/bin:$PATH
if [ $# -gt 0 ]; then
	mkdir -p "$1"
	out=$(cd "$1" && pwd)
else
	out=$(mktemp -d "${TMPDIR:-/tmp}/crmkit-shop.XXXXXX")
	trap 'rm -rf "$out"' EXIT
	trap 'exit 1' HUP INT TERM
fi

cd "$here"
crm-ingest --ids ids.csv --summary="$out/ingest.json" \
    -o "$out/events.out.csv" taobao-orders.csv shopify-orders.csv events.csv
cd "$out"
crm-rfm --summary=rfm.json -o rfm.csv events.out.csv
crm-tier --summary=tier.json -o tier.csv rfm.csv events.out.csv
crm-report tier.csv events.out.csv ingest.json rfm.json tier.json > report.txt
cat report.txt
