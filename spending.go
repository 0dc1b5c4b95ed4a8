package main

import (
	"context"
	"fmt"
	"io"
	"math/big"
	"text/tabwriter"
	"time"

	"github.com/millrace/millrace/pkg/client"
)

// walletSpendingCmd shows what a running broadcaster pays.
type walletSpendingCmd struct {
	Broadcaster string `help:"Where the broadcaster serves HTTP." default:"http://127.0.0.1:8935" placeholder:"URL"`
	APIToken    string `name:"api-token" help:"Its API token, or an API key with the scope read. Rather than on the command line, give it in the environment." placeholder:"TOKEN"`
	JSON        bool   `name:"json" help:"Answer in JSON."`
}

// spendingReport is the answer of wallet spending.
type spendingReport struct{ client.Payments }

// Run implements command.
func (c *walletSpendingCmd) Run(ctx context.Context, stdout io.Writer) error {
	api, err := client.New(c.Broadcaster, client.Config{Token: c.APIToken})
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	p, err := api.Payments(ctx)
	if err != nil {
		return fmt.Errorf("ask %s: %w", c.Broadcaster, err)
	}
	if c.JSON {
		return printJSON(stdout, p)
	}
	return spendingReport{p}.print(stdout)
}

func (r spendingReport) print(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "deposit\t%s dollars\nreserve\t%s dollars\n", r.Deposit, r.Reserve)
	switch {
	case r.ChainError != "":
		fmt.Fprintf(t, "\tcannot be read now: %s\n", r.ChainError)
	case r.AsOf.IsZero():
		fmt.Fprintf(t, "\twere not read yet\n")
	case r.Unlocking:
		fmt.Fprintf(t, "\tare being taken out: orchestrators take no tickets\n")
	case r.LastsHours > 0:
		fmt.Fprintf(t, "lasts\t%s at the last hour's pace\n", lasts(r.LastsHours))
	}
	fmt.Fprintf(t, "today\t%s\n", r.spent(r.Today, r.DayBudget))
	fmt.Fprintf(t, "last hour\t%s\n", r.spent(r.LastHour, ""))
	if len(r.Streams) > 0 {
		fmt.Fprint(t, "\nstream\ttoday\tlast hour\tan hour of it costs\n")
		for _, s := range r.Streams {
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\n", s.Stream, r.spent(s.Today, r.StreamBudget), s.LastHour, r.spent(s.PerHour, ""))
		}
	}
	if len(r.Orchestrators) > 0 {
		fmt.Fprint(t, "\norchestrator\ttickets\tdraws\tworth\tredeemed (tickets)\tdelivered\n")
		for _, o := range r.Orchestrators {
			fmt.Fprintf(t, "%s\t%d\t%d\t%s ± %s\t%s (%d)\t%s\n", o.Orchestrator, o.Tickets, o.Draws, o.Value, o.Spread, o.Redeemed, o.RedeemedTickets, o.Delivered)
		}
	}
	return t.Flush()
}

// spent writes an amount of dollars, what it is in USD where the broadcaster knows, and the budget that it is of.
func (r spendingReport) spent(dollars, budget string) string {
	text := dollars + " dollars"
	if amount, ok := new(big.Rat).SetString(dollars); ok {
		if rate, ok := new(big.Rat).SetString(r.TokenUSD); ok {
			text += fmt.Sprintf(", %s USD", amount.Mul(amount, rate).FloatString(6))
		}
	}
	if budget != "" {
		text += " of " + budget
	}
	return text
}

// lasts writes a number of hours, which may be more than a Duration can be.
func lasts(hours float64) string {
	const year = 24 * 365
	if hours > 10*year {
		return "more than ten years"
	}
	return time.Duration(hours * float64(time.Hour)).Round(time.Minute).String()
}
