package rpcpool

import (
	"fmt"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// fastestBlocks is the shortest time between blocks that any chain keeps up. Two heads of about the same time cannot be further
// apart in number than that allows: one of them is made up.
const fastestBlocks = 100 * time.Millisecond

// decide says of each node why it is not to be used, from what all of them said; nil is to be used. A node is refused, in this
// order, when it
//
//   - did not answer;
//   - serves another chain;
//   - has a head that is older, or further in the future, than Config.MaxHeadAge;
//   - has another block than most where all are compared, below the tip, where honest nodes no longer differ; with no majority
//     nobody is believed;
//   - has a head that contradicts those of more than half of the others: of about the same time, but so many blocks apart as no
//     chain makes in it. A node that lags has an old head, one that lies about the number cannot also have the time right;
//   - is more than Config.MaxLag blocks behind the best of those that are left.
func decide(seen []observation, chainID *big.Int, now time.Time, cfg Config) []error {
	errs := make([]error, len(seen))
	for i, o := range seen {
		switch age := now.Sub(o.head.time); {
		case o.err != nil:
			errs[i] = o.err
		case o.chainID.Cmp(chainID) != 0:
			errs[i] = fmt.Errorf("%w: %s serves chain %s, not %s: use a node of chain %s", ErrWrongChain, o.name, o.chainID, chainID, chainID)
		case cfg.MaxHeadAge >= 0 && age > cfg.MaxHeadAge:
			errs[i] = fmt.Errorf("%w: block %d of %s is %s old, at most %s: wait until the node has caught up, or use another",
				ErrStaleHead, o.head.number, o.name, age.Round(time.Second), cfg.MaxHeadAge)
		case cfg.MaxHeadAge >= 0 && -age > cfg.MaxHeadAge:
			errs[i] = fmt.Errorf("%w: block %d of %s is %s ahead of this machine's clock: set the clock right, or use another node",
				ErrStaleHead, o.head.number, o.name, (-age).Round(time.Second))
		}
	}
	forked(seen, errs)
	contradicted(seen, errs, cfg.MaxLag)
	behind(seen, errs, cfg.MaxLag)
	return errs
}

// forked refuses those that have another block than most.
func forked(seen []observation, errs []error) {
	votes, voters := map[common.Hash]int{}, 0
	for i, o := range seen {
		if errs[i] == nil && o.common != (common.Hash{}) {
			votes[o.common]++
			voters++
		}
	}
	if len(votes) < 2 {
		return
	}
	for i, o := range seen {
		if errs[i] == nil && o.common != (common.Hash{}) && 2*votes[o.common] <= voters {
			errs[i] = fmt.Errorf("%w: %s has a block %s that %d of %d do not have: leave out the node that is on a fork",
				ErrDisagree, o.name, o.common, voters-votes[o.common], voters)
		}
	}
}

// contradicted refuses those whose heads cannot be true if those of most others are.
func contradicted(seen []observation, errs []error, maxLag uint64) {
	refused := make([]error, len(seen))
	for i, o := range seen {
		if errs[i] != nil {
			continue
		}
		against, others := 0, 0
		for j, other := range seen {
			if i == j || errs[j] != nil {
				continue
			}
			others++
			if apart(o.head, other.head, maxLag) {
				against++
			}
		}
		if 2*against > others {
			refused[i] = fmt.Errorf("%w: the head of %s, block %d, contradicts those of %d of %d others: leave out the node that lies",
				ErrDisagree, o.name, o.head.number, against, others)
		}
	}
	for i, err := range refused {
		if err != nil {
			errs[i] = err
		}
	}
}

// apart says whether two heads cannot both be true.
func apart(a, b block, maxLag uint64) bool {
	if a.number < b.number {
		a, b = b, a
	}
	blocks := a.number - b.number
	if blocks <= maxLag {
		return false
	}
	return a.time.Sub(b.time) < time.Duration(min(blocks, 1<<32))*fastestBlocks
}

// behind refuses those that lag.
func behind(seen []observation, errs []error, maxLag uint64) {
	best := uint64(0)
	for i, o := range seen {
		if errs[i] == nil {
			best = max(best, o.head.number)
		}
	}
	for i, o := range seen {
		if errs[i] == nil && best-o.head.number > maxLag {
			errs[i] = fmt.Errorf("%w: %s is at block %d, another at %d: wait until it has caught up, or leave it out", ErrBehind, o.name, o.head.number, best)
		}
	}
}
