package main

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestWalletSpending(t *testing.T) {
	const token = "a token of sixteen characters"
	answer := `{"deposit":"12.5","reserve":"3","unlocking":false,"as_of":"2030-01-02T03:04:05Z","low":true,"lasts_hours":20.5,"today":"0.5","last_hour":"0.1",
		"day_budget":"10","stream_budget":"2","token_usd":"0.98","streams":[{"stream":"show","today":"0.5","last_hour":"0.1","per_hour":"0.3"}],
		"orchestrators":[{"orchestrator":"0xabc","tickets":3,"draws":96,"value":"0.5","spread":"0.7","delivered":"0.49","redeemed_tickets":1,"redeemed":"2"}]}`
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/api/v1/payments" || r.Header.Get("Authorization") != "Bearer "+token {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = w.Write([]byte(`{"title":"Unauthorized","status":401,"code":"unauthorized","detail":"no token"}`))
			return
		}
		_, _ = w.Write([]byte(answer))
	}))
	t.Cleanup(server.Close)

	at := []string{"wallet", "spending", "--broadcaster", server.URL, "--api-token", token}
	require.Equal(t, `deposit    12.5 dollars
reserve    3 dollars
lasts      20h30m0s at the last hour's pace
today      0.5 dollars, 0.490000 USD of 10
last hour  0.1 dollars, 0.098000 USD

stream  today                           last hour  an hour of it costs
show    0.5 dollars, 0.490000 USD of 2  0.1        0.3 dollars, 0.294000 USD

orchestrator  tickets  draws  worth      redeemed (tickets)  delivered
0xabc         3        96     0.5 ± 0.7  2 (1)               0.49
`, millraceOK(t, at...))
	require.JSONEq(t, answer, millraceOK(t, append(at, "--json")...))

	code, _, said := millrace(t, at[:4]...)
	require.Equal(t, exitFailure, code)
	require.Contains(t, said, "no token")
	code, _, said = millrace(t, "wallet", "spending", "--broadcaster", "live.example.org")
	require.Equal(t, exitUsage, code)
	require.Contains(t, said, "https://live.example.org")
}
