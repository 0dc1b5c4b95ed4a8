package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/signer"
	"github.com/millrace/millrace/pkg/ticket"
)

// courtCmd groups the commands about faults.
type courtCmd struct {
	Report   courtReportCmd   `cmd:"" help:"Report a fault that an orchestrator's own signatures prove; it is slashed, and you get a part."`
	Rehearse courtRehearseCmd `cmd:"" help:"Commit a fault with your own orchestrator's key, on a development chain: evidence to try report with."`
}

// courtReportCmd brings evidence before the court.
type courtReportCmd struct {
	transactFlags `embed:""`
	Evidence      string `arg:"" help:"Evidence file, JSON; - reads standard input." placeholder:"EVIDENCE.json"`
}

// Run implements command.
func (c *courtReportCmd) Run(ctx context.Context, stdout io.Writer) error {
	evidence, err := readEvidence(c.Evidence)
	if err != nil {
		return err
	}
	orchestrator := evidence.Header.Orchestrator
	return c.run(ctx, stdout, transaction{
		action: fmt.Sprintf("report %s by %s", evidence.Fault, orchestrator),
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			return client.ReportFault(ctx, key, evidence)
		},
		done: func(ctx context.Context, client *chain.Client) (string, any, error) {
			status, err := client.StakeStatus(ctx, orchestrator)
			if err != nil {
				return "", nil, err
			}
			left := chain.FormatTokens(status.Stake)
			return fmt.Sprintf("%s is slashed for %s; %s tokens are left in its pool", orchestrator, evidence.Fault, left), map[string]string{"stake_left": left}, nil
		},
	})
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
	evidence, err := chain.ReadEvidence(f)
	if err != nil {
		return evidence, fmt.Errorf("%s: %w", path, err)
	}
	return evidence, nil
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
	evidence, err := equivocate(key, orchestrator, round.Current, client.Addresses().CourtDomain())
	if err != nil {
		return err
	}
	f, err := os.Create(c.Out)
	if err != nil {
		return fmt.Errorf("write evidence: %w", err)
	}
	if err := errors.Join(printJSON(f, evidence), f.Close()); err != nil {
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
	evidence := chain.Evidence{Fault: chain.FaultEquivocation, Header: header}
	for i := range 2 {
		receipt := ticket.Receipt{HeaderHash: header.Digest(court), RenditionsRoot: common.Hash{byte(i + 1)}, CompletedAt: uint64(i)}
		signature, err := key.SignHash(receipt.Digest(court))
		if err != nil {
			return chain.Evidence{}, err
		}
		evidence.Receipts = append(evidence.Receipts, chain.SignedReceipt{Receipt: receipt, Signature: signature})
	}
	return evidence, nil
}
