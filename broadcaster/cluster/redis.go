package cluster

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// What is kept in Redis: for each stream a hash of its lease (JSON), the lease's node and its epoch, and until that node keeps the lease the one
// that was kept last, behind its epoch; a channel on which leases that change hands are told; and the nodes that are there (JSON). Nothing else of
// that database is touched. Scripts make each change in one step.
const (
	leaseKey      = "millrace:lease:"
	leasesChannel = "millrace:leases"
	membersKey    = "millrace:nodes"
)

// Bounds of the connections, but for what a URL says (read_timeout=1s). A call that gets no answer is not tried again by the client: the caller goes on without.
const (
	redisTimeout     = 500 * time.Millisecond
	redisConnections = 8
	redisPing        = time.Second     // how often a quiet subscription is checked
	redisLost        = 3 * time.Second // silence after which a subscription is made anew
)

// Redis is a Store in a Redis server, or in those that a Sentinel watches.
type Redis struct {
	client           redis.UniversalClient
	take, keep, join *redis.Script
}

var _ Store = (*Redis)(nil)

//go:embed take.lua
var takeScript string

//go:embed keep.lua
var keepScript string

//go:embed join.lua
var joinScript string

// OpenRedis makes a client of the server that a URL names: redis://[USER:PASSWORD@]HOST:PORT/DB, rediss:// for TLS, or unix://PATH, or of the one
// that Sentinels name: redis+sentinel://[USER:PASSWORD@]HOST[:PORT][,HOST[:PORT]...]/NAME/DB, rediss+sentinel:// for TLS. It connects when it is used. The caller closes it.
func OpenRedis(text string) (*Redis, error) {
	logging.Disable() // what is of use comes as an error
	r := &Redis{take: redis.NewScript(takeScript), keep: redis.NewScript(keepScript), join: redis.NewScript(joinScript)}
	sentinels, err := parseSentinel(text)
	if err != nil {
		return nil, fmt.Errorf("URL of Redis: %w", err)
	}
	if o := sentinels; o != nil {
		o.DialTimeout, o.ReadTimeout, o.WriteTimeout, o.PoolTimeout = redisTimeout, redisTimeout, redisTimeout, redisTimeout
		o.MaxRetries, o.PoolSize, o.ContextTimeoutEnabled, o.DisableIdentity, o.DialerRetries = -1, redisConnections, true, true, 1
		r.client = redis.NewFailoverClient(o)
		return r, nil
	}
	o, err := redis.ParseURL(text)
	if err != nil {
		return nil, fmt.Errorf("URL of Redis: %w", clean(err, text))
	}
	for _, d := range []*time.Duration{&o.DialTimeout, &o.ReadTimeout, &o.WriteTimeout, &o.PoolTimeout} {
		*d = cmp.Or(*d, redisTimeout)
	}
	o.MaxRetries, o.PoolSize, o.ContextTimeoutEnabled, o.DisableIdentity, o.DialerRetries = -1, redisConnections, true, true, 1
	o.MaintNotificationsConfig = &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
	r.client = redis.NewClient(o)
	return r, nil
}

// clean keeps a URL, which may hold a password, out of an error about it.
func clean(err error, text string) error {
	return errors.New(strings.ReplaceAll(err.Error(), text, "URL"))
}

// Close lets go of the connections.
func (r *Redis) Close() error { return r.client.Close() }

// Join implements Store.
func (r *Redis) Join(ctx context.Context, m Member, ttl time.Duration) ([]Member, error) {
	text, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("join: %w", err)
	}
	reply, err := r.join.Run(ctx, r.client, []string{membersKey}, text, ttl.Milliseconds(), MaxMembers).StringSlice()
	if err != nil {
		return nil, fmt.Errorf("join: %w", err)
	}
	var members []Member
	for _, text := range reply {
		var m Member
		if json.Unmarshal([]byte(text), &m) != nil || m.Name == "" || len(m.Name) > MaxName {
			continue // whatever it is, it is none of ours
		}
		if _, err := ParseURL(m.URL); err == nil {
			members = append(members, m)
		}
	}
	return present(members), nil
}

// Take implements Store.
func (r *Redis) Take(ctx context.Context, l Lease, ttl time.Duration) (Epoch, Lease, error) {
	text, err := json.Marshal(l)
	if err != nil {
		return 0, Lease{}, fmt.Errorf("take %s: %w", l.Stream, err)
	}
	reply, err := r.take.Run(ctx, r.client, []string{leaseKey + l.Stream},
		uint64(l.Epoch), l.Node, text, ttl.Milliseconds(), leasesChannel).StringSlice()
	if err != nil {
		return 0, Lease{}, fmt.Errorf("take %s: %w", l.Stream, err)
	}
	if len(reply) != 2 {
		return 0, Lease{}, fmt.Errorf("take %s: reply of %d values", l.Stream, len(reply))
	}
	taken, err := strconv.ParseUint(reply[0], 10, 64)
	if err != nil {
		return 0, Lease{}, fmt.Errorf("take %s: %w", l.Stream, err)
	}
	if reply[1] == "" {
		return Epoch(taken), Lease{}, nil
	}
	before, err := parseTold(reply[1])
	if err != nil {
		before = Lease{} // who cannot be understood cannot be followed
	}
	return Epoch(taken), before, nil
}

// Keep implements Store.
func (r *Redis) Keep(ctx context.Context, leases []Lease, ttl time.Duration) ([]Kept, error) {
	if err := r.keep.Load(ctx, r.client).Err(); err != nil {
		return nil, fmt.Errorf("keep leases: %w", err)
	}
	texts := make([][]byte, len(leases))
	for i, l := range leases {
		var err error
		if texts[i], err = json.Marshal(l); err != nil {
			return nil, fmt.Errorf("keep %s: %w", l.Stream, err)
		}
	}
	replies := make([]*redis.Cmd, len(leases))
	_, err := r.client.Pipelined(ctx, func(p redis.Pipeliner) error {
		for i, l := range leases {
			replies[i] = r.keep.EvalSha(ctx, p, []string{leaseKey + l.Stream},
				uint64(l.Epoch), l.Node, texts[i], ttl.Milliseconds(), leasesChannel)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("keep leases: %w", err)
	}
	out := make([]Kept, len(leases))
	for i, l := range leases {
		reply, err := replies[i].StringSlice()
		if err != nil || len(reply) != 2 {
			return nil, fmt.Errorf("keep %s: reply of %d values: %w", l.Stream, len(reply), err)
		}
		if reply[1] == "" {
			epoch, err := strconv.ParseUint(reply[0], 10, 64)
			if err != nil {
				return nil, fmt.Errorf("keep %s: %w", l.Stream, err)
			}
			out[i].Epoch = Epoch(epoch)
			continue
		}
		if out[i].By, err = parseLease(reply[0], reply[1]); err != nil {
			return nil, fmt.Errorf("keep %s: %w", l.Stream, err)
		}
	}
	return out, nil
}

// Find implements Store.
func (r *Redis) Find(ctx context.Context, stream string) (Lease, error) {
	reply, err := r.client.HMGet(ctx, leaseKey+stream, "epoch", "lease").Result()
	if err != nil {
		return Lease{}, fmt.Errorf("find %s: %w", stream, err)
	}
	epoch, ok := reply[0].(string)
	text, found := reply[1].(string)
	if !ok || !found {
		return Lease{}, ErrNone
	}
	return parseLease(epoch, text)
}

// parseLease reads what the store has of a lease: it may be anything.
func parseLease(epoch, text string) (Lease, error) {
	var l Lease
	n, err := strconv.ParseUint(epoch, 10, 63)
	if err != nil {
		return l, fmt.Errorf("epoch of a lease: %w", err)
	}
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return l, fmt.Errorf("lease: %w", err)
	}
	l.Epoch = Epoch(n)
	return l, l.check()
}

// parseTold reads a lease behind its epoch.
func parseTold(told string) (Lease, error) {
	epoch, text, _ := strings.Cut(told, " ")
	return parseLease(epoch, text)
}

// Watch implements Store.
func (r *Redis) Watch(ctx context.Context, ready func(), changed func(Lease)) {
	sub := r.client.Subscribe(ctx, leasesChannel)
	defer sub.Close()
	// The client subscribes anew whenever the connection broke, and says so.
	events := sub.ChannelWithSubscriptions(redis.WithChannelHealthCheckInterval(redisPing),
		redis.WithChannelPingTimeout(redisTimeout), redis.WithChannelReconnectTimeout(redisLost), redis.WithChannelSize(maxChanges))
	for {
		select {
		case event, ok := <-events:
			if !ok {
				return
			}
			switch e := event.(type) {
			case *redis.Subscription:
				ready()
			case *redis.Message:
				if l, err := parseTold(e.Payload); err == nil {
					changed(l)
				}
			}
		case <-ctx.Done():
			return
		}
	}
}
