// Package follow delivers the logs of contracts: all of them, in order, whatever the chain does meanwhile.
//
// A Follower reads ranges of blocks and hands what it finds to a Handler. After each range it stores a checkpoint (number and hash of
// a block, and the logs delivered from it), so that one which starts again goes on where the last one ended, however long ago. When
// a reorganization takes out blocks whose logs were delivered, those logs are delivered again as removals, newest first, before
// what stands in their place.
//
//	poll: latest block --> do the checkpoints still stand? --> logs of the next range --> do both ends still stand? --> Handler --> store
//	                       no: remove what was delivered                                no: once more
//
// It promises that the logs added and not removed are, at every checkpoint, exactly those of the chain up to it. A batch whose checkpoint
// was not stored, because the process died, comes again: a Handler that must not count twice keeps Log.BlockHash and Log.Index. It leaves
// to others what the logs mean, and which node to ask (pkg/chain/rpcpool).
package follow

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

var (
	// ErrTooDeep means that a reorganization goes below the oldest checkpoint: it cannot be told which delivered logs are gone. Drop what
	// was made of them, and the follower's checkpoints, and read the chain again.
	ErrTooDeep = errors.New("reorganization deeper than what is remembered")
	// ErrLogs means that a node answered with logs that were not asked for, or in disorder: use another node.
	ErrLogs = errors.New("unusable logs from the RPC node")
	// ErrCheckpoint means that a stored checkpoint is not what this program wrote: restore the file, or read the chain again.
	ErrCheckpoint = errors.New("damaged checkpoint")
)

// errMoved means that the chain changed while a range was read.
var errMoved = errors.New("the chain was reorganized meanwhile")

// Node is what a Follower asks of the chain. An ethclient.Client is one.
type Node interface {
	HeaderByNumber(ctx context.Context, number *big.Int) (*types.Header, error)
	FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error)
}

// Config says what is followed.
type Config struct {
	Name          string           // of the follower in its store
	Addresses     []common.Address // the contracts; none: all
	Topics        [][]common.Hash  // as in ethereum.FilterQuery
	From          uint64           // the first block of interest, such as that of the deployment
	Confirmations uint64           // stay this many blocks below the head; default 0, since removals are delivered
	MaxRange      uint64           // blocks of one question; default 2000; halved while a node refuses
	Depth         uint64           // blocks below the head whose logs can still be removed; default 256
	Poll          time.Duration    // between looks at the head; default 2 s
}

func (c Config) withDefaults() (Config, error) {
	if c.MaxRange == 0 {
		c.MaxRange = 2000
	}
	if c.Depth == 0 {
		c.Depth = 256
	}
	if c.Poll == 0 {
		c.Poll = 2 * time.Second
	}
	switch {
	case c.Name == "":
		return c, errors.New("follower: no name")
	case c.Poll < 0:
		return c, fmt.Errorf("follower %s: interval %s must be positive", c.Name, c.Poll)
	default:
		return c, nil
	}
}

// Batch is what a Handler gets at a time.
type Batch struct {
	Removed []types.Log // delivered before, and no longer part of the chain; newest first, with Removed set
	Added   []types.Log // of the chain, oldest first
	Block   uint64      // up to which the chain is known once this is handled
	Hash    common.Hash // of that block
	Head    uint64      // where the chain was
}

// Handler takes a batch; the next comes when it returns. After an error the same batch is made up again.
type Handler func(ctx context.Context, b Batch) error

// Checkpoint is a block up to which the chain was followed, or in which there were logs.
type Checkpoint struct {
	Number uint64
	Hash   common.Hash
	Logs   []types.Log // that were delivered from this block
}

// Deps are what a Follower works with.
type Deps struct {
	Node   Node
	Store  Store
	Logger *slog.Logger // default slog.Default()
}

// Follower follows the logs of some contracts. It is used by one goroutine.
type Follower struct {
	cfg  Config
	deps Deps
	log  *slog.Logger

	loaded bool
	points []Checkpoint // ascending; empty until the first step
	size   uint64       // of the next range
}

// New makes a follower that does nothing until Run or Step.
func New(cfg Config, deps Deps) (*Follower, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	if deps.Node == nil || deps.Store == nil {
		return nil, fmt.Errorf("follower %s: a node and a store are needed", cfg.Name)
	}
	if deps.Logger == nil {
		deps.Logger = slog.Default()
	}
	return &Follower{cfg: cfg, deps: deps, log: deps.Logger.With("follower", cfg.Name), size: cfg.MaxRange}, nil
}

// Run follows until ctx is done, and returns why; or until ErrTooDeep or ErrCheckpoint. Other errors, the handler's among them, are
// logged and tried again.
func (f *Follower) Run(ctx context.Context, handle Handler) error {
	failed := false
	for {
		more, err := f.Step(ctx, handle)
		switch {
		case ctx.Err() != nil:
			return context.Cause(ctx)
		case errors.Is(err, ErrTooDeep), errors.Is(err, ErrCheckpoint):
			return err
		case err != nil && !failed:
			f.log.Warn("chain cannot be followed; trying again", "err", err)
		case err == nil && failed:
			f.log.Info("chain is followed again")
		}
		failed = err != nil
		if more && err == nil {
			continue
		}
		timer := time.NewTimer(f.cfg.Poll)
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
		timer.Stop()
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
}

// Block is up to which block the chain is known; 0 before the first step.
func (f *Follower) Block() uint64 {
	if len(f.points) == 0 {
		return 0
	}
	return f.points[len(f.points)-1].Number
}

// Step reads and delivers at most one range. more says that the next one need not wait.
func (f *Follower) Step(ctx context.Context, handle Handler) (more bool, err error) {
	more, err = f.step(ctx, handle)
	switch {
	case errors.Is(err, errMoved):
		return true, nil
	case err != nil:
		return false, fmt.Errorf("follow %s: %w", f.cfg.Name, err)
	default:
		return more, nil
	}
}

func (f *Follower) step(ctx context.Context, handle Handler) (more bool, err error) {
	if err := f.load(ctx); err != nil {
		return false, err
	}
	head, err := f.deps.Node.HeaderByNumber(ctx, nil)
	if err != nil {
		return false, fmt.Errorf("read latest block: %w", err)
	}
	keep, rebased, err := f.standing(ctx, head.Number.Uint64())
	if err != nil || keep < 0 {
		return false, err
	}
	points := slices.Clone(f.points[:keep+1])
	b := Batch{Removed: removals(f.points[keep+1:]), Head: head.Number.Uint64()}
	if rebased != nil {
		points[0] = *rebased
	}
	last := points[len(points)-1]
	b.Block, b.Hash = last.Number, last.Hash
	if target := b.Head - min(b.Head, f.cfg.Confirmations); target > last.Number {
		added, err := f.extend(ctx, &b, last, target)
		if err != nil {
			return false, err
		}
		points = append(points, added...)
	}
	if b.Block == last.Number && keep == len(f.points)-1 && rebased == nil {
		return false, nil
	}
	if len(b.Removed)+len(b.Added) > 0 {
		if err := handle(ctx, b); err != nil {
			return false, fmt.Errorf("handle logs up to block %d: %w", b.Block, err)
		}
	}
	points = forget(points, b.Head-min(b.Head, f.cfg.Depth))
	if err := f.deps.Store.Save(ctx, f.cfg.Name, points); err != nil {
		return false, err
	}
	f.points = points
	return b.Block+f.cfg.Confirmations < b.Head, nil
}

// load reads the checkpoints of an earlier life, or makes the first, which is the block before the first of interest.
func (f *Follower) load(ctx context.Context) error {
	if f.loaded {
		return nil
	}
	points, err := f.deps.Store.Load(ctx, f.cfg.Name)
	if err != nil {
		return err
	}
	if len(points) == 0 {
		header, err := f.deps.Node.HeaderByNumber(ctx, new(big.Int).SetUint64(f.base()))
		if err != nil {
			return fmt.Errorf("read block %d, before the first: %w", f.base(), err)
		}
		points = []Checkpoint{{Number: f.base(), Hash: header.Hash()}}
	}
	f.points, f.loaded = points, true
	return nil
}

// base is the block before the first of interest. The genesis block has no logs.
func (f *Follower) base() uint64 { return max(f.cfg.From, 1) - 1 }

// standing is the index of the newest checkpoint that is still part of the chain; -1 when that cannot be told yet, since the node is
// behind. Where even the first checkpoint of all is gone, rebased is what stands in its place.
func (f *Follower) standing(ctx context.Context, head uint64) (keep int, rebased *Checkpoint, err error) {
	newest := len(f.points) - 1
	for i := newest; i >= 0; i-- {
		if f.points[i].Number > head {
			continue
		}
		header, err := f.deps.Node.HeaderByNumber(ctx, new(big.Int).SetUint64(f.points[i].Number))
		if err != nil {
			return 0, nil, fmt.Errorf("read block %d: %w", f.points[i].Number, err)
		}
		if header.Hash() == f.points[i].Hash {
			if f.points[newest].Number > head { // a node that is behind; or, as its next blocks will show, a shorter chain
				return -1, nil, nil
			}
			return i, nil, nil
		}
		if i == 0 && f.points[0].Number == f.base() {
			return 0, &Checkpoint{Number: f.base(), Hash: header.Hash()}, nil
		}
		// Whatever is newer is gone too, even if the chain does not reach so far yet.
		newest = i - 1
	}
	if newest >= 0 {
		return -1, nil, nil // the chain ends before the first checkpoint
	}
	return 0, nil, fmt.Errorf("%w: block %d is not %s any more", ErrTooDeep, f.points[0].Number, f.points[0].Hash)
}

// removals are the logs of checkpoints that are gone, newest first.
func removals(gone []Checkpoint) []types.Log {
	var logs []types.Log
	for _, p := range slices.Backward(gone) {
		for _, l := range slices.Backward(p.Logs) {
			l.Removed = true
			logs = append(logs, l)
		}
	}
	return logs
}

// extend reads the range of blocks after last, into b, and returns its checkpoints.
func (f *Follower) extend(ctx context.Context, b *Batch, last Checkpoint, target uint64) ([]Checkpoint, error) {
	logs, to, err := f.read(ctx, last.Number+1, target)
	if err != nil {
		return nil, err
	}
	// What was read is of one chain if both its ends are part of that before and after.
	for _, end := range []Checkpoint{last, {Number: to.Number.Uint64(), Hash: to.Hash()}} {
		header, err := f.deps.Node.HeaderByNumber(ctx, new(big.Int).SetUint64(end.Number))
		if err != nil && !errors.Is(err, ethereum.NotFound) {
			return nil, fmt.Errorf("read block %d: %w", end.Number, err)
		}
		if err != nil || header.Hash() != end.Hash {
			return nil, errMoved
		}
	}
	b.Added, b.Block, b.Hash = logs, to.Number.Uint64(), to.Hash()
	var points []Checkpoint
	for _, l := range logs {
		if n := len(points); n == 0 || points[n-1].Number != l.BlockNumber {
			points = append(points, Checkpoint{Number: l.BlockNumber, Hash: l.BlockHash})
		}
		p := &points[len(points)-1]
		p.Logs = append(p.Logs, l)
	}
	if n := len(points); n == 0 || points[n-1].Number != b.Block {
		points = append(points, Checkpoint{Number: b.Block, Hash: b.Hash})
	}
	return points, nil
}

// forget drops the checkpoints that are older than the newest one at or below horizon.
func forget(points []Checkpoint, horizon uint64) []Checkpoint {
	first := 0
	for i, p := range points {
		if p.Number <= horizon {
			first = i
		}
	}
	return points[first:]
}
