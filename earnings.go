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
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/orchestrator/winnings"
	"github.com/millrace/millrace/pkg/chain"
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
}

type winningsSum struct {
	Tickets uint64 `json:"tickets"`
	Dollars string `json:"dollars"`
}

func reportWinnings(account common.Address, all map[common.Address]winnings.Totals) winningsReport {
	r := winningsReport{Account: account, At: time.Now().UTC().Truncate(time.Second), Senders: []senderSums{}}
	var total winnings.Totals
	for _, sender := range slices.SortedFunc(maps.Keys(all), common.Address.Cmp) {
		r.Senders = append(r.Senders, senderSums{sender, reportTotals(all[sender])})
		total = total.Plus(all[sender])
	}
	r.Total = reportTotals(total)
	return r
}

func reportTotals(t winnings.Totals) winningsSums {
	sum := func(s winnings.Sum) winningsSum {
		if s.Amount == nil {
			s.Amount = new(big.Int)
		}
		return winningsSum{s.Count, chain.FormatAsset(s.Amount)}
	}
	return winningsSums{Won: sum(t.Won), Redeemed: sum(t.Redeemed), Lost: sum(t.Lost), Pending: sum(t.Pending())}
}

// earningsFile is where a running orchestrator says what its tickets won.
type earningsFile struct {
	path    string
	account common.Address
	last    []byte // the sums that it says
}

// write replaces the file when the sums have changed.
func (f *earningsFile) write(all map[common.Address]winnings.Totals) {
	r := reportWinnings(f.account, all)
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
	return t.Flush()
}
