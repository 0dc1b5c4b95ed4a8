// Package chain is the network's door to Ethereum: the only package that speaks JSON-RPC, knows the contracts' bindings, or
// runs a node.
//
// A Client reads what the contracts say (the round's snapshot of stakes, services, an orchestrator's status) and sends the
// few transactions that the network needs. A Directory keeps the latest snapshot and services at hand and goes on serving
// them while the RPC is down; a Keeper sees to it that every round is initialized. Deploy puts the contracts on a chain by
// real transactions. DevChain is a whole chain inside the process, for `millrace dev` and tests.
//
// It promises that every call is bounded in time and size, that a transaction which returned without error is mined and did
// not revert, and that reverts come back as this package's errors. Amounts are in the token's smallest unit (10^-18 token)
// unless a function says otherwise. Drawing from a snapshot is left to pkg/selection, signing to pkg/signer.
package chain

import (
	"github.com/millrace/millrace/pkg/selection"
	"github.com/millrace/millrace/pkg/signer"
)

// Signer signs the transactions of one account.
type Signer = signer.Signer

// Snapshot is what the draws of one round are made from. Its weights are in the order of the contract's snapshot.
type Snapshot = selection.Snapshot

// Stake is one orchestrator's weight in a Snapshot.
type Stake = selection.Stake
