package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/evidence"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/ticket"
)

// courtCmd groups the commands about faults.
type courtCmd struct {
	List     courtListCmd     `cmd:"" help:"List the faults that a broadcaster found, and what can be proven of them."`
	Export   courtExportCmd   `cmd:"" help:"Write a fault's evidence as report takes it."`
	Report   courtReportCmd   `cmd:"" help:"Report a fault that an orchestrator's own signatures prove; it is slashed, and you get a part. Of a missed deadline: challenge it to show the receipt."`
	Settle   courtSettleCmd   `cmd:"" help:"Close a challenge that nobody answered in time: the orchestrator is slashed, and you get your stake back."`
	Rehearse courtRehearseCmd `cmd:"" help:"Commit a fault with your own orchestrator's key, on a development chain: evidence to try report with."`
}

// courtReportCmd brings evidence before the court.
type courtReportCmd struct {
	transactFlags `embed:""`
	Evidence      string `arg:"" help:"Evidence file, JSON; - reads standard input." placeholder:"EVIDENCE.json"`
}

// Run implements command.
func (c *courtReportCmd) Run(ctx context.Context, stdout io.Writer) error {
	shown, err := readEvidence(c.Evidence)
	if err != nil {
		return err
	}
	orchestrator := shown.Header.Orchestrator
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("report %s by %s", shown.Fault, orchestrator),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			return client.ReportFault(ctx, key, shown)
		},
		done: func(ctx context.Context, client *chain.Client) (string, any, error) {
			if shown.Fault == chain.FaultMissedDeadline {
				return challenged(ctx, client, shown.Ack.HeaderHash)
			}
			status, err := client.StakeStatus(ctx, orchestrator)
			if err != nil {
				return "", nil, err
			}
			left := chain.FormatTokens(status.Stake)
			return fmt.Sprintf("%s is slashed for %s; %s tokens are left in its pool", orchestrator, shown.Fault, left), map[string]string{"stake_left": left}, nil
		},
	})
}

// challenged says what a challenge became.
func challenged(ctx context.Context, client *chain.Client, header common.Hash) (string, any, error) {
	open, _, err := client.Challenges(ctx, 0)
	if err != nil {
		return "", nil, err
	}
	for _, c := range open {
		if c.Deadline && c.HeaderHash == header {
			return fmt.Sprintf("challenge %d: %s has until %s to show its receipt; then: millrace court settle %d", c.ID, c.Orchestrator, c.AnswerBy.Local().Format(time.DateTime), c.ID),
				map[string]any{"challenge": c.ID, "answer_by": c.AnswerBy.UTC()}, nil
		}
	}
	return "the challenge was answered already", map[string]any{}, nil
}

// courtSettleCmd closes a challenge.
type courtSettleCmd struct {
	transactFlags `embed:""`
	Challenge     uint64 `arg:"" help:"Number of the challenge." placeholder:"CHALLENGE"`
}

// Run implements command.
func (c *courtSettleCmd) Run(ctx context.Context, stdout io.Writer) error {
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("settle challenge %d", c.Challenge),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			if err := client.SettleChallenge(ctx, key, c.Challenge); err != nil || c.DryRun {
				return err
			}
			if due, err := client.DueFromCourt(ctx, key.Address()); err != nil || due.Sign() == 0 {
				return err // somebody else's challenge
			}
			return client.CollectFromCourt(ctx, key)
		},
	})
}

// faultsFlags say where a broadcaster's faults are.
type faultsFlags struct {
	DataDir string `help:"The broadcaster's folder." default:"${data_dir}/broadcaster" type:"path" placeholder:"DIR"`
}

func (f faultsFlags) files() faultFiles { return faultFiles{dir: filepath.Join(f.DataDir, faultsDir)} }

// courtListCmd lists faults.
type courtListCmd struct {
	faultsFlags `embed:""`
	JSON        bool `name:"json" help:"Answer in JSON."`
}

// faultReport is a fault in the answer of list.
type faultReport struct {
	ID           common.Hash    `json:"id"`
	At           time.Time      `json:"at"`
	Orchestrator common.Address `json:"orchestrator"`
	Stream       string         `json:"stream"`
	Segment      uint64         `json:"segment"`
	Round        uint64         `json:"round"`
	Fault        string         `json:"fault"`
	Detail       string         `json:"detail"`
	Provable     bool           `json:"provable"`               // the court takes evidence of it
	ProvableFrom time.Time      `json:"provable_from,omitzero"` // not before
}

func reportFaults(faults []evidence.Record) []faultReport {
	out := make([]faultReport, len(faults))
	for i, r := range faults {
		_, err := r.Evidence()
		out[i] = faultReport{
			ID: r.ID(), At: r.At, Orchestrator: r.Header.Orchestrator, Stream: r.Stream, Segment: r.Header.Seq, Round: r.Header.Round,
			Fault: r.Fault, Detail: r.Detail, Provable: err == nil,
		}
		if r.Fault == chain.FaultMissedDeadline {
			out[i].ProvableFrom = time.UnixMilli(int64(r.Ack.Deadline)).UTC()
		}
	}
	return out
}

// proof is what can be proven of a fault, in words.
func (r faultReport) proof() string {
	switch {
	case !r.Provable:
		return "nothing"
	case r.Fault == chain.FaultMissedDeadline:
		return "by challenge"
	default:
		return "by signatures"
	}
}

// Run implements command.
func (c *courtListCmd) Run(_ context.Context, stdout io.Writer) error {
	faults, err := c.files().read()
	if err != nil {
		return fmt.Errorf("read faults: %w", err)
	}
	report := reportFaults(faults)
	if c.JSON {
		return printJSON(stdout, report)
	}
	if len(report) == 0 {
		_, err := fmt.Fprintln(stdout, "no faults")
		return err
	}
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tTIME\tORCHESTRATOR\tSTREAM\tSEGMENT\tFAULT\tPROOF")
	for _, r := range report {
		fmt.Fprintf(w, "%.10s\t%s\t%s\t%s\t%d\t%s\t%s\n", r.ID.Hex(), r.At.Local().Format(time.DateTime), r.Orchestrator, r.Stream, r.Segment, r.Fault, r.proof())
	}
	return w.Flush()
}

// courtExportCmd writes evidence.
type courtExportCmd struct {
	faultsFlags `embed:""`
	ID          string `arg:"" help:"The fault's ID, or its beginning, as list shows it." placeholder:"ID"`
}

// Run implements command.
func (c *courtExportCmd) Run(_ context.Context, stdout io.Writer) error {
	r, err := c.files().find(c.ID)
	if err != nil {
		return err
	}
	e, err := r.Evidence()
	if err != nil {
		return fmt.Errorf("fault %s: %w: %s", r.ID(), err, r.Detail)
	}
	return printJSON(stdout, e)
}

func readEvidence(path string) (chain.Evidence, error) {
	if path == "-" {
		return chain.ReadEvidence(os.Stdin)
	}
	f, err := os.Open(path)
	if err != nil {
		return chain.Evidence{}, fmt.Errorf("read evidence: %w", err)
	}
	defer f.Close()
	e, err := chain.ReadEvidence(f)
	if err != nil {
		return e, fmt.Errorf("%s: %w", path, err)
	}
	return e, nil
}

// courtRehearseCmd makes evidence of an equivocation.
type courtRehearseCmd struct {
	accountFlags `embed:""`
	Orchestrator common.Address `help:"The orchestrator, where --key-file is its operator's key." placeholder:"ADDRESS"`
	Out          string         `help:"Write the evidence to this file." default:"evidence.json" placeholder:"FILE"`
}

// errRehearse keeps anybody from proving a fault of their own for real.
var errRehearse = errors.New("a rehearsal costs real stake: it is for development chains only")

// Run implements command.
func (c *courtRehearseCmd) Run(ctx context.Context, stdout io.Writer) error {
	key, client, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer client.Close()
	if client.ChainID() != chain.DevChainID {
		return fmt.Errorf("%w: this is chain %d, not %d", errRehearse, client.ChainID(), chain.DevChainID)
	}
	round, err := client.Round(ctx)
	if err != nil {
		return err
	}
	orchestrator := c.Orchestrator
	if orchestrator == (common.Address{}) {
		orchestrator = key.Address()
	}
	shown, err := equivocate(key, orchestrator, round.Current, client.Addresses().CourtDomain())
	if err != nil {
		return err
	}
	f, err := os.Create(c.Out)
	if err != nil {
		return fmt.Errorf("write evidence: %w", err)
	}
	if err := errors.Join(printJSON(f, shown), f.Close()); err != nil {
		return fmt.Errorf("write evidence: %w", err)
	}
	_, err = fmt.Fprintf(stdout, "%s: %s signed two receipts for one header of round %d; anybody can report it\n", c.Out, key.Address(), round.Current)
	return err
}

// equivocate signs two receipts for one header.
func equivocate(key *signer.Key, orchestrator common.Address, round uint64, court ticket.Domain) (chain.Evidence, error) {
	header := ticket.Header{Orchestrator: orchestrator, Round: round, SrcFrames: 60, Width: 1280, Height: 720, Timescale: 90_000}
	if _, err := rand.Read(header.StreamID[:]); err != nil {
		return chain.Evidence{}, err
	}
	e := chain.Evidence{Fault: chain.FaultEquivocation, Header: header}
	for i := range 2 {
		receipt := ticket.Receipt{HeaderHash: header.Digest(court), RenditionsRoot: common.Hash{byte(i + 1)}, CompletedAt: uint64(i)}
		signature, err := key.SignHash(receipt.Digest(court))
		if err != nil {
			return chain.Evidence{}, err
		}
		e.Receipts = append(e.Receipts, chain.SignedReceipt{Receipt: receipt, Signature: signature})
	}
	return e, nil
}
