package cashier

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/ticket"
	"github.com/millrace/millrace/pkg/wire"
)

// kept is a ticket that was taken and is to be acknowledged when what it won is safe.
type kept struct {
	till   *Till
	nonce  uint64
	draws  uint32
	chance ticket.Chance
	winner *winnings.Winner // nil: it won nothing
	won    *big.Int
}

const (
	maxQueued    = 4096 // tickets that wait for the disk
	maxCommitted = 256  // of one transaction
	retryKeep    = time.Second
	closeTimeout = 5 * time.Second
	writeTimeout = 30 * time.Second
	tallyEvery   = 5 * time.Second // so much of the sums is forgotten by a process that is killed
)

// keeper writes winners to the store, as many at a time as have come meanwhile, and acknowledges tickets in the order in which they
// came. Sums of all tickets it writes now and then: no ticket waits for those.
type keeper struct {
	store  winnings.Store
	log    *slog.Logger
	metric *Metrics
	queue  chan kept
	ctx    context.Context // of writes
	cancel context.CancelFunc
	done   chan struct{}
	now    func() time.Time

	// Of run alone.
	tally  map[tallied]winnings.Taken // that the store does not have yet
	unkept bool                       // the tally could not be written, and the log says so
}

// tallied is what tickets are added up by.
type tallied struct {
	sender common.Address
	day    winnings.Day
}

func newKeeper(store winnings.Store, log *slog.Logger, metric *Metrics, now func() time.Time) *keeper {
	k := &keeper{
		store: store, log: log, metric: metric, queue: make(chan kept, maxQueued), done: make(chan struct{}), now: now,
		tally: map[tallied]winnings.Taken{},
	}
	k.ctx, k.cancel = context.WithCancel(context.Background())
	go func() { defer close(k.done); k.run() }()
	return k
}

// add never waits.
func (k *keeper) add(t kept) error {
	select {
	case k.queue <- t:
		return nil
	default:
		return wire.Detailf(wire.ErrBusy, "winnings cannot be kept fast enough")
	}
}

// close writes what is queued. Nothing may be added any more.
func (k *keeper) close() error {
	close(k.queue)
	timer := time.AfterFunc(closeTimeout, k.cancel)
	defer timer.Stop()
	<-k.done
	err := k.ctx.Err()
	k.cancel()
	if err != nil {
		return errors.New("cashier: what was won last could not be written in time")
	}
	return nil
}

func (k *keeper) run() {
	ticker := time.NewTicker(tallyEvery)
	defer ticker.Stop()
	defer k.writeTally()
	for {
		var first kept
		select {
		case t, ok := <-k.queue:
			if !ok {
				return
			}
			first = t
		case <-ticker.C:
			k.writeTally()
			continue
		}
		batch := []kept{first}
		for len(batch) < maxCommitted {
			select {
			case t, ok := <-k.queue:
				if ok {
					batch = append(batch, t)
					continue
				}
			default:
			}
			break
		}
		if !k.write(batch) {
			return
		}
		for _, t := range batch {
			if t.winner != nil {
				t.till.sender.stored(t.won)
			}
			t.till.acknowledge(t.nonce)
			by := tallied{t.till.sender.address, winnings.DayOf(k.now())}
			k.tally[by] = k.tally[by].Plus(winnings.Taken{Tickets: 1, Draws: uint64(t.draws), Chance: t.chance, Won: t.won})
		}
	}
}

// writeTally adds what was taken to the store's sums. What cannot be written now is tried again with what comes.
func (k *keeper) writeTally() {
	if len(k.tally) == 0 {
		return
	}
	var intakes []winnings.Intake
	for by, taken := range k.tally {
		intakes = append(intakes, winnings.Intake{Sender: by.sender, Day: by.day, Taken: taken})
	}
	ctx, cancel := context.WithTimeout(k.ctx, writeTimeout)
	defer cancel()
	err := k.store.Take(ctx, intakes...)
	if err == nil {
		clear(k.tally)
	} else if !k.unkept {
		k.log.Warn("sums of the tickets that were taken cannot be written; trying again", "err", err)
	}
	k.unkept = err != nil
}

// write keeps the winners of a batch. Only close ends its attempts.
func (k *keeper) write(batch []kept) bool {
	var winners []winnings.Winner
	for _, t := range batch {
		if t.winner != nil {
			winners = append(winners, *t.winner)
		}
	}
	if len(winners) == 0 {
		return true
	}
	for {
		ctx, cancel := context.WithTimeout(k.ctx, writeTimeout)
		began := time.Now()
		err := k.store.Add(ctx, winners...)
		cancel()
		if err == nil {
			k.metric.wrote(winners, time.Since(began))
			for _, w := range winners {
				k.log.Info("ticket won", "sender", w.Ticket.Sender.Hex(), "units", w.Owed().String(), "lane", w.Ticket.Lane, "nonce", w.Ticket.Nonce)
			}
			return true
		}
		k.log.Error("winning tickets cannot be kept; trying again", "tickets", len(winners), "err", err)
		select {
		case <-k.ctx.Done():
			for _, w := range winners {
				k.log.Error("winning ticket lost", "ticket", fmt.Sprintf("%+v", w))
			}
			return false
		case <-time.After(retryKeep):
		}
	}
}
