package api

import (
	"net/http"
	"time"
)

// Payments is what the node pays orchestrators, and what it pays from. Amounts are decimal numbers of dollars, the settlement asset.
// A ticket is worth what its draws win on average; what orchestrators redeem differs from it by chance.
type Payments struct {
	Deposit      string    `json:"deposit"`               // pays first
	Reserve      string    `json:"reserve"`               // pays next, to each active orchestrator an equal part
	Unlocking    bool      `json:"unlocking"`             // both are being taken out: orchestrators take no tickets
	AsOf         time.Time `json:"as_of,omitzero"`        // when they were read; absent: not yet
	ChainError   string    `json:"chain_error,omitempty"` // why they cannot be read now
	Low          bool      `json:"low"`                   // they last for less than a day
	LastsHours   float64   `json:"lasts_hours,omitempty"` // at the last hour's pace; absent: nothing was spent in it
	Today        string    `json:"today"`                 // value of the tickets since midnight (UTC)
	LastHour     string    `json:"last_hour"`
	DayBudget    string    `json:"day_budget,omitempty"`    // absent: no bound
	StreamBudget string    `json:"stream_budget,omitempty"` // of each stream in a day; absent: no bound
	TokenUSD     string    `json:"token_usd,omitempty"`     // what a whole settlement token is worth in USD, by the node's price feed; absent: it has none

	Streams       []StreamPayments       `json:"streams"`       // by name
	Orchestrators []OrchestratorPayments `json:"orchestrators"` // by address
}

// StreamPayments is what a stream costs.
type StreamPayments struct {
	Stream   string `json:"stream"`
	Today    string `json:"today"`
	LastHour string `json:"last_hour"`
	PerHour  string `json:"per_hour"` // what an hour of it costs, by the minutes of the last hour in which it was paid for
}

// OrchestratorPayments is what an orchestrator was paid, over restarts.
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

func (a *API) payments(w http.ResponseWriter, _ *http.Request) {
	p := a.paid()
	p.Streams, p.Orchestrators = notNil(p.Streams), notNil(p.Orchestrators)
	answer(w, p)
}
