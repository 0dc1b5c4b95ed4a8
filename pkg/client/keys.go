package client

import (
	"context"
	"net/http"
	"time"
)

// APIKey lets its holder do over the API what its scopes say.
type APIKey struct {
	ID        string    `json:"id"`
	Name      string    `json:"name"`
	Scopes    []string  `json:"scopes"` // read, streams, playback, captions, recordings, cues, webhooks, keys
	CreatedAt time.Time `json:"created_at"`
	ExpiresAt time.Time `json:"expires_at,omitzero"` // zero: never
}

// APIKeyList are the keys that count, oldest first.
type APIKeyList struct {
	Keys []APIKey `json:"keys"`
}

// APIKeySpec is what a key is made of.
type APIKeySpec struct {
	Name      string   `json:"name"`
	Scopes    []string `json:"scopes"`
	ExpiresIn int      `json:"expires_in,omitempty"` // seconds; 0: never
}

// CreatedAPIKey is a key that was made, with its secret, which cannot be had again.
type CreatedAPIKey struct {
	Key    string `json:"key"`
	APIKey APIKey `json:"api_key"`
}

// APIKeys returns the keys that count, oldest first.
func (c *Client) APIKeys(ctx context.Context) ([]APIKey, error) {
	list, err := call[APIKeyList](ctx, c, http.MethodGet, "/keys", nil, nil)
	return list.Keys, err
}

// CreateAPIKey makes a key.
func (c *Client) CreateAPIKey(ctx context.Context, spec APIKeySpec) (CreatedAPIKey, error) {
	return call[CreatedAPIKey](ctx, c, http.MethodPost, "/keys", nil, spec)
}

// RevokeAPIKey ends a key at once.
func (c *Client) RevokeAPIKey(ctx context.Context, id string) error {
	return c.do(ctx, http.MethodDelete, in("/keys", id), nil, nil, nil)
}
