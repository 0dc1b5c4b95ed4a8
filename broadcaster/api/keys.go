package api

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/millrace/millrace/broadcaster/access"
	"github.com/millrace/millrace/broadcaster/cluster"
)

// APIKey lets its holder do over the API what its scopes say.
type APIKey struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Scopes    []access.Scope `json:"scopes"`
	CreatedAt time.Time      `json:"created_at"`
	ExpiresAt time.Time      `json:"expires_at,omitzero"` // absent: never
}

// APIKeyList are the keys that count, oldest first.
type APIKeyList struct {
	Keys []APIKey `json:"keys"`
}

// APIKeySpec is what a key is made of.
type APIKeySpec struct {
	Name      string         `json:"name"`
	Scopes    []access.Scope `json:"scopes"`
	ExpiresIn int            `json:"expires_in,omitempty"` // seconds, up to ten years; absent: for ever
}

// CreatedAPIKey is the answer of POST /api/v1/keys.
type CreatedAPIKey struct {
	Key    string `json:"key"` // it is never shown again
	APIKey APIKey `json:"api_key"`
}

// maxKeySeconds bounds how long a key that expires is good for.
const maxKeySeconds = 10 * 365 * 24 * 3600

func (a *API) listKeys(w http.ResponseWriter, _ *http.Request) {
	list := APIKeyList{Keys: []APIKey{}}
	for _, k := range a.keys.List() {
		list.Keys = append(list.Keys, APIKey(k))
	}
	answer(w, list)
}

func (a *API) makeKey(w http.ResponseWriter, r *http.Request) {
	var spec APIKeySpec
	if !decode(w, r, &spec) {
		return
	}
	if spec.ExpiresIn < 0 || spec.ExpiresIn > maxKeySeconds {
		fail(w, http.StatusBadRequest, "invalid", fmt.Sprintf("expires_in: up to %d seconds", maxKeySeconds))
		return
	}
	for _, s := range spec.Scopes {
		if !callerOf(r).may(s) {
			fail(w, http.StatusForbidden, "forbidden", fmt.Sprintf("whoever makes a key with the scope %.32q must have it", s))
			return
		}
	}
	k, secret, err := a.keys.Make(r.Context(), spec.Name, spec.Scopes, time.Duration(spec.ExpiresIn)*time.Second)
	if err != nil {
		failKey(w, err)
		return
	}
	write(w, http.StatusCreated, CreatedAPIKey{Key: secret, APIKey: APIKey(k)})
}

func (a *API) revokeKey(w http.ResponseWriter, r *http.Request) {
	if err := a.keys.Revoke(r.Context(), chi.URLParam(r, "id")); err != nil {
		failKey(w, err)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

// failKey answers with an error about an API key.
func failKey(w http.ResponseWriter, err error) {
	switch {
	case errors.Is(err, access.ErrInvalid):
		fail(w, http.StatusBadRequest, "invalid", err.Error())
	case errors.Is(err, access.ErrUnknown):
		fail(w, http.StatusNotFound, "not_found", err.Error())
	case errors.Is(err, access.ErrFull):
		fail(w, http.StatusConflict, "full", err.Error())
	case errors.Is(err, cluster.ErrAway):
		failAway(w)
	default:
		fail(w, http.StatusInternalServerError, "internal", "the API keys cannot be written")
	}
}
