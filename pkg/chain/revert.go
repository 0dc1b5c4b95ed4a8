package chain

import (
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/ethclient"

	"github.com/millrace/millrace/contracts/bindings"
)

// What the contracts refuse. Errors of calls and transactions wrap them with the values on both sides.
var (
	// ErrReverted is wrapped by every error of a call or transaction that a contract refused.
	ErrReverted = errors.New("refused by the contract")
	// ErrAlreadyRegistered means that the orchestrator has its own bond already; it can bond more.
	ErrAlreadyRegistered = errors.New("already registered")
	// ErrNotRegistered means that nothing can be bonded to the account, since it is no orchestrator.
	ErrNotRegistered = errors.New("not a registered orchestrator")
	// ErrSelfBondTooSmall means that an orchestrator's own bond would be below the minimum.
	ErrSelfBondTooSmall = errors.New("own bond below the minimum")
	// ErrInsufficientBond means that less is bonded than was to be unbonded.
	ErrInsufficientBond = errors.New("less is bonded")
	// ErrZeroAmount means that an amount must be positive.
	ErrZeroAmount = errors.New("amount is zero")
	// ErrNoSuchLock means that no unbonded tokens are under that lock.
	ErrNoSuchLock = errors.New("no such unbonding lock")
	// ErrStillLocked means that unbonded tokens can be withdrawn only in a later round.
	ErrStillLocked = errors.New("still locked")
	// ErrRoundInitialized means that somebody initialized the round before.
	ErrRoundInitialized = errors.New("round already initialized")
	// ErrNothingStaked means that a round cannot begin because no active orchestrator has weight in it.
	ErrNothingStaked = errors.New("nothing staked")
	// ErrNoSnapshot means that no round was initialized yet, or that the one asked for is forgotten.
	ErrNoSnapshot = errors.New("no snapshot of stakes")
	// ErrInvalidService means that a service URI or operator is refused.
	ErrInvalidService = errors.New("invalid service")
	// ErrInsufficientTokens means that the account has fewer tokens than the transaction moves.
	ErrInsufficientTokens = errors.New("not enough tokens")
)

// noABI is for contracts whose calls are packed before: the bindings do that.
func noABI() abi.ABI { return abi.ABI{} }

// decodeRevert gives the refusal of one of our contracts its name. Other errors come back without secrets.
func decodeRevert(err error) error {
	data, ok := ethclient.RevertErrorData(err)
	if !ok {
		return unwrapURL(err)
	}
	if refusal := decodeRefusal(data); refusal != nil {
		return refusal
	}
	return fmt.Errorf("%w: %w", ErrReverted, err)
}

// decodeRefusal gives what a contract of ours reverted with its name; nil when none of them knows it.
func decodeRefusal(data []byte) error {
	if len(data) < 4 {
		return fmt.Errorf("%w without a reason", ErrReverted)
	}
	for _, unpack := range []func([]byte) (any, error){
		bindings.NewStaking().UnpackError,
		bindings.NewServiceRegistry().UnpackError,
		bindings.NewStakeToken().UnpackError,
		bindings.NewParams().UnpackError,
		bindings.NewTicketBroker().UnpackError,
		bindings.NewFaultCourt().UnpackError,
		bindings.NewMinter().UnpackError,
	} {
		if decoded, unknown := unpack(data); unknown == nil {
			return fmt.Errorf("%w: %w", ErrReverted, describe(decoded))
		}
	}
	return nil
}

func describe(decoded any) error {
	switch e := decoded.(type) {
	case *bindings.StakingAlreadyRegistered:
		return fmt.Errorf("%w: %s", ErrAlreadyRegistered, e.Orchestrator)
	case *bindings.StakingNotRegistered:
		return fmt.Errorf("%w: %s", ErrNotRegistered, e.Orchestrator)
	case *bindings.StakingSelfBondTooSmall:
		return fmt.Errorf("%w: %s tokens, at least %s", ErrSelfBondTooSmall, FormatTokens(e.SelfBond), FormatTokens(e.MinSelfBond))
	case *bindings.StakingInsufficientBond:
		return fmt.Errorf("%w: %s tokens, not %s", ErrInsufficientBond, FormatTokens(e.Bonded), FormatTokens(e.Amount))
	case *bindings.StakingZeroAmount:
		return ErrZeroAmount
	case *bindings.StakingNoSuchLock:
		return fmt.Errorf("%w: %s", ErrNoSuchLock, e.LockId)
	case *bindings.StakingStillLocked:
		return fmt.Errorf("%w until round %d, this is %d", ErrStillLocked, e.WithdrawRound, e.CurrentRound)
	case *bindings.StakingRoundAlreadyInitialized:
		return fmt.Errorf("%w: %d", ErrRoundInitialized, e.Round)
	case *bindings.StakingNothingStaked:
		return fmt.Errorf("%w in round %d", ErrNothingStaked, e.Round)
	case *bindings.StakingNoSnapshot:
		return fmt.Errorf("%w: round %d, the last is %d", ErrNoSnapshot, e.Round, e.LastRound)
	case *bindings.ServiceRegistryInvalidURILength:
		return fmt.Errorf("%w: URI of %d bytes, from %d to %d", ErrInvalidService, e.Length, e.Min, e.Max)
	case *bindings.ServiceRegistryZeroOperator:
		return fmt.Errorf("%w: operator is the zero address", ErrInvalidService)
	case *bindings.StakeTokenERC20InsufficientBalance:
		return fmt.Errorf("%w: %s has %s, needs %s", ErrInsufficientTokens, e.Sender, FormatTokens(e.Balance), FormatTokens(e.Needed))
	default:
		return describeMore(decoded)
	}
}
