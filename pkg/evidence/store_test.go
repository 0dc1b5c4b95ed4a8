package evidence_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ethereum/go-ethereum/common"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/ticket"
)

// began is when the first record of a test is from.
var began = time.UnixMilli(1_800_000_000_123).UTC()

// record is record number n, a second after the one before.
func record(n int, fault string) evidence.Record {
	r := evidence.Record{
		Court: ticket.Domain{ChainID: 1337, Contract: common.Address{1}}, Stream: "stream", Session: "session", At: began.Add(time.Duration(n) * time.Second),
		Header:    ticket.Header{Orchestrator: common.Address{2}, Seq: uint64(n), Price: 1_000_000, SrcFrames: 60},
		Signature: make([]byte, 65), Profiles: []ticket.Profile{{Width: 640, Height: 360}}, Leaves: []ticket.Leaf{{Frames: 60}},
		Ack:   &chain.SignedAck{Ack: ticket.Ack{Deadline: 7}, Signature: make([]byte, 65)},
		Fault: fault,
	}
	r.Receipts = []chain.SignedReceipt{{Receipt: ticket.Receipt{HeaderHash: r.ID()}, Signature: make([]byte, 65)}}
	return r
}

// stores opens a store of each kind.
func stores() map[string]func(t *testing.T) evidence.Store {
	return map[string]func(t *testing.T) evidence.Store{
		"memory": func(*testing.T) evidence.Store { return evidence.NewMemory() },
		"sqlite": func(t *testing.T) evidence.Store {
			s, err := evidence.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "evidence.db"))
			require.NoError(t, err)
			t.Cleanup(func() { require.NoError(t, s.Close()) })
			return s
		},
	}
}

func TestStore(t *testing.T) {
	for kind, open := range stores() {
		t.Run(kind, func(t *testing.T) {
			s := open(t)
			var all []evidence.Record
			for n := range 10 {
				fault := ""
				if n%4 == 0 { // 0, 4 and 8
					fault = chain.FaultMissedDeadline
				}
				all = append(all, record(n, fault))
			}
			require.NoError(t, s.Put(t.Context(), all...))
			for _, r := range all {
				back, err := s.Get(t.Context(), r.ID())
				require.NoError(t, err)
				require.Equal(t, r, back)
			}
			_, err := s.Get(t.Context(), common.Hash{1})
			require.ErrorIs(t, err, evidence.ErrNotFound)

			faults, err := s.Faults(t.Context(), 2)
			require.NoError(t, err)
			require.Equal(t, []evidence.Record{all[8], all[4]}, faults)

			again := all[4]
			again.Fault, again.Receipts = chain.FaultEquivocation, append(again.Receipts, chain.SignedReceipt{Signature: make([]byte, 65)})
			require.NoError(t, s.Put(t.Context(), again))
			back, err := s.Get(t.Context(), again.ID())
			require.NoError(t, err)
			require.Equal(t, again, back)

			left := func(before, most int) (seqs []uint64) {
				n, err := s.Prune(t.Context(), began.Add(time.Duration(before)*time.Second), most)
				require.NoError(t, err)
				for _, r := range all {
					if _, err := s.Get(t.Context(), r.ID()); err == nil {
						seqs = append(seqs, r.Header.Seq)
					} else {
						require.ErrorIs(t, err, evidence.ErrNotFound)
					}
				}
				require.Len(t, seqs, n)
				return seqs
			}
			require.Equal(t, []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9}, left(1, 100), "what is too old goes, whatever it is")
			require.Equal(t, []uint64{4, 5, 6, 7, 8, 9}, left(1, 6), "and then what was first")
			require.Equal(t, []uint64{4, 8, 9}, left(1, 3), "but what proves nothing before what does")
			require.Equal(t, []uint64{8}, left(1, 1))
		})
	}
}

func TestSQLiteKeepsAcrossRestarts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "evidence.db")
	for range 2 {
		s, err := evidence.OpenSQLite(t.Context(), path)
		require.NoError(t, err)
		require.NoError(t, s.Put(t.Context(), record(1, "")))
		require.NoError(t, s.Close())
	}
	s, err := evidence.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	back, err := s.Get(t.Context(), record(1, "").ID())
	require.NoError(t, err)
	require.Equal(t, record(1, ""), back)
}

// counted is a store that counts its transactions, and holds them up while held is not closed.
type counted struct {
	*evidence.Memory
	held chan struct{}

	mu   sync.Mutex
	puts int
}

func (c *counted) Put(ctx context.Context, records ...evidence.Record) error {
	<-c.held
	c.mu.Lock()
	defer c.mu.Unlock()
	c.puts++
	return c.Memory.Put(ctx, records...)
}

func TestKeeperCommitsTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &counted{Memory: evidence.NewMemory(), held: make(chan struct{})}
		var told []uint64
		k := evidence.NewKeeper(evidence.KeeperConfig{}, s, func(r evidence.Record) { told = append(told, r.Header.Seq) }, slog.New(slog.DiscardHandler))
		for n := range 200 {
			fault := ""
			if n == 150 {
				fault = evidence.FaultUnanswered
			}
			k.Keep(record(n, fault))
			if n == 0 {
				synctest.Wait() // it is being written when the others come
			}
		}
		close(s.held)
		k.Close()
		k.Keep(record(999, ""))
		require.Equal(t, 2, s.puts)
		require.Equal(t, []uint64{150}, told)
		for n := range 200 {
			_, err := s.Get(t.Context(), record(n, "").ID())
			require.NoError(t, err)
		}
	})
}

func TestKeeperPrunes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := evidence.NewMemory()
		k := evidence.NewKeeper(evidence.KeeperConfig{Retention: time.Hour, Most: 5}, s, nil, slog.New(slog.DiscardHandler))
		defer k.Close()
		for n := range 10 {
			r := record(n, "")
			r.At = time.Now()
			k.Keep(r)
		}
		count := func() (n int) {
			for i := range 10 {
				if _, err := s.Get(t.Context(), record(i, "").ID()); err == nil {
					n++
				} else {
					require.True(t, errors.Is(err, evidence.ErrNotFound))
				}
			}
			return n
		}
		time.Sleep(2 * time.Minute) //nolint:forbidigo // on the fake clock
		require.Equal(t, 5, count())
		time.Sleep(time.Hour) //nolint:forbidigo // on the fake clock
		require.Zero(t, count())
	})
}
