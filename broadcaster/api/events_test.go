package api_test

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/events"
)

// TestEvents goes through the life of events and a webhook over the API.
func TestEvents(t *testing.T) {
	quiet := slog.New(slog.DiscardHandler)
	log, err := events.OpenLog(t.Context(), events.LogConfig{File: filepath.Join(t.TempDir(), "events.db"), PrivateNetworks: true}, quiet)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, log.Close()) })
	emitter, err := events.New(events.Config{Log: log}, quiet)
	require.NoError(t, err)
	a, err := api.New(api.Config{Token: apiToken}, api.Deps{Network: &network{}, Registrar: registry(t), Events: log})
	require.NoError(t, err)
	r := chi.NewRouter()
	a.Routes(r)
	bodies := make(chan string, 16)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, req *http.Request) {
		body, _ := io.ReadAll(req.Body)
		bodies <- string(body)
	}))
	defer server.Close()

	require.JSONEq(t, `{"events":[]}`, ask(r, "GET", "/api/v1/events", "").Body.String())
	require.JSONEq(t, `{"webhooks":[]}`, ask(r, "GET", "/api/v1/webhooks", "").Body.String())
	first := askAs(r, apiToken, "POST", "/api/v1/webhooks", `{"url":"`+server.URL+`","types":["stream.ended"]}`, "once")
	made := read[api.CreatedWebhook](t, first, 201)
	require.Equal(t, "/api/v1/webhooks/"+made.Webhook.ID, first.Header().Get("Location"))
	require.Equal(t, made, read[api.CreatedWebhook](t, askAs(r, apiToken, "POST", "/api/v1/webhooks", `{"url":"`+server.URL+`","types":["stream.ended"]}`, "once"), 201))
	one := "/api/v1/webhooks/" + made.Webhook.ID
	shown := ask(r, "GET", one, "")
	require.NotContains(t, shown.Body.String(), made.Secret)
	require.Equal(t, made.Webhook, read[api.Webhook](t, shown, 200))
	require.Equal(t, []api.Webhook{made.Webhook}, read[api.WebhookList](t, ask(r, "GET", "/api/v1/webhooks", ""), 200).Webhooks)

	for _, kind := range []events.Type{events.StreamStarted, events.StreamEnded} {
		emitter.Emit(kind, "show", map[string]string{"stream": "show"})
	}
	var body string
	select {
	case body = <-bodies:
	case <-time.After(time.Minute):
		t.Fatal("nothing is delivered")
	}
	page := read[api.EventList](t, ask(r, "GET", "/api/v1/events?limit=1&stream=show", ""), 200)
	require.Equal(t, events.StreamStarted, page.Events[0].Type)
	require.Equal(t, page.Events[0].ID, page.Next)
	rest := read[api.EventList](t, ask(r, "GET", "/api/v1/events?after="+page.Next, ""), 200)
	require.Empty(t, rest.Next)
	require.Len(t, rest.Events, 1)
	require.JSONEq(t, `{"stream":"show"}`, string(rest.Events[0].Data))
	require.Contains(t, body, rest.Events[0].ID, "it is what was sent")
	require.Equal(t, rest.Events, read[api.EventList](t, ask(r, "GET", "/api/v1/events?order=desc&limit=1", ""), 200).Events)
	require.Equal(t, rest.Events, read[api.EventList](t, ask(r, "GET", "/api/v1/events?type=stream.ended", ""), 200).Events)

	var delivery api.Delivery
	require.Eventually(t, func() bool {
		list := read[api.DeliveryList](t, ask(r, "GET", one+"/deliveries", ""), 200).Deliveries
		require.Len(t, list, 1)
		delivery = list[0]
		return delivery.State == events.Delivered
	}, time.Minute, time.Millisecond)
	require.Equal(t, 200, delivery.Status)
	require.Equal(t, rest.Events[0].ID, delivery.EventID)
	require.Equal(t, delivery.ID, read[api.Delivery](t, ask(r, "POST", one+"/deliveries/"+delivery.ID+"/redeliver", ""), 202).ID)
	require.Equal(t, body, <-bodies)

	changed := read[api.Webhook](t, ask(r, "PATCH", one, `{"types":null,"paused":true}`), 200)
	require.True(t, changed.Paused)
	require.Empty(t, changed.Types)
	for _, c := range []struct {
		method, target, body string
		status               int
	}{
		{"PATCH", one, `{"url":"nowhere"}`, 400},
		{"PATCH", one, `{"secret":"mine"}`, 400},
		{"PATCH", "/api/v1/webhooks/none", `{}`, 404},
		{"POST", "/api/v1/webhooks", `{}`, 400},
		{"POST", one + "/deliveries/none/redeliver", "", 404},
		{"GET", one + "/deliveries?limit=0", "", 400},
		{"GET", one + "/deliveries?after=none", "", 404},
		{"GET", "/api/v1/events?order=up", "", 400},
		{"GET", "/api/v1/events?limit=101", "", 400},
		{"GET", "/api/v1/events?after=none", "", 404},
		{"DELETE", one, "", 204},
		{"DELETE", one, "", 404},
		{"GET", one, "", 404},
	} {
		w := ask(r, c.method, c.target, c.body)
		require.Equal(t, c.status, w.Code, "%s %s: %s", c.method, c.target, w.Body)
		if c.status >= 400 {
			require.Equal(t, "application/problem+json", w.Header().Get("Content-Type"))
		}
	}
}

// A broadcaster that keeps no events says so.
func TestEvents_none(t *testing.T) {
	r := routes(t, api.Config{Token: apiToken}, &network{}, registry(t))
	require.JSONEq(t, `{"events":[]}`, ask(r, "GET", "/api/v1/events", "").Body.String())
	require.Equal(t, 503, ask(r, "POST", "/api/v1/webhooks", `{"url":"https://example.org"}`).Code)
	require.Equal(t, 404, ask(r, "GET", "/api/v1/webhooks/x/deliveries", "").Code)
}
