package api_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
)

func TestPayments(t *testing.T) {
	routes := func(paid func() api.Payments) http.Handler {
		a, err := api.New(api.Config{Token: apiToken}, api.Deps{Network: &network{}, Registrar: registry(t), Payments: paid})
		require.NoError(t, err)
		r := chi.NewRouter()
		a.Routes(r)
		return r
	}
	askFor := func(r http.Handler, path, token string) *httptest.ResponseRecorder {
		w, req := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil)
		if token != "" {
			req.Header.Set("Authorization", "Bearer "+token)
		}
		r.ServeHTTP(w, req)
		return w
	}
	ask := func(r http.Handler, token string) *httptest.ResponseRecorder {
		return askFor(r, "/api/v1/payments", token)
	}
	none := routes(nil)
	require.NotContains(t, askFor(none, "/api/v1/server", "").Body.String(), "payments")
	require.Contains(t, askFor(none, "/api/v1/server", apiToken).Body.String(), `"payments":true`, "pages know whether to ask")
	require.Equal(t, http.StatusUnauthorized, ask(none, "").Code, "what a node pays is not for everybody")
	require.JSONEq(t, `{"deposit":"0","reserve":"0","unlocking":false,"low":false,"today":"0","last_hour":"0","streams":[],"orchestrators":[]}`,
		ask(none, apiToken).Body.String())

	paid := routes(func() api.Payments {
		return api.Payments{
			Deposit: "12.5", Reserve: "3", Low: true, LastsHours: 20, Today: "0.5", LastHour: "0.1", DayBudget: "10",
			Streams: []api.StreamPayments{{Stream: "demo", Today: "0.5", LastHour: "0.1", PerHour: "0.3"}}, TokenUSD: "0.98",
			Orchestrators: []api.OrchestratorPayments{{Orchestrator: "0xAB", Tickets: 7, Draws: 300, Value: "0.5", Spread: "2.1", Delivered: "0.4", RedeemedTickets: 1, Redeemed: "2"}},
		}
	})
	require.JSONEq(t, `{"deposit":"12.5","reserve":"3","unlocking":false,"low":true,"lasts_hours":20,"today":"0.5","last_hour":"0.1","day_budget":"10",
		"streams":[{"stream":"demo","today":"0.5","last_hour":"0.1","per_hour":"0.3"}],"token_usd":"0.98",
		"orchestrators":[{"orchestrator":"0xAB","tickets":7,"draws":300,"value":"0.5","spread":"2.1","delivered":"0.4","redeemed_tickets":1,"redeemed":"2"}]}`,
		ask(paid, apiToken).Body.String())
}
