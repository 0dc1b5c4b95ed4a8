#!/usr/bin/env bash
# Builds the pages of broadcaster/web and the player of web/player, which are committed so that `go build` needs no Node.
#
#   scripts/web.sh build    install the pinned packages, check the types, build broadcaster/web/dist
#   scripts/web.sh check    build into a temporary folder, and fail when the committed build differs
set -euo pipefail
cd "$(dirname "$0")/../broadcaster/web"

die() { printf 'web: error: %s\n' "$*" >&2; exit 1; }

command -v npm >/dev/null || die "npm is missing: install Node 20.19 or later"
case ${1:-} in
build | check) ;;
*) sed -n "s/^# \{0,1\}//p" "../../scripts/web.sh" >&2; exit 2 ;;
esac

# Vite needs Node 20.19. Where the system has an older one, the committed build cannot be checked; CI elsewhere does.
if ! node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)'; then
  [ "$1" = check ] || die "Node $(node --version) is too old: install Node 20.19 or later"
  printf 'web: not checked: Node %s is older than 20.19\n' "$(node --version)" >&2
  exit
fi

# The player goes to player/ beside the pages, which are made with its types.
build() {
  (
    cd ../../web/player
    ../../scripts/npm.sh .
    npx --no-install tsc
    npx --no-install vite build --logLevel warn --mode node --outDir "$1/player"
  )
  ../../scripts/npm.sh .
  npx --no-install tsc --noEmit
  npx --no-install vite build --logLevel warn --outDir "$1" --emptyOutDir false
}

if [ "$1" = build ]; then
  rm -rf dist
  build "$PWD/dist"
  exit
fi
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
build "$fresh"
diff -r dist "$fresh" >&2 || die "broadcaster/web/dist is not what its sources make: run scripts/web.sh build and commit it"
