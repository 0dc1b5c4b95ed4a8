package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/redis/go-redis/v9"

	"github.com/millrace/millrace/broadcaster/standing"
)

// What nodes measured of orchestrators: for each node a hash of entries (JSON) by orchestrator, and when each node saved last. Both end
// when nobody has saved for standingTTL, in which all of it has faded.
const (
	standingKey  = "millrace:standing:"
	standingsKey = "millrace:standings"
	standingTTL  = 2 * time.Hour
)

var _ standing.Store = (*Redis)(nil)

// Save implements standing.Store.
func (r *Redis) Save(ctx context.Context, node string, entries standing.Entries) error {
	if len(entries) == 0 {
		return nil
	}
	values := make([]any, 0, 2*len(entries))
	for a, e := range entries {
		text, err := json.Marshal(e)
		if err != nil {
			return fmt.Errorf("standing of %s: %w", a, err)
		}
		values = append(values, a.Hex(), text)
	}
	_, err := r.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, standingKey+node, values...)
		p.PExpire(ctx, standingKey+node, standingTTL)
		p.ZAdd(ctx, standingsKey, redis.Z{Score: float64(time.Now().Unix()), Member: node})
		p.PExpire(ctx, standingsKey, standingTTL)
		return nil
	})
	if err != nil {
		return fmt.Errorf("save standings: %w", err)
	}
	return nil
}

// Load implements standing.Store.
func (r *Redis) Load(ctx context.Context, now time.Time) (map[string]standing.Entries, error) {
	nodes, err := r.client.ZRangeArgs(ctx, redis.ZRangeArgs{
		Key: standingsKey, ByScore: true, Start: strconv.FormatInt(time.Now().Add(-standingTTL).Unix(), 10), Stop: "+inf", Count: standing.MaxNodes,
	}).Result()
	if err != nil {
		return nil, fmt.Errorf("load standings: %w", err)
	}
	out := map[string]standing.Entries{}
	for _, node := range nodes {
		n, err := r.client.HLen(ctx, standingKey+node).Result()
		if err != nil {
			return nil, fmt.Errorf("load standings of %.100q: %w", node, err)
		}
		if n > standing.MaxEntries {
			continue // no node of ours saved these
		}
		fields, err := r.client.HGetAll(ctx, standingKey+node).Result()
		if err != nil {
			return nil, fmt.Errorf("load standings of %.100q: %w", node, err)
		}
		entries := standing.Entries{}
		for address, text := range fields {
			if e, err := standing.Parse([]byte(text), now); err == nil && common.IsHexAddress(address) {
				entries[common.HexToAddress(address)] = e
			}
		}
		out[node] = entries
	}
	return out, nil
}
