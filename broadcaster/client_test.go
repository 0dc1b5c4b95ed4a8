package broadcaster_test

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster"
	"github.com/millrace/millrace/broadcaster/events"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/broadcaster/record"
	apiclient "github.com/millrace/millrace/pkg/client" // client is a helper of these tests
	"github.com/millrace/millrace/pkg/media"
)

func collect[T any](t *testing.T, list iter.Seq2[T, error]) (out []T) {
	t.Helper()
	for item, err := range list {
		require.NoError(t, err)
		out = append(out, item)
	}
	return out
}

// TestClient: all that the client can do, a broadcaster does.
func TestClient(t *testing.T) {
	ctx, quiet := t.Context(), slog.New(slog.DiscardHandler)
	log, err := events.OpenLog(ctx, events.LogConfig{File: filepath.Join(t.TempDir(), "events.db"), PrivateNetworks: true}, quiet)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, log.Close()) })
	emitter, err := events.New(events.Config{Log: log}, quiet)
	require.NoError(t, err)
	recorder, err := record.Open(ctx, record.Config{URL: t.TempDir()}, record.Deps{Logger: quiet})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, recorder.Close(context.Background())) })
	const token = "0123456789abcdef"
	b := startWith(t, broadcaster.Config{Ladder: media.Ladder{}, APIToken: token}, broadcaster.Deps{Events: emitter, EventLog: log, Recorder: recorder})
	base := "http://" + b.HTTPAddr().String()
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	root, err := apiclient.New(base, apiclient.Config{Token: token, HTTP: &http.Client{Transport: transport, Timeout: time.Minute}})
	require.NoError(t, err)

	// Programs get keys of their own.
	made, err := root.CreateAPIKey(ctx, apiclient.APIKeySpec{Name: "app", Scopes: []string{"read", "streams", "playback", "recordings", "cues", "webhooks"}, ExpiresIn: 3600})
	require.NoError(t, err)
	c, err := apiclient.New(base, apiclient.Config{Token: made.Key, HTTP: &http.Client{Transport: transport, Timeout: time.Minute}})
	require.NoError(t, err)
	_, err = c.APIKeys(ctx)
	require.Equal(t, "forbidden", apiclient.Code(err))
	keys, err := root.APIKeys(ctx)
	require.NoError(t, err)
	require.Equal(t, []apiclient.APIKey{made.APIKey}, keys)

	// A webhook.
	told := make(chan apiclient.Event, 16)
	secret := make(chan string, 1)
	endpoint := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		s := <-secret
		secret <- s
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		e, err := apiclient.ParseEvent(s, r.Header, body)
		if err != nil {
			t.Error(err)
		}
		told <- e
	}))
	t.Cleanup(endpoint.Close)
	hook, err := c.CreateWebhook(ctx, apiclient.WebhookSpec{URL: endpoint.URL, Types: []string{"stream.started"}})
	require.NoError(t, err)
	secret <- hook.Secret

	// A stream, its settings, keys and tokens.
	s, err := c.CreateStream(ctx, apiclient.StreamSpec{
		Name: "mine", Ladder: []apiclient.Profile{}, Limits: &apiclient.Limits{FrameRate: 60}, Record: "always", Playback: &apiclient.Playback{Private: true},
	})
	require.NoError(t, err)
	require.Equal(t, apiclient.StreamSettings{
		CreatedAt: s.Settings.CreatedAt, Ladder: []apiclient.Profile{}, Limits: apiclient.Limits{FrameRate: 60}, Record: "always", Playback: apiclient.Playback{Private: true},
	}, s.Settings)
	_, err = c.CreateStream(ctx, apiclient.StreamSpec{Name: "mine"})
	require.Equal(t, "exists", apiclient.Code(err))
	idle, err := c.Stream(ctx, "mine", true)
	require.NoError(t, err)
	require.Equal(t, "idle", idle.State)
	key, err := c.RotateKey(ctx, "mine")
	require.NoError(t, err)
	require.NotEqual(t, s.Key, key.Key)
	publish, err := c.PublishToken(ctx, "mine", time.Minute)
	require.NoError(t, err)
	require.WithinDuration(t, time.Now().Add(time.Minute), publish.ExpiresAt, 30*time.Second)
	p := &publisher{T: t}
	p.sink, err = b.Publish(ctx, ingest.Request{Protocol: "test", Name: "mine", Query: url.Values{"token": {publish.Token}}, Close: func(reason error) { p.kicked.Store(&reason) }})
	require.NoError(t, err)
	p.formats(&small, &tone).send(6)

	select {
	case e := <-told:
		require.Equal(t, "stream.started", e.Type)
		require.JSONEq(t, `{"stream":"mine"}`, string(e.Data))
	case <-time.After(time.Minute):
		t.Fatal("nothing is told")
	}
	watch, err := c.PlaybackToken(ctx, "mine", 0)
	require.NoError(t, err)
	v := view(t, b)
	v.sees(watch.PlaybackURL)
	res, _ := get(t, v.client, c.URL(s.PlaybackURL))
	require.Equal(t, http.StatusForbidden, res.StatusCode)
	changed, err := c.UpdateStream(ctx, "mine", apiclient.StreamSpec{Playback: &apiclient.Playback{}})
	require.NoError(t, err)
	require.Equal(t, "live", changed.State)
	require.Equal(t, 320, changed.Source.Width)
	require.Equal(t, apiclient.Limits{FrameRate: 60}, changed.Settings.Limits, "as it was")
	said, err := c.AddMetadata(ctx, "mine", apiclient.Metadata{Frames: []apiclient.MetadataFrame{{Type: "TXXX", Description: "score", JSON: json.RawMessage(`{"home": 2}`)}}})
	require.NoError(t, err)
	require.Equal(t, 5.92, said.MediaTime, "where the next part begins")
	_, err = c.AddMetadata(ctx, "mine", apiclient.Metadata{At: said.Time.Add(-time.Second), Frames: []apiclient.MetadataFrame{{Type: "PRIV", Owner: "me", Data: []byte{1}}}})
	require.Equal(t, "time", apiclient.Code(err))
	_, err = c.AddMetadata(ctx, "yours", apiclient.Metadata{Frames: []apiclient.MetadataFrame{{Type: "TXXX"}}})
	require.Equal(t, "not_found", apiclient.Code(err))
	planned, took := 30., 29.5
	_, err = c.SetDateRange(ctx, "mine", apiclient.DateRange{ID: "ad", PlannedDuration: &planned, Attributes: map[string]any{"X-N": 1.}})
	require.NoError(t, err)
	ad, err := c.SetDateRange(ctx, "mine", apiclient.DateRange{ID: "ad", Duration: &took})
	require.NoError(t, err)
	require.Equal(t, apiclient.DateRange{
		ID: "ad", Start: said.Time.Truncate(time.Millisecond), Duration: &took, PlannedDuration: &planned, Attributes: map[string]any{"X-N": 1.},
	}, ad)
	_, err = c.SetDateRange(ctx, "yours", apiclient.DateRange{ID: "ad"})
	require.Equal(t, "not_found", apiclient.Code(err))
	list := collect(t, c.Streams(ctx, false))
	require.Len(t, list, 1)
	require.Equal(t, "mine", list[0].Name)
	require.NoError(t, c.DeleteStream(ctx, "mine"))
	require.Eventually(t, func() bool { return p.kicked.Load() != nil }, time.Minute, time.Millisecond)
	p.sink.End(*p.kicked.Load())
	_, err = c.Stream(ctx, "mine", true)
	require.Equal(t, "not_found", apiclient.Code(err))
	require.Empty(t, collect(t, c.Streams(ctx, true))[0].Settings, "it is kept, and was not created any more")

	// What became of it.
	var ready []apiclient.Recording
	require.Eventually(t, func() bool {
		ready = collect(t, c.Recordings(ctx, "mine"))
		return len(ready) == 1 && ready[0].State == "ready"
	}, time.Minute, 20*time.Millisecond)
	one, err := c.Recording(ctx, ready[0].ID)
	require.NoError(t, err)
	require.Equal(t, ready[0], one)
	require.NoError(t, c.DeleteRecording(ctx, one.ID))
	var ended []apiclient.Event
	require.Eventually(t, func() bool {
		ended = collect(t, c.Events(ctx, apiclient.EventFilter{Stream: "mine", Type: "stream.ended"}))
		return len(ended) == 1
	}, time.Minute, 20*time.Millisecond)
	require.Equal(t, ended[0], collect(t, c.Events(ctx, apiclient.EventFilter{Newest: true}))[0])

	// What the webhook was sent, once more.
	var deliveries []apiclient.Delivery
	require.Eventually(t, func() bool {
		deliveries = collect(t, c.Deliveries(ctx, hook.Webhook.ID))
		return len(deliveries) == 1 && deliveries[0].State == "delivered"
	}, time.Minute, 20*time.Millisecond)
	_, err = c.Redeliver(ctx, hook.Webhook.ID, deliveries[0].ID)
	require.NoError(t, err)
	require.Equal(t, deliveries[0].EventID, (<-told).ID)
	paused, types := true, []string{}
	h, err := c.UpdateWebhook(ctx, hook.Webhook.ID, apiclient.WebhookChange{Paused: &paused, Types: &types})
	require.NoError(t, err)
	require.True(t, h.Paused)
	require.Empty(t, h.Types)
	require.Equal(t, endpoint.URL, h.URL)
	got, err := c.Webhook(ctx, h.ID)
	require.NoError(t, err)
	require.Equal(t, h, got)
	hooks, err := c.Webhooks(ctx)
	require.NoError(t, err)
	require.Equal(t, []apiclient.Webhook{h}, hooks)
	require.NoError(t, c.DeleteWebhook(ctx, h.ID))
	require.NoError(t, root.RevokeAPIKey(ctx, made.APIKey.ID))
	_, err = c.Webhooks(ctx)
	require.Equal(t, "unauthorized", apiclient.Code(err))
}
