#!/bin/bash
# A runner of commands as a peer: commands.sh RUNNER commands COUNT prints the seconds it took.
set -euo pipefail
begin=$EPOCHREALTIME
# shellcheck disable=SC2086
seq "$3" | $1 -j2 --joblog /dev/stdout true | awk -v want="$3" 'NR > 1 && $7 == 0 { done++ } END { exit done != want }'
end=$EPOCHREALTIME
awk -v begin="$begin" -v end="$end" 'BEGIN { print end - begin }'
