#!/bin/sh
# A year of the shop of ../shop, kept up to date by nightly.sh: ten months that
# are there at the start, then 61 nights, one of them twice. At the end the
# table is compared with that of one run over the whole year.
#
#	run.sh [DIRECTORY]
#
# The files go into DIRECTORY, a new one, by default one that is removed again;
# the report is printed. The programs are those on PATH, else those of the build
# beside this folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
command -v crm-rfm > /dev/null || PATH=$here/../../build/bin:$PATH
if [ $# -gt 0 ]; then
	mkdir "$1"
	out=$(cd "$1" && pwd)
else
	out=$(mktemp -d "${TMPDIR:-/tmp}/crmkit-cron.XXXXXX")
	trap 'rm -rf "$out"' EXIT
	trap 'exit 1' HUP INT TERM
fi

# What the shop hands out: a file for each day. A line is a record in these
# exports, and no comma comes before the time.
crm-ingest --ids "$here/../shop/ids.csv" -o "$out/year.csv" \
    "$here/../shop/taobao-orders.csv" "$here/../shop/shopify-orders.csv"
mkdir "$out/in" "$out/state"
awk -F , -v dir="$out/in" 'NR == 1 { head = $0; next }
    { f = dir "/" substr($6, 1, 10) ".csv" }
    !(f in seen) { seen[f]; print head > f }
    { print >> f; close(f) }' "$out/year.csv"

# The history, a state for each month.
for m in 2025-07 2025-08 2025-09 2025-10 2025-11 2025-12 \
    2026-01 2026-02 2026-03 2026-04; do
	crm-rfm --partial -o "$out/state/$m.csv" "$out/in/$m"-??.csv
done

# The nights.
for f in "$out"/in/2026-0[56]-??.csv; do
	day=$(basename "$f" .csv)
	"$here/nightly.sh" "$out" "$day" "$f"
	[ "$day" != 2026-05-20 ] || "$here/nightly.sh" "$out" "$day" "$f"
done

crm-rfm --window 365 -o "$out/one.csv" "$out/year.csv"
cmp "$out/one.csv" "$out/rfm.csv"
cat "$out/report.txt"
