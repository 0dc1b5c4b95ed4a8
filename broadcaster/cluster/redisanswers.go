package cluster

import (
	"context"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/redis/go-redis/v9"

	"github.com/millrace/millrace/broadcaster/answers"
)

// Answers in Redis are values of their own, which expire, and a sorted set of their names by age, which bounds them.
const (
	answerKey  = "millrace:answer:"
	answersKey = "millrace:answers"
)

//go:embed claim.lua
var claimScript string

// RedisAnswers are those to requests at any node of a cluster. Answers hold keys that are shown once, which are nobody's business who can read a Redis:
// its values are sealed, and its names hashed, with keys of the cluster's secret.
type RedisAnswers struct {
	client redis.UniversalClient
	claim  *redis.Script
	names  [sha256.Size]byte // key of the names' HMAC
	values cipher.AEAD
}

var _ answers.Store = (*RedisAnswers)(nil)

// Answers are those in the same Redis, which stays the caller's to close.
func (r *Redis) Answers(secret Secret) (*RedisAnswers, error) {
	if err := secret.check(); err != nil {
		return nil, err
	}
	values, err := secret.Cipher("millrace: seals the answers to requests")
	if err != nil {
		return nil, fmt.Errorf("answers: %w", err)
	}
	return &RedisAnswers{client: r.client, claim: redis.NewScript(claimScript), names: secret.Key("millrace: names the answers to requests"), values: values}, nil
}

// Claim implements answers.Store.
func (r *RedisAnswers) Claim(ctx context.Context, id string, note []byte) ([]byte, error) {
	name := r.name(id)
	there, err := r.claim.Run(ctx, r.client, []string{name, answersKey}, r.seal(name, note),
		answers.ClaimAge.Milliseconds(), answers.Age.Milliseconds(), answers.Max).Text()
	if err != nil {
		return nil, fmt.Errorf("%w: claim the place of an answer: %w", ErrAway, err)
	}
	if there == "" {
		return nil, nil
	}
	value, err := r.values.Open(nil, nil, []byte(there), []byte(name))
	if err != nil {
		return nil, errors.New("an answer that was kept is not this cluster's")
	}
	return value, nil
}

// Keep implements answers.Store.
func (r *RedisAnswers) Keep(ctx context.Context, id string, answer []byte) error {
	name := r.name(id)
	err := r.client.SetXX(ctx, name, r.seal(name, answer), answers.Age).Err()
	if err != nil && !errors.Is(err, redis.Nil) {
		return fmt.Errorf("%w: keep an answer: %w", ErrAway, err)
	}
	return nil
}

// Drop implements answers.Store.
func (r *RedisAnswers) Drop(ctx context.Context, id string) error {
	name := r.name(id)
	if _, err := r.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		p.Del(ctx, name)
		p.ZRem(ctx, answersKey, name)
		return nil
	}); err != nil {
		return fmt.Errorf("%w: drop the place of an answer: %w", ErrAway, err)
	}
	return nil
}

func (r *RedisAnswers) name(id string) string {
	mac := hmac.New(sha256.New, r.names[:])
	mac.Write([]byte(id))
	return answerKey + hex.EncodeToString(mac.Sum(nil))
}

// seal encrypts a value for the place of a name, and no other.
func (r *RedisAnswers) seal(name string, value []byte) []byte {
	return r.values.Seal(nil, nil, value, []byte(name))
}
