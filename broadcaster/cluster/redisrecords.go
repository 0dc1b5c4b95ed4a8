package cluster

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"
)

// Records in Redis are a hash: by key, the version in decimal, and behind a space the value, unless it was deleted. The mark is beside it.
const (
	recordsKey = "millrace:records"
	markKey    = "millrace:records:mark"
)

//go:embed swap.lua
var swapScript string

//go:embed merge.lua
var mergeScript string

// RedisRecords are those in a Redis.
type RedisRecords struct {
	client      redis.UniversalClient
	swap, merge *redis.Script
}

var _ Records = (*RedisRecords)(nil)

// Records are those in the same Redis, which stays the caller's to close.
func (r *Redis) Records() *RedisRecords {
	return &RedisRecords{client: r.client, swap: redis.NewScript(swapScript), merge: redis.NewScript(mergeScript)}
}

// Mark implements Records.
func (r *RedisRecords) Mark(ctx context.Context) (Mark, error) {
	mark, err := r.client.Get(ctx, markKey).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return "", fmt.Errorf("mark of records: %w", err)
	}
	return Mark(mark), nil
}

// Load implements Records.
func (r *RedisRecords) Load(ctx context.Context) ([]Record, Mark, error) {
	var mark *redis.StringCmd
	var all *redis.MapStringStringCmd
	if _, err := r.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		mark, all = p.Get(ctx, markKey), p.HGetAll(ctx, recordsKey)
		return nil
	}); err != nil && !errors.Is(err, redis.Nil) {
		return nil, "", fmt.Errorf("load records: %w", err)
	}
	texts, err := all.Result()
	if err != nil {
		return nil, "", fmt.Errorf("load records: %w", err)
	}
	out := make([]Record, 0, len(texts))
	for key, text := range texts {
		record, err := parseRecord(key, text)
		if err != nil {
			return nil, "", err
		}
		out = append(out, record)
	}
	return out, Mark(mark.Val()), nil
}

// Swap implements Records.
func (r *RedisRecords) Swap(ctx context.Context, record Record, was Version, next Mark) (Mark, error) {
	reply, err := r.swap.Run(ctx, r.client, []string{recordsKey, markKey}, record.Key, uint64(was), record.text(), string(next)).StringSlice()
	switch {
	case err != nil:
		return "", fmt.Errorf("write a record: %w", err)
	case len(reply) != 2:
		return "", fmt.Errorf("write a record: reply of %d values", len(reply))
	case reply[0] != "1":
		return "", ErrConflict
	}
	return Mark(reply[1]), nil
}

// Merge implements Records.
func (r *RedisRecords) Merge(ctx context.Context, newer, gone []Record, next Mark) (Mark, error) {
	args := []any{string(next)}
	for _, record := range newer {
		args = append(args, record.Key, uint64(record.Version), record.text())
	}
	for _, record := range gone {
		args = append(args, record.Key, uint64(record.Version), "")
	}
	before, err := r.merge.Run(ctx, r.client, []string{recordsKey, markKey}, args...).Text()
	if err != nil {
		return "", fmt.Errorf("merge records: %w", err)
	}
	return Mark(before), nil
}

func (r Record) text() string {
	version := strconv.FormatUint(uint64(r.Version), 10)
	if r.Value == nil {
		return version
	}
	return version + " " + string(r.Value)
}

// maxVersion is what Redis' scripts can compare: the year 2255.
const maxVersion = 1 << 53

// parseRecord reads what the store has of a record: it may be anything.
func parseRecord(key, text string) (Record, error) {
	version, value, live := strings.Cut(text, " ")
	n, err := strconv.ParseUint(version, 10, 64)
	if err != nil || n == 0 || n > maxVersion || strconv.FormatUint(n, 10) != version {
		return Record{}, fmt.Errorf("record %.64q: version %.32q", key, version)
	}
	r := Record{Key: key, Version: Version(n)}
	if live {
		r.Value = []byte(value)
	}
	return r, nil
}
