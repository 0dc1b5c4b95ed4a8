package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/millrace/millrace/broadcaster/answers"
)

const maxIdempotency = 255 // bytes of an Idempotency-Key

// kept is an answer that is kept, or, with no status, the note that one is being made.
type kept struct {
	Asked  []byte      `json:"asked"` // SHA-256 of the request's body
	Status int         `json:"status,omitempty"`
	Header http.Header `json:"header,omitempty"`
	Body   []byte      `json:"body,omitempty"`
}

func (k kept) bytes() []byte {
	text, err := json.Marshal(k)
	if err != nil {
		panic(err) // nothing in it can fail
	}
	return text
}

// requestID is who asked for what under which key.
func requestID(r *http.Request, key string) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{callerOf(r).id, r.Method, r.URL.Path, key}, "\x00")))
	return hex.EncodeToString(sum[:])
}

// once carries out a request with an Idempotency-Key once: to the same request with the same key it gives the same answer, for an hour.
// Answers of 500 and more are not kept, nor is that it was too much. Where it cannot be known whether it was carried out it is not.
func once(store answers.Store, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("Idempotency-Key")
		if key == "" {
			next(w, r)
			return
		}
		if len(key) > maxIdempotency {
			fail(w, http.StatusBadRequest, "invalid", "Idempotency-Key: up to 255 bytes")
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, MaxBody))
		if large := (*http.MaxBytesError)(nil); err != nil && !errors.As(err, &large) {
			fail(w, http.StatusBadRequest, "invalid", "the body did not come whole")
			return
		}
		r.Body = io.NopCloser(io.MultiReader(bytes.NewReader(body), r.Body)) // of one that is too large, next says so
		id, asked := requestID(r, key), sha256.Sum256(body)
		there, err := store.Claim(r.Context(), id, kept{Asked: asked[:]}.bytes())
		if err != nil {
			failAway(w)
			return
		}
		if there != nil {
			again(w, there, asked[:])
			return
		}
		c := &capture{ResponseWriter: w, status: http.StatusOK}
		defer func() {
			ctx := context.WithoutCancel(r.Context()) // it was carried out, whether or not somebody waits for it still
			if c.status < http.StatusInternalServerError && c.status != http.StatusTooManyRequests && c.begun {
				err = store.Keep(ctx, id, kept{asked[:], c.status, c.Header(), c.body.Bytes()}.bytes())
			} else {
				err = store.Drop(ctx, id)
			}
			if err != nil {
				slog.Warn("what was answered to a request with an Idempotency-Key is not known to those who ask again", "err", err)
			}
		}()
		next(c, r)
	}
}

// again answers a request that came before from what is kept.
func again(w http.ResponseWriter, there, asked []byte) {
	var k kept
	err := json.Unmarshal(there, &k)
	switch {
	case err != nil:
		fail(w, http.StatusInternalServerError, "internal", "the answer to this Idempotency-Key cannot be read")
	case !bytes.Equal(k.Asked, asked):
		fail(w, http.StatusUnprocessableEntity, "idempotency_mismatch", "another request was sent with this Idempotency-Key")
	case k.Status == 0:
		w.Header().Set("Retry-After", "1")
		fail(w, http.StatusConflict, "in_progress", "the request with this Idempotency-Key is being carried out")
	default:
		for name, values := range k.Header {
			w.Header()[name] = slices.Clone(values)
		}
		w.WriteHeader(k.Status)
		_, _ = w.Write(k.Body) // a client that has gone needs no answer
	}
}

// capture remembers an answer as it is written.
type capture struct {
	http.ResponseWriter
	begun  bool
	status int
	body   bytes.Buffer
}

// WriteHeader implements http.ResponseWriter.
func (c *capture) WriteHeader(status int) {
	c.begun, c.status = true, status
	c.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (c *capture) Write(b []byte) (int, error) {
	c.begun = true
	c.body.Write(b)
	return c.ResponseWriter.Write(b)
}
