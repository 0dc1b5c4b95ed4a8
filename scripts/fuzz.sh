#!/usr/bin/env bash
# Fuzzes every target of the module, one after the other.
#
#   scripts/fuzz.sh [SECONDS]     per target; 10 by default
set -euo pipefail
cd "$(dirname "$0")/.."
# The engine makes each input that covers something new smaller first, for up to a minute, in which nothing new is tried.
minimize=10x
seconds=${1:-10}
[[ $seconds =~ ^[0-9]+$ ]] || { echo "fuzz: $seconds is not a number of seconds" >&2; exit 2; }
go list -f '{{.Dir}} {{.ImportPath}} {{join .TestGoFiles " "}} {{join .XTestGoFiles " "}}' ./... | while read -r dir package files; do
	for file in $files; do sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\)(.*/\1/p' "$dir/$file"; done | sort -u | while read -r target; do
		echo "fuzz: $target in $package, $seconds s" >&2
		go test -run '^$' -fuzz "^$target\$" -fuzztime "${seconds}s" -fuzzminimizetime "$minimize" "$package" </dev/null
	done
done
