#!/usr/bin/env bash
# license-checker-rseidelsohn with --onlyAllow MIT passes "MIT AND GPL-3.0-only".
#
# Guess:   --onlyAllow takes SPDX ids: MIT allows MIT and 'MIT OR …', not another licence beside it; --failOn is its
#          opposite.
# Reality: A licence passes where the allowed text occurs in it: MIT also allows '(MIT AND GPL-3.0-only)' and MIT-0, and
#          GPL-3.0-only allows LGPL-3.0-only. --failOn compares the whole text: GPL-3.0-only does not
#          stop '(MIT AND GPL-3.0-only)', and GPL does not stop GPL-3.0-only.
# Matters: A check of licences in CI is green over a package with the very licence that it is to keep out.
# Read:    The README calls both lists of licences, separated by semicolons, and names no rule of comparison.
# Seen in: license-checker-rseidelsohn 4.4.2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir tool project
npm install --silent --no-audit --no-fund --prefix tool license-checker-rseidelsohn@4.4.2
node -p "'license-checker-rseidelsohn ' + require('./tool/node_modules/license-checker-rseidelsohn/package.json').version"
echo '{"name":"project","version":"1.0.0","private":true,"dependencies":{"part":"1.0.0"}}' > project/package.json
mkdir -p project/node_modules/part

# check LICENCE OPTION VALUE EXPECTED
check() {
  echo "{\"name\":\"part\",\"version\":\"1.0.0\",\"license\":\"$1\"}" > project/node_modules/part/package.json
  local got=passes
  node tool/node_modules/license-checker-rseidelsohn/bin/license-checker-rseidelsohn.js --start project \
    --excludePrivatePackages "$2" "$3" > /dev/null 2>&1 || got=fails
  echo "$1 with $2 $3: $got"
  if [ "$got" != "$4" ]; then
    echo "CHANGED: expected that it $4" >&2
    exit 1
  fi
}
check MIT --onlyAllow MIT passes
check ISC --onlyAllow MIT fails
check '(MIT AND GPL-3.0-only)' --onlyAllow MIT passes
check MIT-0 --onlyAllow MIT passes
check LGPL-3.0-only --onlyAllow GPL-3.0-only passes
check GPL-3.0-only --failOn GPL-3.0-only fails
check '(MIT AND GPL-3.0-only)' --failOn GPL-3.0-only passes
check GPL-3.0-only --failOn GPL passes
