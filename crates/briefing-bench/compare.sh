#!/bin/sh
# Builds Briefing and measures it against its peers; prints one table. Options go to
# peers/compare.py; `pip install -r peers/requirements.txt` first.
#
#     compare.sh [WORK] [OPTIONS…]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:-$(mktemp -d)}
[ $# -gt 0 ] && shift
cd "$here/../.."
cargo build --quiet --profile bench -p briefing -p briefing-bench
target=${CARGO_TARGET_DIR:-target}/release
exec python3 "$here/peers/compare.py" "$target/briefing" "$target/briefing-bench" "$work" "$@"
