// Package cluster lets several broadcasters stand for one: any of them takes any stream, and any serves any stream.
//
// A Lease says which node has a stream. Leases are kept in a Store that all nodes share: Redis, or in one process its twin Memory. A
// Node takes leases for the streams that are published to it, keeps them, finds those of its peers, and is told when it lost one.
//
// Of two leases of a stream the one with the higher epoch holds, whatever became of the store meanwhile. Epochs are made of the
// time at which a publisher came, so that the newest publisher wins also where two nodes could not ask the store, or the store
// forgot: a node puts back what it holds. Nodes' clocks must agree to about a second for that.
//
// No call waits for the store for longer than Config.Timeout, and none at all once the store is known to be away; what is on the way
// of a part makes no call. Media goes from node to node over HTTP (package edge); Secret signs those requests.
package cluster

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/millrace/millrace/pkg/media"
)

var (
	// ErrNone: no node has the stream.
	ErrNone = errors.New("no node has the stream")
	// ErrLost: another node has the stream by now.
	ErrLost = errors.New("another node took the stream")
	// ErrAway: the store cannot be asked now.
	ErrAway = errors.New("the cluster's store is away")
)

// Epoch orders the leases of a stream: microseconds since 1970, or one more than the one before.
type Epoch uint64

// EpochAt is the epoch of a lease that begins now.
func EpochAt(t time.Time) Epoch { return Epoch(max(t.UnixMicro(), 0)) }

// Lease says which node has a stream.
type Lease struct {
	Stream string   `json:"stream"`
	Node   string   `json:"node"` // its name
	URL    string   `json:"url"`  // where its peers reach it
	Epoch  Epoch    `json:"-"`    // the store keeps it beside the lease
	Place  Position `json:"place,omitzero"`
	Rules  bool     `json:"rules,omitempty"` // not everybody may watch
	Ended  bool     `json:"ended,omitempty"` // its playlists are closed; whoever publishes it next begins a new stream
	Lapsed bool     `json:"-"`               // the store has it no more; see Node.Owner
}

// Position is how far a stream's playlists are, for whoever goes on with them.
type Position struct {
	Start   time.Time        `json:"start"`            // wall time of the beginning of the timeline
	Segment media.SegmentSeq `json:"segment"`          // that comes next
	Time    media.Ticks      `json:"time"`             // up to which media was published
	Cuts    uint64           `json:"cuts"`             // discontinuities before
	At      time.Time        `json:"at"`               // when it was so
	Token   string           `json:"token,omitempty"`  // of the URIs of its media; at most MaxName bytes, as the two below in the holder's own terms
	Tape    string           `json:"tape,omitempty"`   // what keeps its media; empty: nothing does
	Sealed  bool             `json:"sealed,omitempty"` // its media is encrypted
	Said    string           `json:"said,omitempty"`   // what its playlists say that is not over yet: at most MaxSaid bytes, in the holder's own terms
}

// Bounds of a position. That of segment numbers keeps the arithmetic on them from wrapping.
const (
	MaxSaid    = 32 << 10
	MaxName    = 64
	maxSegment = 1 << 48
)

// check says what is wrong with a lease that came from the store.
func (l Lease) check() error {
	if _, err := ParseURL(l.URL); err != nil {
		return fmt.Errorf("lease of %.64q: %w", l.Stream, err)
	}
	if l.Place.Segment > maxSegment || l.Place.Time < 0 || l.Place.Cuts > maxSegment || len(l.Place.Said) > MaxSaid || len(l.Place.Token) > MaxName || len(l.Place.Tape) > MaxName {
		return fmt.Errorf("lease of %.64q: impossible position", l.Stream)
	}
	return nil
}

// ParseURL reads where a node can be reached: http or https, a host, and nothing behind it.
func ParseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return nil, fmt.Errorf("URL of a node: %w", err)
	case u.Scheme != "http" && u.Scheme != "https", u.Host == "", u.Path != "" && u.Path != "/", u.RawQuery != "", u.User != nil, u.Fragment != "":
		return nil, fmt.Errorf("URL of a node %.100q: want http://HOST:PORT or https://HOST:PORT", text)
	}
	u.Path = ""
	return u, nil
}

// Store keeps leases. Implementations are safe for concurrent use. An error that is none of the package's means that the store is away:
// whether the call had an effect is then unknown. A lease goes when it was not taken or kept for as long as its ttl says.
type Store interface {
	// Take gives the stream to l's node, whoever has it, and returns the epoch, which is above that of the lease before and not below l's;
	// and the lease before: the zero one if there is none. One that was taken and never kept says nothing of the stream, so it is the one
	// before that, if there is one.
	Take(ctx context.Context, l Lease, ttl time.Duration) (epoch Epoch, before Lease, err error)
	// Keep prolongs leases, with what they say now, and puts back those that the store has lost. The results are in the order of the
	// leases; an error means that nothing is known of any.
	Keep(ctx context.Context, leases []Lease, ttl time.Duration) ([]Kept, error)
	// Find returns the lease of a stream; ErrNone if there is none.
	Find(ctx context.Context, stream string) (Lease, error)
	// Watch calls changed with each lease that changes hands, until ctx ends; and ready when it begins, and when it begins again behind
	// a time in which it may have missed some.
	Watch(ctx context.Context, ready func(), changed func(Lease))
	// Join says that a node is there, for as long as ttl says, or not any more if that is 0; and returns who is there, by name: MaxMembers at most.
	Join(ctx context.Context, m Member, ttl time.Duration) ([]Member, error)
}

// Member is a node of the cluster.
type Member struct {
	Name string `json:"node"`
	URL  string `json:"url"` // where its peers reach it
}

// MaxMembers is how many nodes of a cluster know of each other.
const MaxMembers = 256

// present is members as Join returns them.
func present(members []Member) []Member {
	slices.SortFunc(members, func(a, b Member) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.URL, b.URL)) })
	return members[:min(len(members), MaxMembers)]
}

// Kept is what became of a lease that was to be kept.
type Kept struct {
	Epoch Epoch // of the node's lease now, which may be a later one
	By    Lease // the lease that holds in its place; zero: none does
}

// holdsAgainst says whether a node's lease, to be kept, holds where the store has another: its own of any epoch, or one of a lower epoch.
func (l Lease) holdsAgainst(other Lease) bool { return l.Node == other.Node || l.Epoch > other.Epoch }
