package chain

import (
	"math/big"

	"github.com/millrace/millrace/contracts/bindings"
)

// What a deployment begins with. Everything here is a parameter of its contract and can be changed there, within bounds and
// after a timelock. Parts are in millionths.
const (
	minSelfShare   = 50_000 // of a pool must be the orchestrator's own
	ticketValidity = 2      // rounds
	unlockRounds   = 2

	// DefaultRewardCut is the part of its rewards that an orchestrator keeps before its pool, when it does not say.
	DefaultRewardCut = 100_000
	// DefaultFeeShare is the part of its fees that an orchestrator leaves to its pool, when it does not say.
	DefaultFeeShare = 500_000
)

func minterConfig() bindings.MinterConfig {
	return bindings.MinterConfig{
		Inflation: 50_000_000, // 5 % a year, in billionths
		Step:      100_000,    // 0.01 % a year, per round
		Target:    500_000,    // of the supply bonded
		Bounty:    new(big.Int).Div(Tokens(1), big.NewInt(10)),
	}
}

// courtConfig keeps evidence for as long as stake that was there stays within reach.
func courtConfig(unbondingRounds uint64) bindings.FaultCourtConfig {
	return bindings.FaultCourtConfig{
		Equivocation:   100_000,
		Overbilling:    50_000,
		MissedDeadline: 5_000,
		Unavailable:    0, // orchestrators do not keep renditions, and must not be slashed for that
		FinderPart:     500_000,
		AnswerTime:     15 * 60, // seconds
		Retention:      10 * 60, // seconds
		EvidenceRounds: uint32(max(1, unbondingRounds-1)),
		MaxChallenges:  8,
		ChallengeStake: big.NewInt(5_000_000), // five dollars
	}
}
