package rpcpool

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// block is what a probe looks at of one.
type block struct {
	number uint64
	hash   common.Hash
	time   time.Time
}

// observation is what a node said in one probe.
type observation struct {
	name    string
	err     error // it did not answer
	chainID *big.Int
	head    block
	common  common.Hash // of the block at which all are compared; zero when it is not known
	latency time.Duration
}

// probe asks all nodes where they are and decides which to use.
func (p *Pool) probe(ctx context.Context) {
	seen := make([]observation, len(p.nodes))
	p.each(func(i int, n *node) {
		began := time.Now()
		seen[i] = observation{name: n.name}
		if seen[i].chainID, seen[i].err = p.askChainID(ctx, n); seen[i].err != nil {
			return
		}
		seen[i].head, seen[i].err = p.askBlock(ctx, n, "latest")
		seen[i].latency = time.Since(began)
	})
	if ctx.Err() != nil {
		return
	}
	p.learnChainID(seen)
	if at, ok := meetingBlock(seen, p.chainID, p.cfg.Depth); ok {
		p.each(func(i int, n *node) {
			if seen[i].err != nil || seen[i].chainID.Cmp(p.chainID) != 0 {
				return
			}
			b, err := p.askBlock(ctx, n, hexutil.EncodeUint64(at))
			if err == nil { // a node that does not have it is not wrong for that
				seen[i].common = b.hash
			}
		})
	}
	if ctx.Err() != nil {
		return
	}
	for i, err := range decide(seen, p.chainID, time.Now(), p.cfg) {
		h := Health{Name: seen[i].name, Err: err, Latency: seen[i].latency}
		if seen[i].err == nil {
			h.Head, h.HeadAt = seen[i].head.number, seen[i].head.time
		}
		p.nodes[i].set(p.cfg.Logger, h)
	}
}

// each runs f for all nodes at once.
func (p *Pool) each(f func(i int, n *node)) {
	var wg sync.WaitGroup
	for i, n := range p.nodes {
		wg.Go(func() { f(i, n) })
	}
	wg.Wait()
}

// learnChainID takes the chain of the first node that answers, if none was configured.
func (p *Pool) learnChainID(seen []observation) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, o := range seen {
		if p.chainID == nil && o.err == nil {
			p.chainID = o.chainID
		}
	}
}

// meetingBlock is the number of the block at which the nodes are compared; there is none for fewer than two.
func meetingBlock(seen []observation, chainID *big.Int, depth uint64) (uint64, bool) {
	lowest, count := uint64(0), 0
	for _, o := range seen {
		if o.err != nil || o.chainID.Cmp(chainID) != 0 {
			continue
		}
		if count == 0 || o.head.number < lowest {
			lowest = o.head.number
		}
		count++
	}
	if lowest < depth {
		return 0, count > 1 // all have the genesis block
	}
	return lowest - depth, count > 1
}

func (p *Pool) askChainID(ctx context.Context, n *node) (*big.Int, error) {
	data, err := p.ask(ctx, n, request("eth_chainId"))
	if err != nil {
		return nil, err
	}
	id, err := parseChainID(data)
	if err != nil {
		return nil, fmt.Errorf("%w at %s: %w", ErrUnreachable, n.name, err)
	}
	return id, nil
}

func (p *Pool) askBlock(ctx context.Context, n *node, number string) (block, error) {
	data, err := p.ask(ctx, n, request("eth_getBlockByNumber", number, false))
	if err != nil {
		return block{}, err
	}
	b, err := parseBlock(data)
	if err != nil {
		return block{}, fmt.Errorf("%w at %s: %w", ErrUnreachable, n.name, err)
	}
	return b, nil
}

func request(method string, params ...any) []byte {
	if params == nil {
		params = []any{}
	}
	data, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	if err != nil {
		panic(err) // strings and booleans
	}
	return data
}
