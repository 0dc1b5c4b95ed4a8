package chain

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/contracts/bindings"
)

// Challenge is a question that an orchestrator must answer in time, or is slashed.
type Challenge struct {
	ID           uint64
	Deadline     bool // it asks for a receipt; else for a chunk of a rendition
	Orchestrator common.Address
	Challenger   common.Address
	AnswerBy     time.Time
	HeaderHash   common.Hash
}

// maxChallengesRead bounds what one read of challenges looks at: more than can be open at one time, where nobody pays for thousands.
const maxChallengesRead = 1000

// Challenges reads the challenges after an id that are open now, of at most the newest thousand, and the id of the newest ever.
func (c *Client) Challenges(ctx context.Context, after uint64) (open []Challenge, newest uint64, err error) {
	count, err := call(ctx, c, c.addresses.FaultCourt, c.court.PackChallengeCount(), c.court.UnpackChallengeCount)
	if err != nil {
		return nil, 0, fmt.Errorf("read challenges: %w", err)
	}
	if !count.IsUint64() {
		return nil, 0, fmt.Errorf("read challenges: there were %s", count)
	}
	newest = count.Uint64()
	if newest > maxChallengesRead {
		after = max(after, newest-maxChallengesRead)
	}
	for id := after + 1; id <= newest; id++ {
		raw, err := call(ctx, c, c.addresses.FaultCourt, c.court.PackChallengeOf(new(big.Int).SetUint64(id)), c.court.UnpackChallengeOf)
		if err != nil {
			return nil, 0, fmt.Errorf("read challenge %d: %w", id, err)
		}
		if raw.AnswerBy == 0 {
			continue // it is over
		}
		open = append(open, Challenge{
			ID: id, Deadline: raw.Fault == courtMissedDeadline, Orchestrator: raw.Orchestrator, Challenger: raw.Challenger,
			AnswerBy: time.Unix(int64(raw.AnswerBy), 0), HeaderHash: raw.HeaderHash,
		})
	}
	return open, newest, nil
}

// courtMissedDeadline is the court's number of a missed deadline.
const courtMissedDeadline = 2

// challengeDeadline allows the court the challenger's stake, and asks.
func (c *Client) challengeDeadline(ctx context.Context, key Signer, e Evidence) error {
	stake, err := call(ctx, c, c.addresses.FaultCourt, c.court.PackParameter(parameterWord("challengeStake")), c.court.UnpackParameter)
	if err != nil {
		return err
	}
	allowed, err := call(ctx, c, c.addresses.Asset, c.asset.PackAllowance(addressOf(key), c.addresses.FaultCourt), c.asset.UnpackAllowance)
	if err != nil {
		return err
	}
	balance, err := c.AssetBalance(ctx, addressOf(key))
	if err != nil {
		return err
	}
	if balance.Cmp(stake.Value) < 0 {
		return fmt.Errorf("%w: a challenge takes %s dollars, which come back if it is right", ErrInsufficientAsset, FormatAsset(stake.Value))
	}
	if allowed.Cmp(stake.Value) < 0 {
		if err := c.transact(ctx, key, c.addresses.Asset, c.asset.PackApprove(c.addresses.FaultCourt, stake.Value)); err != nil {
			return fmt.Errorf("allow the fault court %s dollars: %w", FormatAsset(stake.Value), err)
		}
	}
	ack := bindings.IFaultCourtAck{HeaderHash: e.Ack.HeaderHash, TicketDigest: e.Ack.TicketDigest, Deadline: e.Ack.Deadline}
	return c.transact(ctx, key, c.addresses.FaultCourt, c.court.PackChallengeDeadline(bindHeader(e.Header), ack, e.Ack.Signature))
}

// parameterWord is a parameter's name as Solidity keeps it.
func parameterWord(name string) (word [32]byte) {
	copy(word[:], name)
	return word
}

// AnswerDeadline answers a challenge that asks for a receipt. Its stake is the orchestrator's then.
func (c *Client) AnswerDeadline(ctx context.Context, key Signer, id uint64, r SignedReceipt) error {
	calldata := c.court.PackAnswerDeadline(new(big.Int).SetUint64(id), bindReceipt(r.Receipt), r.Signature)
	if err := c.transact(ctx, key, c.addresses.FaultCourt, calldata); err != nil {
		return fmt.Errorf("answer challenge %d: %w", id, err)
	}
	return nil
}

// SettleChallenge closes a challenge that nobody answered in time: the orchestrator is slashed. ErrTooEarly is wrapped while an
// answer may still come, ErrNoSuchChallenge where one has.
func (c *Client) SettleChallenge(ctx context.Context, key Signer, id uint64) error {
	if err := c.transact(ctx, key, c.addresses.FaultCourt, c.court.PackSettle(new(big.Int).SetUint64(id))); err != nil {
		return fmt.Errorf("settle challenge %d: %w", id, err)
	}
	return nil
}

// DueFromCourt is what CollectFromCourt would pay to an account, in the settlement asset's smallest unit.
func (c *Client) DueFromCourt(ctx context.Context, account common.Address) (*big.Int, error) {
	due, err := call(ctx, c, c.addresses.FaultCourt, c.court.PackDueTo(account), c.court.UnpackDueTo)
	if err != nil {
		return nil, fmt.Errorf("read what the court owes %s: %w", account, err)
	}
	return due, nil
}

// CollectFromCourt gets what challenges that are over left to the key: its own stakes, and those of others that it answered.
func (c *Client) CollectFromCourt(ctx context.Context, key Signer) error {
	if err := c.transact(ctx, key, c.addresses.FaultCourt, c.court.PackCollect()); err != nil {
		return fmt.Errorf("collect from the court: %w", err)
	}
	return nil
}

// Court is what an AnswerDuty needs of the chain. A Client is one.
type Court interface {
	Challenges(ctx context.Context, after uint64) (open []Challenge, newest uint64, err error)
	AnswerDeadline(ctx context.Context, key Signer, id uint64, r SignedReceipt) error
}

// ErrNoReceipt means that there is no receipt for a header.
var ErrNoReceipt = errors.New("no receipt")

// AnswerDuty answers the challenges that ask an orchestrator for a receipt, so that nobody can have it slashed for one that it gave.
type AnswerDuty struct {
	key          Signer
	orchestrator common.Address
	court        Court
	receipt      func(ctx context.Context, header common.Hash) (SignedReceipt, error)
	log          *slog.Logger

	next   time.Time
	newest uint64      // that was read
	open   []Challenge // of the orchestrator, not answered yet
}

// answerEvery is how often challenges are looked for: minutes are left to answer.
const answerEvery = 30 * time.Second

// NewAnswerDuty makes the duty. Key pays for the answers; receipt finds what was signed for a header, or wraps ErrNoReceipt.
func NewAnswerDuty(key Signer, orchestrator common.Address, court Court, receipt func(context.Context, common.Hash) (SignedReceipt, error)) *AnswerDuty {
	return &AnswerDuty{key: key, orchestrator: orchestrator, court: court, receipt: receipt, log: slog.Default()}
}

// Name implements Duty.
func (d *AnswerDuty) Name() string { return "answer challenges" }

// Run looks again and again until ctx is done, for a node whose rounds another one sees to.
func (d *AnswerDuty) Run(ctx context.Context) error {
	for {
		if err := d.Look(ctx, RoundStatus{}); err != nil && ctx.Err() == nil {
			d.log.Warn("challenges cannot be looked at", "err", err)
		}
		if !sleep(ctx, answerEvery) {
			return context.Cause(ctx)
		}
	}
}

// Look implements Duty.
func (d *AnswerDuty) Look(ctx context.Context, _ RoundStatus) error {
	now := time.Now()
	if now.Before(d.next) {
		return nil
	}
	found, newest, err := d.court.Challenges(ctx, d.newest)
	if err != nil {
		return err
	}
	d.newest = newest
	for _, c := range found {
		if c.Orchestrator == d.orchestrator {
			d.open = append(d.open, c)
		}
	}
	var left []Challenge
	var errs []error
	for _, c := range d.open {
		again, err := d.answer(ctx, c, now)
		if again {
			left, errs = append(left, c), append(errs, err)
		}
	}
	d.open, d.next = left, now.Add(answerEvery)
	return errors.Join(errs...)
}

// answer answers a challenge, and says whether that is to be tried again.
func (d *AnswerDuty) answer(ctx context.Context, c Challenge, now time.Time) (again bool, err error) {
	log := d.log.With("challenge", c.ID, "header", c.HeaderHash.Hex())
	if !c.Deadline {
		log.Warn("challenged for bytes of a rendition, which are not kept", "answer_by", c.AnswerBy)
		return false, nil
	}
	r, err := d.receipt(ctx, c.HeaderHash)
	if errors.Is(err, ErrNoReceipt) {
		log.Warn("challenged for a receipt that this node did not sign; another node of the orchestrator may have it", "answer_by", c.AnswerBy)
		return false, nil
	}
	if err == nil {
		err = d.court.AnswerDeadline(WithIntent(ctx, fmt.Sprintf("answer/%d", c.ID)), d.key, c.ID, r)
	}
	switch {
	case err == nil:
		log.Info("challenge answered")
		return false, nil
	case errors.Is(err, ErrNoSuchChallenge):
		return false, nil // somebody else did
	case errors.Is(err, ErrReverted), now.After(c.AnswerBy):
		log.Error("challenge cannot be answered", "err", err)
		return false, nil
	}
	return true, err
}
