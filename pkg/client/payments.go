package client

import (
	"context"
	"net/http"
	"time"
)

// Payments is what the broadcaster pays orchestrators, and what it pays from. Amounts are decimal numbers of dollars, the settlement asset.
type Payments struct {
	Deposit      string    `json:"deposit"`
	Reserve      string    `json:"reserve"`
	Unlocking    bool      `json:"unlocking"`             // both are being taken out: orchestrators take no tickets
	AsOf         time.Time `json:"as_of,omitzero"`        // when they were read from the chain; zero: not yet
	ChainError   string    `json:"chain_error,omitempty"` // why they cannot be read now
	Low          bool      `json:"low"`                   // they last for less than a day
	LastsHours   float64   `json:"lasts_hours,omitempty"` // at the last hour's pace; 0: nothing was spent in it
	Today        string    `json:"today"`                 // value of the tickets since midnight (UTC)
	LastHour     string    `json:"last_hour"`
	DayBudget    string    `json:"day_budget,omitempty"`    // empty: no bound
	StreamBudget string    `json:"stream_budget,omitempty"` // of each stream in a day; empty: no bound
	TokenUSD     string    `json:"token_usd,omitempty"`     // what a dollar of the settlement asset is worth in USD; empty: the node has no price feed

	Streams       []StreamPayments       `json:"streams"`       // by name
	Orchestrators []OrchestratorPayments `json:"orchestrators"` // by address
}

// StreamPayments is what a stream costs.
type StreamPayments struct {
	Stream   string `json:"stream"`
	Today    string `json:"today"`
	LastHour string `json:"last_hour"`
	PerHour  string `json:"per_hour"` // what an hour of it costs
}

// OrchestratorPayments is what an orchestrator was paid, over restarts of the broadcaster.
type OrchestratorPayments struct {
	Orchestrator    string `json:"orchestrator"` // address
	Tickets         uint64 `json:"tickets"`
	Draws           uint64 `json:"draws"`
	Value           string `json:"value"`     // of the tickets, on average
	Spread          string `json:"spread"`    // what they win is within that of Value two times out of three
	Delivered       string `json:"delivered"` // what was transcoded for it, at the session's price
	RedeemedTickets uint64 `json:"redeemed_tickets"`
	Redeemed        string `json:"redeemed"` // what it won and was paid by the chain
}

// Payments tells what is paid. It needs the API token, or a key with the scope read.
func (c *Client) Payments(ctx context.Context) (Payments, error) {
	return call[Payments](ctx, c, http.MethodGet, "/payments", nil, nil)
}
