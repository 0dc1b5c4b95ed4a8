package cluster

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"regexp"

	"github.com/redis/go-redis/v9"

	"github.com/millrace/millrace/broadcaster/journal"
)

// The journal in Redis is a stream of entries with one field. Positions are their IDs.
const (
	journalKey   = "millrace:journal"
	journalField = "entry"
)

// RedisJournal is what the nodes of a cluster tell each other of what has happened. Entries are nobody's business who can read a Redis: they are
// sealed with a key of the cluster's secret. Those of another cluster, or that somebody has put there, are passed over.
type RedisJournal struct {
	client  redis.UniversalClient
	entries cipher.AEAD
}

var _ journal.Store = (*RedisJournal)(nil)

// Journal is the one in the same Redis, which stays the caller's to close.
func (r *Redis) Journal(secret Secret) (*RedisJournal, error) {
	if err := secret.check(); err != nil {
		return nil, err
	}
	entries, err := secret.Cipher("millrace: seals the journal")
	if err != nil {
		return nil, fmt.Errorf("journal: %w", err)
	}
	return &RedisJournal{client: r.client, entries: entries}, nil
}

// Append implements journal.Store.
func (r *RedisJournal) Append(ctx context.Context, entries [][]byte) error {
	if len(entries) == 0 {
		return nil
	}
	_, err := r.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		for _, e := range entries {
			p.XAdd(ctx, &redis.XAddArgs{
				Stream: journalKey, MaxLen: journal.Max, Approx: true, Values: []any{journalField, r.entries.Seal(nil, nil, e, nil)},
			})
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%w: append to the journal: %w", ErrAway, err)
	}
	return nil
}

var journalID = regexp.MustCompile(`^[0-9]{1,20}-[0-9]{1,20}$`)

// Read implements journal.Store.
func (r *RedisJournal) Read(ctx context.Context, after journal.Position, limit int) ([][]byte, journal.Position, error) {
	switch {
	case after == "":
		after = "0-0"
	case !journalID.MatchString(string(after)):
		return nil, after, fmt.Errorf("position %.32q is none of the journal", after)
	}
	const atOnce = -1 // instead of a time in which to wait
	streams, err := r.client.XRead(ctx, &redis.XReadArgs{Streams: []string{journalKey, string(after)}, Count: int64(limit), Block: atOnce}).Result()
	if errors.Is(err, redis.Nil) {
		return nil, after, nil
	}
	if err != nil {
		return nil, after, fmt.Errorf("%w: read the journal: %w", ErrAway, err)
	}
	var list [][]byte
	for _, s := range streams {
		for _, m := range s.Messages {
			after = journal.Position(m.ID)
			sealed, _ := m.Values[journalField].(string)
			if e, err := r.entries.Open(nil, nil, []byte(sealed), nil); err == nil {
				list = append(list, e)
			}
		}
	}
	return list, after, nil
}
