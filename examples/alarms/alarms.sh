#!/bin/sh
# Comments that somebody has to answer now: what cron runs every few minutes.
#
#	alarms.sh DIRECTORY EXPORT ...
#	*/10 * * * *  alarms.sh /srv/crm /srv/in/comments.csv
#
# An alarm is printed, which cron mails, when it is new: DIRECTORY/told keeps
# the ids of those that were. Nothing is printed when all is well.
# DIRECTORY/alarms.csv has all alarms of these exports.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
dir=$1
shift
touch "$dir/told"
crm-ingest --kind event -o "$dir/events.csv" "$@"
crm-sentiment --alert-only --rules default --rules "$here/words.txt" \
    -o "$dir/alarms.csv" "$dir/events.csv"

# kind and id are the first columns; there is no header without an alarm.
cut -d , -f 2 "$dir/alarms.csv" | sed 1d | grep -vxF -f "$dir/told" |
    while read -r id; do
	(cd "$dir" && crm-sentiment --rules default \
	    --rules "$here/words.txt" --explain="$id" events.csv)
	echo "$id" >> "$dir/told"
done
