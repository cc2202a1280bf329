#!/bin/bash
# The mapper of a job in the manner of Hadoop streaming: a split of the events
# on standard input, its state on standard output.
#
#	mapper.sh HEADER [options of crm-rfm --partial]
#
# Only the first split begins with the header line. HEADER is a file with it,
# shipped to all mappers; where it comes as a row it is taken out. Splits end
# at line ends, so no field of the events may have one in it.
#
# Each line of the state gets its first field as the key, for such jobs sort by
# what is before the first tab: header, end, options, orders, refunds. States
# do not mind the order of their lines otherwise.
set -eu -o pipefail

header=$1
shift
{ cat "$header"; grep -vxF -f "$header" || [ $? -eq 1 ]; } |
    crm-rfm --partial "$@" | awk -F , '{ print $1 "\t" $0 }'
