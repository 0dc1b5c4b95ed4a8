package chain

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/contracts/bindings"
)

// What the contracts refuse beyond plain bonds and rounds, which revert.go names.
var (
	// ErrPaused means that new bonds and deposits are stopped for now; exits are not.
	ErrPaused = errors.New("paused: no new bonds or deposits for now")
	// ErrUnauthorized means that another account may do this.
	ErrUnauthorized = errors.New("not allowed to this account")
	// ErrSelfShareTooSmall means that an orchestrator would own too small a part of its pool.
	ErrSelfShareTooSmall = errors.New("orchestrator's own part of its pool below the minimum")
	// ErrPoolRuined means that a pool was slashed so far that it takes no bonds any more.
	ErrPoolRuined = errors.New("pool slashed beyond repair; it takes no bonds, only exits")
	// ErrInvalidCommission means that a reward cut or fee share is above the whole.
	ErrInvalidCommission = errors.New("reward cut and fee share go from 0 to 1000000 millionths")
	// ErrCannotActivate means that an orchestrator is active already, or has too little stake to be.
	ErrCannotActivate = errors.New("cannot join the active set")
	// ErrRoundNotInitialized means that the round has no snapshot yet; anybody can initialize it.
	ErrRoundNotInitialized = errors.New("round not initialized")
	// ErrNotInSnapshot means that an orchestrator has no weight in the round, or another index.
	ErrNotInSnapshot = errors.New("not in the round's snapshot at that index")
	// ErrAlreadyRewarded means that an orchestrator has had its reward of the round.
	ErrAlreadyRewarded = errors.New("round's reward already called")
	// ErrInvalidParameter means that a parameter is unknown or its value out of bounds.
	ErrInvalidParameter = errors.New("invalid parameter")
	// ErrNotProposed means that nothing is proposed for a parameter.
	ErrNotProposed = errors.New("nothing proposed")
	// ErrTooEarly means that the chain's time has not come for it.
	ErrTooEarly = errors.New("too early")
	// ErrTooLate means that the chain's time for it is over.
	ErrTooLate = errors.New("too late")
	// ErrNotRecipient means that neither a ticket's recipient nor its operator redeems it.
	ErrNotRecipient = errors.New("only the recipient or its operator redeems")
	// ErrTicketExpired means that a ticket's rounds are over.
	ErrTicketExpired = errors.New("ticket expired")
	// ErrNonceUsed means that a ticket's lane is past it.
	ErrNonceUsed = errors.New("ticket redeemed, or a later one of its lane was")
	// ErrInvalidTicket means that a ticket is malformed, not signed by its sender, or did not win.
	ErrInvalidTicket = errors.New("invalid ticket")
	// ErrInsufficientFunds means that a sender's deposit and reserve do not cover a ticket; it stays good.
	ErrInsufficientFunds = errors.New("sender's deposit and reserve do not cover the ticket")
	// ErrUnlocking means that an account is, or is not, unlocking already.
	ErrUnlocking = errors.New("wrong state of unlocking")
	// ErrNothingToWithdraw means that an account is empty.
	ErrNothingToWithdraw = errors.New("nothing to withdraw")
	// ErrInvalidEvidence means that evidence does not prove what it should.
	ErrInvalidEvidence = errors.New("invalid evidence")
	// ErrAlreadyPunished means that a fault was reported before.
	ErrAlreadyPunished = errors.New("fault already punished")
	// ErrNoSuchChallenge means that a challenge never was, or is over.
	ErrNoSuchChallenge = errors.New("no such challenge")
	// ErrChallenged means that the same is asked already, or too much at once.
	ErrChallenged = errors.New("challenged already")
)

// describeMore gives the rest of the refusals their names, contract by contract.
func describeMore(decoded any) error {
	for _, describe := range []func(any) error{describeStaking, describeParams, describeBroker, describeCourt, describeTokens} {
		if err := describe(decoded); err != nil {
			return err
		}
	}
	return fmt.Errorf("%T%+v", decoded, decoded)
}

func describeStaking(decoded any) error {
	switch e := decoded.(type) {
	case *bindings.StakingPaused:
		return ErrPaused
	case *bindings.StakingUnauthorized:
		return fmt.Errorf("%w: %s, only to %s", ErrUnauthorized, e.Caller, e.Expected)
	case *bindings.StakingSelfShareTooSmall:
		return fmt.Errorf("%w: %s millionths, at least %s", ErrSelfShareTooSmall, e.SelfShare, e.MinSelfShare)
	case *bindings.StakingPoolRuined:
		return fmt.Errorf("%w: %s", ErrPoolRuined, e.Orchestrator)
	case *bindings.StakingInvalidCommission:
		return fmt.Errorf("%w, not %d and %d", ErrInvalidCommission, e.RewardCut, e.FeeShare)
	case *bindings.StakingCannotActivate:
		return fmt.Errorf("%w: %s needs its own bond, and more stake than the smallest member", ErrCannotActivate, e.Orchestrator)
	case *bindings.StakingAlreadyActive:
		return fmt.Errorf("%w: %s is in it", ErrCannotActivate, e.Orchestrator)
	case *bindings.StakingRoundNotInitialized:
		return fmt.Errorf("%w: %d", ErrRoundNotInitialized, e.Round)
	case *bindings.StakingNotInSnapshot:
		return fmt.Errorf("%w: %s in round %d at %s", ErrNotInSnapshot, e.Orchestrator, e.Round, e.Index)
	case *bindings.StakingAlreadyRewarded:
		return fmt.Errorf("%w: %s in round %d", ErrAlreadyRewarded, e.Orchestrator, e.Round)
	default:
		return nil
	}
}

func describeParams(decoded any) error {
	switch e := decoded.(type) {
	case *bindings.StakingInvalidParameter:
		return fmt.Errorf("%w: %s is %s, from %s to %s", ErrInvalidParameter, parameterName(e.Name), e.Value, e.Min, e.Max)
	case *bindings.StakingUnknownParameter:
		return fmt.Errorf("%w: no %s here", ErrInvalidParameter, parameterName(e.Name))
	case *bindings.ParamsUnknownTarget:
		return fmt.Errorf("%w: %s has none", ErrInvalidParameter, e.Target)
	case *bindings.ParamsNotProposed:
		return fmt.Errorf("%w: %s of %s", ErrNotProposed, parameterName(e.Name), e.Target)
	case *bindings.ParamsTooEarly:
		return fmt.Errorf("%w: from %d on, now is %s", ErrTooEarly, e.ReadyAt, e.Time)
	case *bindings.ParamsOwnableUnauthorizedAccount:
		return fmt.Errorf("%w: %s does not own the parameters", ErrUnauthorized, e.Account)
	default:
		return nil
	}
}

func describeBroker(decoded any) error {
	switch e := decoded.(type) {
	case *bindings.TicketBrokerNotRecipient:
		return fmt.Errorf("%w: %s is neither for %s", ErrNotRecipient, e.Caller, e.Recipient)
	case *bindings.TicketBrokerTicketExpired:
		return fmt.Errorf("%w after round %d, this is %d", ErrTicketExpired, e.LastValidRound, e.CurrentRound)
	case *bindings.TicketBrokerTicketFromFuture:
		return fmt.Errorf("%w: of round %d, this is %d", ErrInvalidTicket, e.Round, e.CurrentRound)
	case *bindings.TicketBrokerNonceUsed:
		return fmt.Errorf("%w: nonce %d, the lane is at %d", ErrNonceUsed, e.Nonce, e.LastNonce)
	case *bindings.TicketBrokerInvalidDraws:
		return fmt.Errorf("%w: %d draws, from 1 to 256", ErrInvalidTicket, e.Draws)
	case *bindings.TicketBrokerWrongRecipientRand:
		return fmt.Errorf("%w: the secret's hash is %s, not %s", ErrInvalidTicket, common.Hash(e.Hash), common.Hash(e.Expected))
	case *bindings.TicketBrokerInvalidSignature:
		return fmt.Errorf("%w: %s not signed by %s", ErrInvalidTicket, common.Hash(e.Digest), e.Sender)
	case *bindings.TicketBrokerNothingWon:
		return fmt.Errorf("%w: no draw is said to have won", ErrInvalidTicket)
	case *bindings.TicketBrokerNoSuchDraw:
		return fmt.Errorf("%w: draw %s of %d", ErrInvalidTicket, e.Draw, e.Draws)
	case *bindings.TicketBrokerDrawLost:
		return fmt.Errorf("%w: draw %s lost", ErrInvalidTicket, e.Draw)
	case *bindings.TicketBrokerInsufficientFunds:
		return fmt.Errorf("%w: %s has %s, owes %s", ErrInsufficientFunds, e.Sender, e.Available, e.Owed)
	case *bindings.TicketBrokerNothingToWithdraw:
		return fmt.Errorf("%w: %s", ErrNothingToWithdraw, e.Owner)
	case *bindings.TicketBrokerNotUnlocking:
		return fmt.Errorf("%w: %s does not unlock", ErrUnlocking, e.Owner)
	case *bindings.TicketBrokerAlreadyUnlocking:
		return fmt.Errorf("%w: %s unlocks in round %d", ErrUnlocking, e.Owner, e.WithdrawRound)
	default:
		return nil
	}
}

func describeCourt(decoded any) error {
	switch e := decoded.(type) {
	case *bindings.FaultCourtRoundOutOfReach:
		return fmt.Errorf("%w: of round %d, this is %d, at most %d later", ErrInvalidEvidence, e.Round, e.CurrentRound, e.EvidenceRounds)
	case *bindings.FaultCourtWrongHeader:
		return fmt.Errorf("%w: about header %s, not %s", ErrInvalidEvidence, common.Hash(e.Got), common.Hash(e.Expected))
	case *bindings.FaultCourtNotSignedByOrchestrator:
		return fmt.Errorf("%w: %s is signed by %s, not for %s", ErrInvalidEvidence, common.Hash(e.Digest), e.Signer, e.Orchestrator)
	case *bindings.FaultCourtSameReceipt:
		return fmt.Errorf("%w: both receipts are %s", ErrInvalidEvidence, common.Hash(e.Digest))
	case *bindings.FaultCourtWrongProfiles:
		return fmt.Errorf("%w: profiles %s, not %s", ErrInvalidEvidence, common.Hash(e.Hash), common.Hash(e.Expected))
	case *bindings.FaultCourtWrongCount:
		return fmt.Errorf("%w: %s renditions of %s profiles", ErrInvalidEvidence, e.Renditions, e.Profiles)
	case *bindings.FaultCourtInvalidProof:
		return fmt.Errorf("%w: no Merkle proof of %s at %s of %s", ErrInvalidEvidence, common.Hash(e.Leaf), e.Index, e.Count)
	case *bindings.FaultCourtNothingOverbilled:
		return fmt.Errorf("%w: billed %s, due are %s", ErrInvalidEvidence, e.Billed, e.Due)
	case *bindings.FaultCourtWrongTicket:
		return fmt.Errorf("%w: ticket %s, not %s", ErrInvalidEvidence, common.Hash(e.Digest), common.Hash(e.Expected))
	case *bindings.FaultCourtNoSuchChunk:
		return fmt.Errorf("%w: chunk %d of %d", ErrInvalidEvidence, e.Index, e.Count)
	case *bindings.FaultCourtWrongFault:
		return fmt.Errorf("%w: the challenge is of another kind", ErrInvalidEvidence)
	case *bindings.FaultCourtDeadlineNotPassed:
		return fmt.Errorf("%w: the receipt is due at %d, now is %s", ErrTooEarly, e.Deadline, e.Time)
	case *bindings.FaultCourtAnswerStillDue:
		return fmt.Errorf("%w: an answer may come until %d, now is %s", ErrTooEarly, e.AnswerBy, e.Time)
	case *bindings.FaultCourtAnswerTooLate:
		return fmt.Errorf("%w: the answer was due at %d, now is %s", ErrTooLate, e.AnswerBy, e.Time)
	case *bindings.FaultCourtRetentionOver:
		return fmt.Errorf("%w: kept until %s, now is %s", ErrTooLate, e.Until, e.Time)
	case *bindings.FaultCourtAlreadyPunished:
		return fmt.Errorf("%w: %s", ErrAlreadyPunished, common.Hash(e.FaultId))
	case *bindings.FaultCourtAlreadyChallenged:
		return fmt.Errorf("%w: %s", ErrChallenged, e.ChallengeId)
	case *bindings.FaultCourtTooManyChallenges:
		return fmt.Errorf("%w: %s asks %s, %s at once at most", ErrChallenged, e.Challenger, e.Orchestrator, e.Max)
	case *bindings.FaultCourtNoSuchChallenge:
		return fmt.Errorf("%w: %s", ErrNoSuchChallenge, e.ChallengeId)
	case *bindings.FaultCourtNothingDue:
		return fmt.Errorf("%w: nothing is due to %s", ErrNothingToWithdraw, e.Account)
	default:
		return nil
	}
}

// describeTokens knows what both tokens refuse; their errors are alike.
func describeTokens(decoded any) error {
	if e, ok := decoded.(*bindings.StakeTokenERC20InsufficientAllowance); ok {
		return fmt.Errorf("%w: %s may take %s, needs %s", ErrInsufficientTokens, e.Spender, e.Allowance, e.Needed)
	}
	return nil
}

// parameterName is a parameter's name as Solidity keeps it: letters, then zeros.
func parameterName(name [32]byte) string { return string(common.TrimRightZeroes(name[:])) }
