#!/bin/sh
# A morning's alarms: alarms.sh over the comments of a made-up shop, twice. The
# second time nothing is new. Shares and scores, which change with the model,
# are left out of what is printed here.
#
#	run.sh [DIRECTORY]
#
# The files go into DIRECTORY, a new one, by default one that is removed again.
# The programs are those on PATH, else those of the build beside this folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
command -v crm-ingest > /dev/null || PATH=$here/../../build/bin:$PATH
if [ $# -gt 0 ]; then
	mkdir "$1"
	out=$(cd "$1" && pwd)
else
	out=$(mktemp -d "${TMPDIR:-/tmp}/crmkit-alarms.XXXXXX")
	trap 'rm -rf "$out"' EXIT
	trap 'exit 1' HUP INT TERM
fi

for time in first second; do
	echo "$time run"
	(cd "$here" && ./alarms.sh "$out" comments.csv) |
	    sed -e 's/, score.*//' -e '/^SHARES/,/^CATEGORIES/{/^CATE/!d;}'
done
