#!/usr/bin/env bash
# The contracts: compile, bind, test. Needs npm; everything else it installs into contracts/node_modules.
#
#   scripts/contracts.sh          compile and write contracts/bindings
#   scripts/contracts.sh test     run the contracts' own tests
#   scripts/contracts.sh check    fail when contracts/bindings is not what the sources give, or the sources are not formatted
set -euo pipefail
cd "$(dirname "$0")/.."

contracts=(StakeToken MockUSD Params Staking Minter ServiceRegistry TicketBroker FaultCourt)
bindings=contracts/bindings/bindings.go

# Run forge in contracts/, installing it and the libraries first when the lock file says so.
forge() {
	command -v npm >/dev/null || { echo "contracts: npm is not installed (Debian: apt install npm)" >&2; return 1; }
	local installed=contracts/node_modules/.package-lock.json
	if [[ ! -e $installed || $installed -ot contracts/package-lock.json ]]; then
		(cd contracts && npm ci --no-audit --no-fund) >&2
		touch "$installed"
	fi
	# The platforms' own packages, not @foundry-rs/forge: its wrapper of 1.7.1 exits with 0 whatever forge itself says.
	local binary=(contracts/node_modules/@foundry-rs/forge-*/bin/forge)
	[[ -x ${binary[0]} ]] || { echo "contracts: package.json has no forge for this machine: add the @foundry-rs/forge package of its platform" >&2; return 1; }
	(cd contracts && "../${binary[0]}" "$@")
}

generate() { # FILE
	forge build --offline --skip test >&2
	go run ./contracts/tools/bindgen bindings contracts/out "${contracts[@]}" >"$1"
	gofmt -w "$1"
}

case "${1:-generate}" in
generate)
	mkdir -p "$(dirname "$bindings")"
	generate "$bindings.new"
	mv "$bindings.new" "$bindings"
	;;
test)
	forge test --offline
	;;
check)
	forge fmt --check
	tmp=$(mktemp -d)
	trap 'rm -rf "$tmp"' EXIT
	generate "$tmp/bindings.go"
	if ! cmp -s "$tmp/bindings.go" "$bindings"; then
		echo "contracts: $bindings is not what the sources give; run scripts/contracts.sh and commit the result" >&2
		exit 1
	fi
	;;
*)
	sed -n '2,7s/^# \{0,1\}//p' "$0" >&2
	exit 2
	;;
esac
