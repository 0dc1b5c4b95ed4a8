package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/identity"
	"github.com/millrace/millrace/pkg/selection"
)

// selectCmd groups the commands about selection.
type selectCmd struct {
	Draw   selectDrawCmd   `cmd:"" help:"Draw many times from the round's snapshot and compare with the stakes."`
	Verify selectVerifyCmd `cmd:"" help:"Recompute selection records."`
}

// selectDrawCmd draws as a broadcaster would, without asking anyone for a quote.
type selectDrawCmd struct {
	contractsFlags `embed:""`
	Broadcaster    common.Address `help:"Draw as this broadcaster; the key's address by default." placeholder:"ADDRESS"`
	Stream         string         `help:"Name of the stream that is drawn for." default:"draw"`
	Count          int            `help:"How many times to draw: attempts 0 to COUNT-1 of the stream." default:"10000"`
	Candidates     int            `help:"How many orchestrators a record draws; the first of each is counted." default:"3"`
	Out            string         `help:"Write the records to this file, one JSON object on each line." placeholder:"FILE"`
	KeyFile        string         `help:"Keystore file of the broadcaster, to sign the records." placeholder:"FILE"`
	PasswordFile   string         `help:"File whose first line is the keystore's password." placeholder:"FILE"`
	JSON           bool           `name:"json" help:"Answer in JSON."`
}

// maxDraws bounds select draw's run and file.
const maxDraws = 10_000_000

// drawReport is the answer of select draw. Weights are in whole tokens.
type drawReport struct {
	Round         uint64      `json:"round"`
	Draws         int         `json:"draws"`
	Orchestrators []drawCount `json:"orchestrators"`
	ChiSquare     float64     `json:"chi_square"`
	Degrees       int         `json:"degrees"` // of freedom
	P             float64     `json:"p"`       // of a chi-square at least as large, if draws follow the stakes
}

type drawCount struct {
	Orchestrator common.Address `json:"orchestrator"`
	Weight       string         `json:"weight"`
	Expected     float64        `json:"expected"`
	Drawn        int            `json:"drawn"`
}

// Run implements command.
func (c *selectDrawCmd) Run(ctx context.Context, stdout io.Writer) error {
	if c.Count < 1 || c.Count > maxDraws {
		return fmt.Errorf("%w: --count: from 1 to %d", errUsage, maxDraws)
	}
	signer, err := c.signer()
	if err != nil {
		return err
	}
	client, err := c.dial(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	snapshot, err := client.Snapshot(ctx)
	if err != nil {
		return err
	}
	report, err := c.drawAll(ctx, snapshot, client.Addresses().TicketBroker, signer)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(stdout, report)
	}
	return report.print(stdout)
}

// signer is nil when records are not to be signed. It settles who the broadcaster is.
func (c *selectDrawCmd) signer() (identity.Signer, error) {
	none := common.Address{}
	switch {
	case (c.KeyFile == "") != (c.PasswordFile == ""):
		return nil, fmt.Errorf("%w: --key-file and --password-file go together", errUsage)
	case c.KeyFile == "" && c.Broadcaster == none:
		return nil, fmt.Errorf("%w: give --broadcaster, or --key-file and --password-file", errUsage)
	case c.KeyFile == "":
		return nil, nil
	}
	key, err := identity.LoadKey(c.KeyFile, c.PasswordFile)
	if err != nil {
		return nil, err
	}
	signer := identity.KeySigner(key)
	if c.Broadcaster != none && c.Broadcaster != signer.Address() {
		return nil, fmt.Errorf("%w: --broadcaster is %s, but the key is %s's", errUsage, c.Broadcaster, signer.Address())
	}
	c.Broadcaster = signer.Address()
	return signer, nil
}

func (c *selectDrawCmd) drawAll(ctx context.Context, snapshot selection.Snapshot, broker common.Address, signer identity.Signer) (report drawReport, err error) {
	out := io.Discard
	if c.Out != "" {
		file, err := os.Create(c.Out)
		if err != nil {
			return drawReport{}, fmt.Errorf("write records: %w", err)
		}
		buffer := bufio.NewWriter(file)
		defer func() {
			if closed := errors.Join(buffer.Flush(), file.Close()); err == nil && closed != nil {
				err = fmt.Errorf("write records: %w", closed)
			}
		}()
		out = buffer
	}
	counts := make(map[common.Address]int)
	for attempt := range c.Count {
		if ctx.Err() != nil {
			return drawReport{}, context.Cause(ctx)
		}
		record, err := c.draw(snapshot, broker, uint64(attempt), signer)
		if err != nil {
			return drawReport{}, err
		}
		if len(record.Drawn) == 0 {
			return drawReport{}, fmt.Errorf("nobody can be drawn: no orchestrator has stake in round %d", snapshot.Round)
		}
		counts[record.Drawn[0]]++
		if out == io.Discard {
			continue
		}
		if err := json.NewEncoder(out).Encode(record); err != nil {
			return drawReport{}, fmt.Errorf("write records: %w", err)
		}
	}
	return newDrawReport(snapshot, counts, c.Count), nil
}

func (c *selectDrawCmd) draw(snapshot selection.Snapshot, broker common.Address, attempt uint64, signer identity.Signer) (selection.Record, error) {
	record, err := selection.NewRecord(selection.Request{
		Snapshot:    snapshot,
		Broadcaster: c.Broadcaster,
		Broker:      broker,
		Stream:      c.Stream,
		Attempt:     attempt,
		Policy:      selection.Policy{Candidates: c.Candidates},
	}, time.Now())
	if errors.Is(err, selection.ErrRecord) {
		return selection.Record{}, fmt.Errorf("%w: %w", errUsage, err)
	}
	if err == nil && signer != nil {
		err = record.Sign(signer)
	}
	return record, err
}

func newDrawReport(snapshot selection.Snapshot, counts map[common.Address]int, draws int) drawReport {
	r := drawReport{Round: snapshot.Round, Draws: draws}
	total := 0.0
	for _, s := range snapshot.Stakes {
		total += s.Weight.Float64()
	}
	for _, s := range snapshot.Stakes {
		if s.Weight.IsZero() {
			continue
		}
		expected := float64(draws) * s.Weight.Float64() / total
		drawn := counts[s.Orchestrator]
		r.Orchestrators = append(r.Orchestrators, drawCount{
			Orchestrator: s.Orchestrator,
			Weight:       chain.FormatTokens(s.Weight.ToBig()),
			Expected:     expected,
			Drawn:        drawn,
		})
		r.ChiSquare += (float64(drawn) - expected) * (float64(drawn) - expected) / expected
	}
	r.Degrees = len(r.Orchestrators) - 1
	r.P = chiSquareTail(r.ChiSquare, r.Degrees)
	return r
}

func (r drawReport) print(w io.Writer) error {
	fmt.Fprintf(w, "%d draws from the snapshot of round %d\n", r.Draws, r.Round)
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "orchestrator\ttokens\texpected\tdrawn\n")
	for _, o := range r.Orchestrators {
		fmt.Fprintf(t, "%s\t%s\t%.1f\t%d\n", o.Orchestrator, o.Weight, o.Expected, o.Drawn)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "chi-square %.3f with %d degrees of freedom, p = %.4g\n", r.ChiSquare, r.Degrees, r.P)
	return err
}

// selectVerifyCmd recomputes records.
type selectVerifyCmd struct {
	File          string `arg:"" help:"One record, or one on each line." placeholder:"FILE"`
	AllowUnsigned bool   `help:"Accept records that nobody signed; a wrong signature is never accepted."`
	rpcFlag       `embed:""`
	Contracts     string `help:"Also compare snapshots and operators with the chain's, at these contract addresses. The chain keeps the last rounds only." placeholder:"FILE"`
	JSON          bool   `name:"json" help:"Answer in JSON."`
}

// verifyReport is the answer of select verify.
type verifyReport struct {
	Verified int  `json:"verified"`
	Unsigned int  `json:"unsigned"` // of those verified
	Quotes   int  `json:"quotes"`   // that the operators they name signed
	OnChain  bool `json:"on_chain"` // snapshots and operators were compared with the chain's
}

// Run implements command.
func (c *selectVerifyCmd) Run(ctx context.Context, stdout io.Writer) error {
	file, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("read records: %w", err)
	}
	defer file.Close()
	var state *chainState
	if c.Contracts != "" {
		client, err := contractsFlags{c.rpcFlag, c.Contracts}.dial(ctx)
		if err != nil {
			return err
		}
		defer client.Close()
		state = &chainState{
			client: client, snapshots: make(map[uint64]selection.Snapshot), operators: make(map[roundOf]common.Address),
		}
	}
	report := verifyReport{OnChain: state != nil}
	err = eachRecord(file, func(place int, data []byte) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		record, err := selection.ParseRecord(data)
		if err == nil {
			err = c.verify(ctx, record, state)
		}
		if err != nil {
			return fmt.Errorf("%s:%d: %w (%d before it verified)", c.File, place, err, report.Verified)
		}
		report.Verified++
		report.Quotes += len(record.Quotes)
		if len(record.Signature) == 0 {
			report.Unsigned++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if report.Verified == 0 {
		return fmt.Errorf("%s: no record in it", c.File)
	}
	if c.JSON {
		return printJSON(stdout, report)
	}
	return report.print(stdout)
}

func (c *selectVerifyCmd) verify(ctx context.Context, record selection.Record, state *chainState) error {
	if c.AllowUnsigned && len(record.Signature) == 0 {
		if err := selection.VerifyDecision(record); err != nil {
			return err
		}
	} else if err := selection.Verify(record); errors.Is(err, selection.ErrUnsigned) {
		return fmt.Errorf("%w; --allow-unsigned recomputes it all the same", err)
	} else if err != nil {
		return err
	}
	if state == nil {
		return nil
	}
	if err := state.compare(ctx, record.Snapshot); err != nil {
		return err
	}
	return state.compareQuotes(ctx, record)
}

func (r verifyReport) print(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d records verified", r.Verified)
	if r.Unsigned > 0 {
		fmt.Fprintf(w, ", %d of them unsigned", r.Unsigned)
	}
	if r.Quotes > 0 {
		fmt.Fprintf(w, ", with %d signed quotes", r.Quotes)
	}
	if r.OnChain {
		fmt.Fprint(w, "; their snapshots and operators are the chain's")
	}
	fmt.Fprintln(w)
	return err
}

// eachRecord calls f with every record's text and the line it starts on, until f fails. Records are one on each line;
// or there is only one, over many lines, which shows in that the first line with text is no JSON value of its own.
func eachRecord(r io.Reader, f func(line int, data []byte) error) error {
	lines := bufio.NewReaderSize(r, 64<<10)
	first := true
	for number := 1; ; number++ {
		line, err := readLine(lines)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("line %d: %w", number, err)
		}
		end := errors.Is(err, io.EOF)
		text := bytes.TrimSpace(line)
		if first && !end && len(text) > 0 && !json.Valid(text) {
			rest, err := io.ReadAll(io.LimitReader(lines, selection.MaxRecordSize))
			if err != nil {
				return fmt.Errorf("line %d: %w", number, err)
			}
			return f(number, append(line, rest...))
		}
		if len(text) > 0 {
			first = false
			if err := f(number, text); err != nil {
				return err
			}
		}
		if end {
			return nil
		}
	}
}

// readLine reads a line of at most selection.MaxRecordSize bytes. The last comes with io.EOF.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := r.ReadSlice('\n')
		line = append(line, piece...)
		if len(line) > selection.MaxRecordSize {
			return nil, fmt.Errorf("longer than %d bytes", selection.MaxRecordSize)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// chainState compares records with the chain, of which it reads everything once.
type chainState struct {
	client    *chain.Client
	snapshots map[uint64]selection.Snapshot // by round, sorted; at most as many as the chain keeps
	operators map[roundOf]common.Address    // of those in them
}

// roundOf is an orchestrator in a round.
type roundOf struct {
	orchestrator common.Address
	round        uint64
}

// errNotOnChain marks a record whose snapshot, or who signed its quotes, is not what the contracts say.
var errNotOnChain = errors.New("record differs from the chain")

// compareQuotes says which quote was not signed by its orchestrator's operator. That is who it was in the snapshot's round, or in the
// next one: rounds begin before their snapshots are made.
func (c *chainState) compareQuotes(ctx context.Context, r selection.Record) error {
	if broker := c.client.Addresses().TicketBroker; r.Broker != broker {
		return fmt.Errorf("%w: quotes are for the ticket broker %s, want %s", errNotOnChain, r.Broker, broker)
	}
	for _, q := range r.Quotes {
		now, err := c.operator(ctx, roundOf{q.Orchestrator, r.Snapshot.Round})
		if err != nil {
			return err
		}
		next, err := c.operator(ctx, roundOf{q.Orchestrator, r.Snapshot.Round + 1})
		if err != nil {
			return err
		}
		if q.Operator != now && q.Operator != next {
			return fmt.Errorf("%w: %s signed the quote of %s, whose operator is %s", errNotOnChain, q.Operator, q.Orchestrator, now)
		}
	}
	return nil
}

func (c *chainState) operator(ctx context.Context, of roundOf) (common.Address, error) {
	known, ok := c.operators[of]
	if ok {
		return known, nil
	}
	operator, err := c.client.OperatorAt(ctx, of.orchestrator, of.round)
	if err == nil {
		c.operators[of] = operator
	}
	return operator, err
}

func (c *chainState) compare(ctx context.Context, s selection.Snapshot) error {
	want, ok := c.snapshots[s.Round]
	if !ok {
		var err error
		if want, err = c.client.SnapshotOf(ctx, s.Round); err != nil {
			return err
		}
		want = want.Sorted()
		c.snapshots[s.Round] = want
	}
	switch {
	case s.ChainID != want.ChainID:
		return fmt.Errorf("%w: chain %d, want %d", errNotOnChain, s.ChainID, want.ChainID)
	case s.Staking != want.Staking:
		return fmt.Errorf("%w: staking contract %s, want %s", errNotOnChain, s.Staking, want.Staking)
	case s.Seed != want.Seed:
		return fmt.Errorf("%w: seed %s, want %s", errNotOnChain, s.Seed, want.Seed)
	case len(s.Stakes) != len(want.Stakes):
		return fmt.Errorf("%w: %d stakes, want %d", errNotOnChain, len(s.Stakes), len(want.Stakes))
	}
	for i, stake := range s.Sorted().Stakes {
		if w := want.Stakes[i]; stake.Orchestrator != w.Orchestrator || !stake.Weight.Eq(w.Weight) {
			return fmt.Errorf("%w: %s has %s, want %s with %s", errNotOnChain, stake.Orchestrator, stake.Weight.Dec(), w.Orchestrator, w.Weight.Dec())
		}
	}
	return nil
}
