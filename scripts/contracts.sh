#!/usr/bin/env bash
# The contracts: compile, bind, test. Needs npm; everything else it installs into contracts/node_modules.
#
#   scripts/contracts.sh           compile, write contracts/bindings and the snapshot of interfaces and storage
#   scripts/contracts.sh test      run the contracts' own tests, and those of Go and the EVM together
#   scripts/contracts.sh slow      the same with ten thousand runs a property and a hundred thousand vectors a kind; then break
#                                  the contracts in many ways, and see the tests notice
#   scripts/contracts.sh coverage  fail when the tests leave a function or too many branches of src/ out
#   scripts/contracts.sh check     fail when what is generated is not what the sources give, or costs, format or lint are off
set -euo pipefail
cd "$(dirname "$0")/.."

contracts=(StakeToken MockUSD MockPriceFeed Params Staking Minter ServiceRegistry TicketBroker FaultCourt)
bindings=contracts/bindings/bindings.go
probe=contracts/evmtest/probe_test.go
interfaces=contracts/snapshots/interfaces.txt

# Run forge in contracts/, installing it and the libraries first when the lock file says so.
forge() {
	scripts/npm.sh contracts
	# The platforms' own packages, not @foundry-rs/forge: its wrapper of 1.7.1 exits with 0 whatever forge itself says.
	local binary=(contracts/node_modules/@foundry-rs/forge-*/bin/forge)
	[[ -x ${binary[0]} ]] || { echo "contracts: package.json has no forge for this machine: add the @foundry-rs/forge package of its platform" >&2; return 1; }
	(cd contracts && "../${binary[0]}" "$@")
}

# Write everything that is generated below a directory, in the places that it has below this one.
generate() { # ROOT
	forge build --offline --skip test >&2
	mkdir -p "$1/contracts/bindings" "$1/contracts/evmtest" "$1/contracts/snapshots"
	go run ./contracts/tools/bindgen bindings contracts/out "${contracts[@]}" >"$1/$bindings.new"
	go run ./contracts/tools/bindgen evmtest_test contracts/out Probe >"$1/$probe.new"
	gofmt -w "$1/$bindings.new" "$1/$probe.new"
	go run ./contracts/tools/snapshot contracts/out "${contracts[@]}" >"$1/$interfaces.new"
	local f
	for f in "$bindings" "$probe" "$interfaces"; do
		mv "$1/$f.new" "$1/$f"
	done
}

case "${1:-generate}" in
generate)
	generate .
	;;
test)
	forge test --offline
	go test ./contracts/evmtest
	;;
slow)
	FOUNDRY_PROFILE=slow forge test --offline
	MILLRACE_VECTORS=100000 go test -timeout 2h ./contracts/evmtest
	go run ./contracts/tools/mutate
	;;
coverage)
	forge coverage --offline --report lcov --report-file cache/lcov.info >&2
	go run ./contracts/tools/coverage contracts/cache/lcov.info
	;;
check)
	forge fmt --check
	tmp=$(mktemp -d)
	trap 'rm -rf "$tmp"' EXIT
	generate "$tmp"
	for f in "$bindings" "$probe" "$interfaces"; do
		if ! cmp -s "$tmp/$f" "$f"; then
			diff "$f" "$tmp/$f" | head -n 20 >&2 || true
			echo "contracts: $f is not what the sources give; run scripts/contracts.sh and commit the result" >&2
			exit 1
		fi
	done
	forge lint --deny warnings # last: after it alone, forge build takes for built what has no code
	go test -run 'TestGas|TestSizes' ./contracts/evmtest
	;;
*)
	sed -n '2,11p' "$0" | sed 's/^# \{0,1\}//' >&2
	exit 2
	;;
esac
