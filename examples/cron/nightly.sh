#!/bin/sh
# One day more: what cron runs every night.
#
#	nightly.sh DIRECTORY DAY EVENTS ...
#	15 4 * * *  d=$(date -d yesterday +\%F); nightly.sh /srv/crm $d /srv/in/$d.csv
#
# EVENTS are the events of that day, from crm-ingest. DIRECTORY/state keeps all
# that was ever read: a state for each day of this month, one for each month
# that is over. From these DIRECTORY/rfm.csv, the customers of the last 365
# days, and report.txt are made. Nothing is printed when all is well.
#
# A day that is run again takes the place of what it was: nothing counts twice.
# A day of a month that is over is refused; to read one again, delete the state
# of the month and run all of its days.
set -eu

fail() {
	echo "nightly.sh: $*" >&2
	exit 1
}

[ $# -ge 3 ] || fail "usage: nightly.sh DIRECTORY DAY EVENTS ..."
dir=$1 day=$2
shift 2
case $day in
[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]) ;;
*)	fail "not a day: $day" ;;
esac
month=${day%-*}
state=$dir/state
mkdir -p "$state"

# One run at a time. The lock ends with this process, however it ends.
exec 9> "$dir/lock"
flock -n 9 || fail "another one is running in $dir"

[ ! -e "$state/$month.csv" ] || fail "$day: $month is over: $state/$month.csv"
crm-rfm --partial -o "$state/$day.csv" "$@"

# The days of earlier months become one state. When that is written, and only
# then, they go: days beside the state of their month were left over by a run
# that ended here.
for m in $(ls "$state" | awk -v now="$month" 'length($0) == 14 &&
    substr($0, 1, 7) < now { print substr($0, 1, 7) }' | sort -u); do
	[ -e "$state/$m.csv" ] ||
	    crm-rfm --merge --partial -o "$state/$m.csv" "$state/$m"-??.csv
	rm "$state/$m"-??.csv
done

crm-rfm --merge --window 365 --summary="$dir/rfm.json" -o "$dir/rfm.csv" \
    "$state"/*.csv
(cd "$dir" && crm-report -o report.txt rfm.csv rfm.json)
