package follow

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"

	"github.com/millrace/millrace/pkg/chain/rpcpool"
)

// read reads the logs of a range that begins at from and ends at target at the latest, and the header of its last block. While the
// node refuses, the range is halved; when it takes one, the next may be twice as long.
func (f *Follower) read(ctx context.Context, from, target uint64) ([]types.Log, *types.Header, error) {
	for {
		to := min(target, from+f.size-1)
		logs, header, err := f.readRange(ctx, from, to)
		if err == nil {
			f.size = min(2*f.size, f.cfg.MaxRange)
			return logs, header, nil
		}
		if !refused(ctx, err) || to == from {
			return nil, nil, fmt.Errorf("read logs of blocks %d to %d: %w", from, to, err)
		}
		f.size = (to - from + 1) / 2
	}
}

// refused says whether a node might take a smaller question: it answered with an error, or not in time, or at too great length. The codes
// and words for that differ from node to node.
func refused(ctx context.Context, err error) bool {
	_, answered := errors.AsType[rpc.Error](err)
	return ctx.Err() == nil && (answered || errors.Is(err, rpcpool.ErrTooLarge) || errors.Is(err, context.DeadlineExceeded))
}

func (f *Follower) readRange(ctx context.Context, from, to uint64) ([]types.Log, *types.Header, error) {
	header, err := f.deps.Node.HeaderByNumber(ctx, new(big.Int).SetUint64(to))
	if errors.Is(err, ethereum.NotFound) {
		return nil, nil, errMoved
	}
	if err != nil {
		return nil, nil, err
	}
	logs, err := f.deps.Node.FilterLogs(ctx, ethereum.FilterQuery{
		FromBlock: new(big.Int).SetUint64(from), ToBlock: new(big.Int).SetUint64(to), Addresses: f.cfg.Addresses, Topics: f.cfg.Topics,
	})
	if err != nil {
		return nil, nil, err
	}
	if err := f.check(logs, from, header); err != nil {
		return nil, nil, err
	}
	return logs, header, nil
}

// check refuses logs that were not asked for.
func (f *Follower) check(logs []types.Log, from uint64, last *types.Header) error {
	for i, l := range logs {
		switch {
		case l.Removed, l.BlockNumber < from, l.BlockNumber > last.Number.Uint64():
			return fmt.Errorf("%w: log of block %d among those of %d to %d", ErrLogs, l.BlockNumber, from, last.Number)
		case len(f.cfg.Addresses) > 0 && !slices.Contains(f.cfg.Addresses, l.Address), !matches(l.Topics, f.cfg.Topics):
			return fmt.Errorf("%w: log of %s, which was not asked for", ErrLogs, l.Address)
		case l.BlockNumber == last.Number.Uint64() && l.BlockHash != last.Hash():
			return errMoved
		}
		if i == 0 {
			continue
		}
		switch before := logs[i-1]; {
		case before.BlockNumber == l.BlockNumber && before.BlockHash != l.BlockHash:
			return fmt.Errorf("%w: two blocks %d", ErrLogs, l.BlockNumber)
		case before.BlockNumber > l.BlockNumber, before.BlockNumber == l.BlockNumber && before.Index >= l.Index:
			return fmt.Errorf("%w: disorder in block %d", ErrLogs, l.BlockNumber)
		}
	}
	return nil
}

// matches says whether a log's topics are among the wanted ones.
func matches(topics []common.Hash, wanted [][]common.Hash) bool {
	if len(wanted) > len(topics) {
		return false
	}
	for i, these := range wanted {
		if len(these) > 0 && !slices.Contains(these, topics[i]) {
			return false
		}
	}
	return true
}
