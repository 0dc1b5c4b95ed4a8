package redeemer_test

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/crypto"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/chain/txn"
	"github.com/millrace/millrace/pkg/ticket"
)

const fakeRound = time.Hour

// fakeChain is a ticket broker in memory, with a snapshot that stays what it is.
type fakeChain struct {
	mu       sync.Mutex // guards what follows
	down     error
	lagging  bool // the follower
	block    uint64
	round    uint64
	began    time.Time
	gasPrice *big.Int
	accounts map[common.Address]*chain.Deposit
	claimed  map[[2]common.Address]*big.Int
	nonces   map[fakeLane]uint64
	members  []common.Address
	events   []chain.RedeemedTicket
	ether    int // for so many redemptions at once; 0: for any
	batches  int
	refused  int // redemptions of them
}

type fakeLane struct {
	sender, recipient common.Address
	number            uint32
}

func newFakeChain(members ...common.Address) *fakeChain {
	return &fakeChain{
		block: 10, round: 1, began: time.Now(), gasPrice: big.NewInt(1e6), members: members,
		accounts: map[common.Address]*chain.Deposit{}, claimed: map[[2]common.Address]*big.Int{}, nonces: map[fakeLane]uint64{},
	}
}

func fakeDomain() ticket.Domain {
	return ticket.Domain{ChainID: 1337, Contract: common.Address{0xb0}}
}

func refuse(err error) error { return fmt.Errorf("%w: %w", chain.ErrReverted, err) }

func (f *fakeChain) account(owner common.Address) *chain.Deposit {
	if f.accounts[owner] == nil {
		f.accounts[owner] = &chain.Deposit{Deposit: new(big.Int), Reserve: new(big.Int)}
	}
	return f.accounts[owner]
}

func (f *fakeChain) claimable(sender, recipient common.Address) *big.Int {
	had := f.claimed[[2]common.Address{sender, recipient}]
	if had == nil {
		had = new(big.Int)
	}
	all := new(big.Int).Set(f.account(sender).Reserve)
	for of, c := range f.claimed {
		if of[0] == sender {
			all.Add(all, c)
		}
	}
	share := all.Div(all, big.NewInt(int64(len(f.members))))
	return share.Sub(share, had)
}

func (f *fakeChain) turn() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.block++
	f.round++
	f.began = f.began.Add(fakeRound)
}

// BlockNumber implements redeemer.Chain, as all that follows.
func (f *fakeChain) BlockNumber(context.Context) (uint64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.block, f.down
}

func (f *fakeChain) Round(context.Context) (chain.RoundStatus, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return chain.RoundStatus{Current: f.round, Last: f.round, Length: fakeRound, Began: f.began}, f.down
}

func (f *fakeChain) GasPrice(context.Context) (*big.Int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return new(big.Int).Set(f.gasPrice), f.down
}

func (f *fakeChain) TicketValidity(context.Context) (uint64, error) { return 2, nil }

func (f *fakeChain) Deposit(_ context.Context, owner common.Address) (chain.Deposit, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return *f.account(owner), f.down
}

func (f *fakeChain) ClaimableReserve(_ context.Context, sender, recipient common.Address) (*big.Int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.claimable(sender, recipient), f.down
}

func (f *fakeChain) LastNonce(_ context.Context, sender, recipient common.Address, lane uint32) (uint64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.nonces[fakeLane{sender, recipient, lane}], f.down
}

func (f *fakeChain) SnapshotIndex(_ context.Context, recipient common.Address, _ uint64) (uint64, bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.Index(f.members, recipient)
	if i < 0 {
		return 0, false, chain.ErrNotInSnapshot
	}
	return uint64(i), true, f.down
}

func (f *fakeChain) Finish(context.Context, chain.Signer, string) error { return nil }

func (f *fakeChain) CheckRedemption(_ context.Context, key chain.Signer, r chain.Redemption) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return errors.Join(f.down, f.redeem(key, r, true))
}

func (f *fakeChain) RedeemBatch(_ context.Context, key chain.Signer, batch []chain.Redemption) (chain.Redeemed, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down != nil {
		return chain.Redeemed{}, f.down
	}
	if f.ether > 0 && len(batch) > f.ether {
		return chain.Redeemed{}, txn.ErrInsufficientFunds
	}
	f.block++
	f.batches++
	r := chain.Redeemed{Block: f.block, GasCost: big.NewInt(1e9), Errs: make([]error, len(batch))}
	stopped := map[fakeLane]bool{}
	for i, redemption := range batch {
		l := fakeLane{redemption.Ticket.Sender, redemption.Ticket.Recipient, redemption.Ticket.Lane}
		if stopped[l] {
			r.Errs[i] = chain.ErrLaneStopped
			continue
		}
		r.Errs[i] = f.redeem(key, redemption, false)
		stopped[l] = r.Errs[i] != nil
		if stopped[l] {
			f.refused++
		}
	}
	return r, nil
}

// redeem does what the contract does; dry, it only says what that would say.
func (f *fakeChain) redeem(key chain.Signer, r chain.Redemption, dry bool) error {
	t := r.Ticket
	digest := t.Digest(fakeDomain())
	l := fakeLane{t.Sender, t.Recipient, t.Lane}
	public, err := crypto.SigToPub(digest[:], append(slices.Clone(r.Signature[:64]), r.Signature[64]-27))
	switch {
	case key.Address() != t.Recipient:
		return refuse(chain.ErrNotRecipient)
	case t.Round > f.round:
		return refuse(chain.ErrInvalidTicket)
	case t.Round+2 < f.round:
		return refuse(chain.ErrTicketExpired)
	case r.Rand.Hash() != t.RandHash, r.Mask != t.Draw(digest, r.Rand), err != nil, crypto.PubkeyToAddress(*public) != t.Sender:
		return refuse(chain.ErrInvalidTicket)
	case t.Nonce <= f.nonces[l]:
		return refuse(chain.ErrNonceUsed)
	case r.SnapshotIndex >= uint64(len(f.members)) || f.members[r.SnapshotIndex] != t.Recipient:
		return refuse(chain.ErrNotInSnapshot)
	}
	owed := new(big.Int).Mul(t.FaceValue.Big(), big.NewInt(int64(r.Mask.Count())))
	account := f.account(t.Sender)
	fromReserve := new(big.Int).Sub(owed, account.Deposit)
	if fromReserve.Sign() < 0 {
		fromReserve.SetInt64(0)
	}
	if fromReserve.Cmp(f.claimable(t.Sender, t.Recipient)) > 0 {
		return refuse(chain.ErrInsufficientFunds)
	}
	if dry {
		return nil
	}
	account.Deposit = new(big.Int).Sub(account.Deposit, new(big.Int).Sub(owed, fromReserve))
	account.Reserve = new(big.Int).Sub(account.Reserve, fromReserve)
	who := [2]common.Address{t.Sender, t.Recipient}
	if f.claimed[who] == nil {
		f.claimed[who] = new(big.Int)
	}
	f.claimed[who].Add(f.claimed[who], fromReserve)
	f.nonces[l] = t.Nonce
	f.events = append(f.events, chain.RedeemedTicket{Sender: t.Sender, Lane: t.Lane, Nonce: t.Nonce, Amount: owed, FromReserve: fromReserve})
	return nil
}

// undo takes the last n redemptions back, as a reorganization does.
func (f *fakeChain) undo(recipient common.Address, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for range n {
		e := f.events[len(f.events)-1]
		f.events = f.events[:len(f.events)-1]
		f.account(e.Sender).Deposit.Add(f.account(e.Sender).Deposit, e.Amount)
		last := uint64(0)
		for _, earlier := range f.events {
			if earlier.Sender == e.Sender && earlier.Lane == e.Lane {
				last = earlier.Nonce
			}
		}
		f.nonces[fakeLane{e.Sender, recipient, e.Lane}] = last
	}
}

// fakeFollower delivers a fake chain's events.
type fakeFollower struct {
	chain     *fakeChain
	delivered []chain.RedeemedTicket
}

func (f *fakeFollower) Step(ctx context.Context, handle func(context.Context, []chain.RedeemedTicket) error) (bool, error) {
	f.chain.mu.Lock()
	events := slices.Clone(f.chain.events)
	f.chain.mu.Unlock()
	same := 0
	for same < min(len(events), len(f.delivered)) && events[same].Nonce == f.delivered[same].Nonce && events[same].Lane == f.delivered[same].Lane &&
		events[same].Sender == f.delivered[same].Sender {
		same++
	}
	var news []chain.RedeemedTicket
	for _, gone := range slices.Backward(f.delivered[same:]) {
		gone.Removed = true
		news = append(news, gone)
	}
	news = append(news, events[same:]...)
	if len(news) == 0 {
		return false, nil
	}
	if err := handle(ctx, news); err != nil {
		return false, err
	}
	f.delivered = events
	return true, nil
}

func (f *fakeFollower) Reached(context.Context) (time.Time, error) {
	f.chain.mu.Lock()
	defer f.chain.mu.Unlock()
	if f.chain.lagging {
		return time.Time{}, f.chain.down
	}
	return f.chain.began, f.chain.down
}
