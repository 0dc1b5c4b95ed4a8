package api_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/broadcaster/inflow"
	"github.com/millrace/millrace/pkg/client"
	"github.com/millrace/millrace/pkg/media"
)

// TestClient_types: the Go client has the API's types, field by field.
func TestClient_types(t *testing.T) {
	for _, c := range []struct{ server, client any }{
		{api.Stream{}, client.Stream{}},
		{api.Source{}, client.Source{}},
		{api.Audio{}, client.Audio{}},
		{api.Rendition{}, client.Rendition{}},
		{api.Health{}, client.Health{}},
		{inflow.Advice{}, client.Advice{}},
		{api.StreamSettings{}, client.StreamSettings{}},
		{api.StreamSpec{}, client.StreamSpec{}},
		{api.StreamList{}, client.StreamList{}},
		{api.CreatedStream{}, client.CreatedStream{}},
		{api.StreamKey{}, client.StreamKey{}},
		{api.TokenSpec{}, client.TokenSpec{}},
		{api.PublishToken{}, client.PublishToken{}},
		{api.PlaybackToken{}, client.PlaybackToken{}},
		{media.Profile{}, client.Profile{}},
		{admission.Limits{}, client.Limits{}},
		{admission.Playback{}, client.Playback{}},
		{media.CaptionTrack{}, client.CaptionTrack{}},
		{api.CaptionSpec{}, client.CaptionSpec{}},
		{api.CueSpec{}, client.CueSpec{}},
		{api.PlacedCaptions{}, client.PlacedCaptions{}},
		{api.PlacedCue{}, client.PlacedCue{}},
		{api.Recording{}, client.Recording{}},
		{api.RecordingList{}, client.RecordingList{}},
		{api.APIKey{}, client.APIKey{}},
		{api.APIKeyList{}, client.APIKeyList{}},
		{api.APIKeySpec{}, client.APIKeySpec{}},
		{api.CreatedAPIKey{}, client.CreatedAPIKey{}},
		{api.Event{}, client.Event{}},
		{api.EventList{}, client.EventList{}},
		{api.Webhook{}, client.Webhook{}},
		{api.WebhookSpec{}, client.WebhookSpec{}},
		{api.WebhookList{}, client.WebhookList{}},
		{api.CreatedWebhook{}, client.CreatedWebhook{}},
		{api.Delivery{}, client.Delivery{}},
		{api.DeliveryList{}, client.DeliveryList{}},
		{api.Problem{}, client.Problem{}},
	} {
		server, ours := fields(t, c.server), fields(t, c.client)
		require.Equal(t, server, ours, "%T", c.client)
	}
}

// fields are a struct's, by the tags of JSON, with what the OpenAPI document must say of them.
func fields(t *testing.T, v any) map[string]property {
	t.Helper()
	out := map[string]property{}
	for i := range reflect.TypeOf(v).NumField() {
		f := reflect.TypeOf(v).Field(i)
		out[f.Tag.Get("json")] = describe(t, f.Type)
	}
	return out
}
