package payer

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"math/big"
	"time"

	"github.com/ethereum/go-ethereum/common"
)

// Bounds of keeping what is spent: a process that is killed forgets what it spent in the last keepInterval.
const (
	keepInterval = time.Second
	keepTimeout  = 5 * time.Second
)

// changes are the sums that the store does not have yet.
type changes struct {
	node     bool
	streams  map[string]bool
	accounts map[common.Address]bool
}

func newChanges() changes {
	return changes{streams: map[string]bool{}, accounts: map[common.Address]bool{}}
}

// Load has the payer go on with what a store has: the day's budgets are spent as far as they were. It is called before anything is paid.
func (p *Payer) Load(ctx context.Context, s Store) error {
	spent, err := s.Load(ctx)
	if err != nil {
		return fmt.Errorf("what was spent: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.day = spent.Day
	if spent.Node != nil {
		p.node.today.Set(spent.Node)
	}
	for name, sum := range spent.Streams {
		stream := newSpending()
		stream.today.Set(sum)
		p.streams[name] = &stream
	}
	for a, account := range spent.Accounts {
		p.accounts[a] = &account
	}
	p.turnLocked()
	return nil
}

// Keep saves what is spent, within keepInterval, until ctx is done, and then the rest; it returns why ctx is done. While the store fails
// it is tried again. It is called once.
func (p *Payer) Keep(ctx context.Context, s Store) error {
	ticker := time.NewTicker(keepInterval)
	defer ticker.Stop()
	failed := false
	for {
		select {
		case <-ticker.C:
		case <-ctx.Done():
			if err := p.save(context.WithoutCancel(ctx), s); err != nil {
				return err
			}
			return context.Cause(ctx)
		}
		err := p.save(ctx, s)
		switch {
		case err != nil && !failed:
			slog.Warn("what is spent cannot be kept, so a restart would forget it; trying again", "err", err)
		case err == nil && failed:
			slog.Info("what is spent is kept again")
		}
		failed = err != nil
	}
}

func (p *Payer) save(ctx context.Context, s Store) error {
	spent, taken := p.changed()
	if !taken.node && len(taken.accounts) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, keepTimeout)
	defer cancel()
	err := s.Save(ctx, spent)
	if err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.unkept.node = p.unkept.node || taken.node
		maps.Copy(p.unkept.streams, taken.streams)
		maps.Copy(p.unkept.accounts, taken.accounts)
	}
	return err
}

// changed takes what the store does not have yet.
func (p *Payer) changed() (Spent, changes) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.turnLocked()
	taken := p.unkept
	p.unkept = newChanges()
	spent := Spent{Day: p.day, Streams: map[string]*big.Int{}, Accounts: map[common.Address]Account{}}
	if taken.node {
		spent.Node = new(big.Int).Set(p.node.today)
	}
	for name := range taken.streams {
		if s := p.streams[name]; s != nil {
			spent.Streams[name] = new(big.Int).Set(s.today)
		}
	}
	for a := range taken.accounts {
		spent.Accounts[a] = p.accounts[a].clone()
	}
	return spent, taken
}
