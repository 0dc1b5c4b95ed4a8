#!/usr/bin/env bash
# The TypeScript client (web/client), whose types are generated from the API's OpenAPI document and committed.
#
#   scripts/client.sh build    install the pinned packages, generate the types, compile
#   scripts/client.sh check    fail when the committed types are not the document's; try the client against a broadcaster
set -euo pipefail
cd "$(dirname "$0")/../web/client"

die() { printf 'client: error: %s\n' "$*" >&2; exit 1; }

case ${1:-} in
build | check) ;;
*) sed -n "s/^# \{0,1\}//p" "../../scripts/client.sh" >&2; exit 2 ;;
esac

../../scripts/npm.sh .
if [ "$1" = check ]; then
  cp src/api.ts node_modules/.millrace-api.ts
fi
npm run --silent generate >/dev/null
if [ "$1" = check ]; then
  diff node_modules/.millrace-api.ts src/api.ts >&2 || die "src/api.ts was not what the OpenAPI document makes; it is now: commit it"
fi
npm run --silent build
[ "$1" = build ] || (cd ../.. && go test -count=1 -run '^TestTypeScriptClient$' ./broadcaster)
