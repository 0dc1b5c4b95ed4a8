#!/usr/bin/env bash
# Installs what the package-lock.json of a folder pins; does nothing when that is there already.
#
#   scripts/npm.sh FOLDER
set -euo pipefail
cd "$1"
command -v npm >/dev/null || { echo "npm: error: npm is missing (Debian: apt install npm)" >&2; exit 1; }
if ! cmp -s package-lock.json node_modules/.millrace-lock.json; then
  npm ci --no-audit --no-fund --no-progress >&2
  cp package-lock.json node_modules/.millrace-lock.json
fi
