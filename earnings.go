package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"maps"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/ticket"
)

// earningsName is the file in an orchestrator's data directory that says what its tickets won: the tickets' own is the running
// orchestrator's alone.
const earningsName = "earnings.json"

// earningsCmd shows what an orchestrator's tickets won.
type earningsCmd struct {
	DataDir string `help:"The orchestrator's folder." default:"orchestrator"`
	JSON    bool   `name:"json" help:"Answer in JSON."`
}

// winningsReport is the answer of earnings, and what the file holds. Amounts are in dollars.
type winningsReport struct {
	Account common.Address `json:"account"`
	At      time.Time      `json:"at"`
	Total   winningsSums   `json:"total"`
	Senders []senderSums   `json:"senders"`
	Days    []dayTaken     `json:"days"` // oldest first, of the last ninety that had tickets
}

// senderSums is what the tickets of one broadcaster won.
type senderSums struct {
	Sender common.Address `json:"sender"`
	winningsSums
}

type winningsSums struct {
	Won      winningsSum `json:"won"`
	Redeemed winningsSum `json:"redeemed"`
	Lost     winningsSum `json:"lost"`
	Pending  winningsSum `json:"pending"`
	Taken    takenSums   `json:"taken"`
}

// dayTaken is what was taken on a day (UTC), of all senders.
type dayTaken struct {
	Day string `json:"day"`
	takenSums
}

// takenSums compare what tickets won with what they were worth. They begin when the node began to count, not with the first win.
type takenSums struct {
	Tickets  uint64  `json:"tickets"`
	Draws    uint64  `json:"draws"`
	Expected string  `json:"expected"`      // what they win on average
	Spread   string  `json:"spread"`        // what they win is within that of Expected two times out of three
	Won      string  `json:"won"`           // by those very tickets
	Above    float64 `json:"spreads_above"` // by how many spreads Won is above Expected
}

func reportTaken(t winnings.Taken) takenSums {
	t = t.Plus(winnings.Taken{})
	spread, _ := big.NewFloat(t.Sigma()).Int(nil)
	return takenSums{
		Tickets: t.Tickets, Draws: t.Draws, Expected: chain.FormatAsset(new(big.Int).Div(t.Expected, big.NewInt(ticket.CostScale))),
		Spread: chain.FormatAsset(spread), Won: chain.FormatAsset(t.Won), Above: math.Round(100*t.Above(t.Won)) / 100,
	}
}

// String says how lucky it was.
func (t takenSums) String() string {
	side := "above"
	if t.Above < 0 {
		side = "below"
	}
	return fmt.Sprintf("%d tickets, worth %s on average, won %s: %.1f sigma %s (a sigma is %s)", t.Tickets, t.Expected, t.Won, math.Abs(t.Above), side, t.Spread)
}

type winningsSum struct {
	Tickets uint64 `json:"tickets"`
	Dollars string `json:"dollars"`
}

func reportWinnings(account common.Address, all map[common.Address]winnings.Totals, intakes []winnings.Intake) winningsReport {
	r := winningsReport{Account: account, At: time.Now().UTC().Truncate(time.Second), Senders: []senderSums{}, Days: []dayTaken{}}
	all = maps.Clone(all)
	if all == nil {
		all = map[common.Address]winnings.Totals{}
	}
	var total winnings.Totals
	var taken winnings.Taken
	senders, days := map[common.Address]winnings.Taken{}, map[winnings.Day]winnings.Taken{}
	for _, in := range intakes {
		if _, ok := all[in.Sender]; !ok {
			all[in.Sender] = winnings.Totals{}
		}
		taken = taken.Plus(in.Taken)
		senders[in.Sender] = senders[in.Sender].Plus(in.Taken)
		days[in.Day] = days[in.Day].Plus(in.Taken)
	}
	for _, sender := range slices.SortedFunc(maps.Keys(all), common.Address.Cmp) {
		r.Senders = append(r.Senders, senderSums{sender, reportTotals(all[sender], senders[sender])})
		total = total.Plus(all[sender])
	}
	delete(days, 0)
	for _, day := range slices.Sorted(maps.Keys(days)) {
		r.Days = append(r.Days, dayTaken{day.Time().Format(time.DateOnly), reportTaken(days[day])})
	}
	r.Total = reportTotals(total, taken)
	return r
}

func reportTotals(t winnings.Totals, taken winnings.Taken) winningsSums {
	sum := func(s winnings.Sum) winningsSum {
		if s.Amount == nil {
			s.Amount = new(big.Int)
		}
		return winningsSum{s.Count, chain.FormatAsset(s.Amount)}
	}
	return winningsSums{Won: sum(t.Won), Redeemed: sum(t.Redeemed), Lost: sum(t.Lost), Pending: sum(t.Pending()), Taken: reportTaken(taken)}
}

// earningsFile is where a running orchestrator says what its tickets won.
type earningsFile struct {
	path    string
	account common.Address
	last    []byte // the sums that it says
}

// How often the file is brought up to date, and how long reading the sums for it may take.
const (
	earningsInterval = 5 * time.Second
	earningsTimeout  = 10 * time.Second
)

// follow keeps the file up to date with a store until ctx is done; it returns why.
func (f *earningsFile) follow(ctx context.Context, store winnings.Store) error {
	ticker := time.NewTicker(earningsInterval)
	defer ticker.Stop()
	for {
		if err := f.read(ctx, store); err != nil && ctx.Err() == nil {
			slog.Warn("cannot read what tickets won", "err", err)
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), f.read(context.WithoutCancel(ctx), store))
		}
	}
}

func (f *earningsFile) read(ctx context.Context, store winnings.Store) error {
	ctx, cancel := context.WithTimeout(ctx, earningsTimeout)
	defer cancel()
	all, err := store.Totals(ctx)
	if err != nil {
		return err
	}
	intakes, err := store.Intakes(ctx)
	if err == nil {
		f.write(all, intakes)
	}
	return err
}

// write replaces the file when the sums have changed.
func (f *earningsFile) write(all map[common.Address]winnings.Totals, intakes []winnings.Intake) {
	r := reportWinnings(f.account, all, intakes)
	sums, err := json.Marshal(r.Senders)
	if err != nil || f.last != nil && bytes.Equal(sums, f.last) {
		return
	}
	if err := writeJSON(f.path, r); err != nil {
		slog.Warn("cannot write what tickets won", "err", err)
		return
	}
	f.last = sums
}

// writeJSON replaces a file by one that only its owner can read.
func writeJSON(path string, v any) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	err = errors.Join(printJSON(tmp, v), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
	}
	return err
}

// maxEarningsBytes bounds the file: some 50000 senders.
const maxEarningsBytes = 32 << 20

// Run implements command.
func (c *earningsCmd) Run(_ context.Context, stdout io.Writer) error {
	f, err := os.Open(filepath.Join(c.DataDir, earningsName))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: name the folder of an orchestrator that has run with --data-dir", err)
	}
	if err != nil {
		return err
	}
	defer f.Close()
	var r winningsReport
	if err := json.NewDecoder(io.LimitReader(f, maxEarningsBytes)).Decode(&r); err != nil {
		return fmt.Errorf("read %s: %w", f.Name(), err)
	}
	if c.JSON {
		return printJSON(stdout, r)
	}
	return r.print(stdout)
}

func (r winningsReport) print(w io.Writer) error {
	fmt.Fprintf(w, "%s, since %s, in dollars (tickets):\n", r.Account, r.At.Local().Format(time.DateTime))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprint(t, "sender\twon\tredeemed\tpending\tlost\n")
	row := func(who string, s winningsSums) {
		fmt.Fprint(t, who)
		for _, sum := range []winningsSum{s.Won, s.Redeemed, s.Pending, s.Lost} {
			fmt.Fprintf(t, "\t%s (%d)", sum.Dollars, sum.Tickets)
		}
		fmt.Fprintln(t)
	}
	for _, s := range r.Senders {
		row(s.Sender.Hex(), s.winningsSums)
	}
	row("all", r.Total)
	if err := t.Flush(); err != nil || r.Total.Taken.Tickets == 0 {
		return err
	}
	fmt.Fprintf(w, "\nTickets that were taken, whether they won or not:\n")
	for _, s := range r.Senders {
		if s.Taken.Tickets > 0 {
			fmt.Fprintf(w, "%s  %s\n", s.Sender, s.Taken)
		}
	}
	fmt.Fprintf(w, "all  %s\n", r.Total.Taken)
	if len(r.Days) == 0 {
		return nil
	}
	last := r.Days[len(r.Days)-1]
	_, err := fmt.Fprintf(w, "%s  %s\n", last.Day, last.takenSums)
	return err
}
