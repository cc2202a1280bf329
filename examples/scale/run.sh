#!/bin/bash
# The same bytes from one run of crm-rfm and from many at a time: under GNU
# parallel, under xargs, and as a job of mappers, a sort and a reducer.
#
#	run.sh [DIRECTORY]
#
# The files go into DIRECTORY, a new one, by default one that is removed again.
# The programs are those on PATH, else those of the build beside this folder.
# GNU parallel is left out where it is not installed.
set -eu -o pipefail

here=$(cd "$(dirname "$0")" && pwd)
command -v crm-rfm > /dev/null || PATH=$here/../../build/bin:$PATH
if [ $# -gt 0 ]; then
	mkdir "$1"
	out=$(cd "$1" && pwd)
else
	out=$(mktemp -d "${TMPDIR:-/tmp}/crmkit-scale.XXXXXX")
	trap 'rm -rf "$out"' EXIT
	trap 'exit 1' HUP INT TERM
fi
cd "$out"
export LC_ALL=C

same() {
	cmp one.csv "$2"
	printf '%-24s the same %s customers\n' "$1" "$(sed 1d "$2" | wc -l)"
}

# The events of the shop: a line is a record in them.
crm-ingest --ids "$here/../shop/ids.csv" -o events.csv \
    "$here/../shop/taobao-orders.csv" "$here/../shop/shopify-orders.csv"
crm-rfm --window 90 -o one.csv events.csv

# Blocks of 64 kB, each with the header before it. The states come out one
# behind the other, as they are ready.
if command -v parallel > /dev/null; then
	parallel --pipe --header : --block 64k crm-rfm --partial < events.csv |
	    crm-rfm --merge --window 90 -o parallel.csv
	same 'parallel --pipe' parallel.csv
else
	echo 'parallel --pipe          is not installed here'
fi

# Parts of 300 lines; a state in a file for each.
head -n 1 events.csv > header.csv
sed 1d events.csv | split -l 300 - part.
printf '%s\n' part.* | xargs -P "$(nproc)" -I '{}' sh -c \
    'cat header.csv "$1" | crm-rfm --partial -o "$1.state"' sh '{}'
crm-rfm --merge --window 90 -o xargs.csv part.*.state
same 'xargs -P' xargs.csv

# The parts again as splits: the first one has the header, the others do not.
rm part.*
split -l 300 events.csv part.
for split in part.*; do
	"$here/mapper.sh" header.csv < "$split"
done | sort | "$here/reducer.sh" --window 90 > job.csv
same 'mapper | sort | reducer' job.csv
