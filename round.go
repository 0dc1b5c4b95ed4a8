package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/ethereum/go-ethereum/common"

	"github.com/millrace/millrace/pkg/chain"
	"github.com/millrace/millrace/pkg/signer"
)

// roundCmd groups the commands about rounds.
type roundCmd struct {
	Init   roundInitCmd   `cmd:"" help:"Take the current round's snapshot, if nobody did."`
	Status roundStatusCmd `cmd:"" help:"Show the round and its snapshot of stakes."`
}

// roundInitCmd initializes the current round.
type roundInitCmd struct {
	transactFlags `embed:""`
}

// Run implements command.
func (c *roundInitCmd) Run(ctx context.Context, stdout io.Writer) error {
	did := "initialized"
	return c.run(ctx, stdout, transaction{
		action: "initialize the round",
		do: func(ctx context.Context, key signer.Signer, client *chain.Client) error {
			err := client.InitRound(ctx, key)
			if errors.Is(err, chain.ErrRoundInitialized) {
				did = "was initialized already"
				return nil
			}
			return err
		},
		done: func(ctx context.Context, client *chain.Client) (string, any, error) {
			status, err := client.Round(ctx)
			return fmt.Sprintf("round %d %s", status.Last, did), map[string]uint64{"round": status.Last}, err
		},
	})
}

// roundStatusCmd shows the round.
type roundStatusCmd struct {
	readFlags `embed:""`
}

// roundReport is the answer of round status. Weights are in whole tokens.
type roundReport struct {
	Current uint64         `json:"current"`
	Due     bool           `json:"due"`
	Ends    time.Time      `json:"ends"`
	Length  string         `json:"length"`
	Last    uint64         `json:"last"`
	Seed    common.Hash    `json:"seed"`
	Stakes  []weightReport `json:"stakes"`
}

type weightReport struct {
	Orchestrator common.Address `json:"orchestrator"`
	Weight       string         `json:"weight"`
	URI          string         `json:"uri"`
}

// Run implements command.
func (c *roundStatusCmd) Run(ctx context.Context, stdout io.Writer) error {
	return c.show(ctx, stdout, func(client *chain.Client) (report, error) { return reportRound(ctx, client) })
}

func reportRound(ctx context.Context, client *chain.Client) (roundReport, error) {
	status, err := client.Round(ctx)
	if err != nil {
		return roundReport{}, err
	}
	r := roundReport{
		Current: status.Current,
		Due:     status.Due(),
		Ends:    status.Ends().UTC(),
		Length:  status.Length.String(),
		Last:    status.Last,
		Stakes:  []weightReport{},
	}
	snapshot, err := client.Snapshot(ctx)
	if errors.Is(err, chain.ErrNoSnapshot) {
		return r, nil
	}
	if err != nil {
		return roundReport{}, err
	}
	r.Last, r.Seed = snapshot.Round, snapshot.Seed
	orchestrators := make([]common.Address, len(snapshot.Stakes))
	for i, s := range snapshot.Stakes {
		orchestrators[i] = s.Orchestrator
	}
	services, err := client.Services(ctx, orchestrators)
	if err != nil {
		return roundReport{}, err
	}
	for _, s := range snapshot.Stakes {
		r.Stakes = append(r.Stakes, weightReport{
			Orchestrator: s.Orchestrator,
			Weight:       chain.FormatTokens(s.Weight.ToBig()),
			URI:          services[s.Orchestrator].URI,
		})
	}
	return r, nil
}

func (r roundReport) print(w io.Writer) error {
	due := "initialized"
	if r.Due {
		due = "not initialized yet"
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "round\t%d, %s\n", r.Current, due)
	fmt.Fprintf(t, "ends\t%s, length %s\n", r.Ends.Format(time.RFC3339), r.Length)
	if len(r.Stakes) > 0 {
		fmt.Fprintf(t, "snapshot\tround %d, seed %s\n", r.Last, r.Seed)
	}
	for _, s := range r.Stakes {
		fmt.Fprintf(t, "%s\t%s tokens\t%s\n", s.Orchestrator, s.Weight, s.URI)
	}
	return t.Flush()
}
