package api

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Bounds of the answers that are kept for requests which come again.
const (
	maxAnswers     = 1000
	answersAge     = time.Hour
	maxIdempotency = 255 // bytes of an Idempotency-Key
)

// answers are those to requests with an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header). They end with the process.
type answers struct {
	now func() time.Time

	mu   sync.Mutex // guards what follows
	kept map[requestID]*kept
	ages []requestID // oldest first
}

// requestID is who asked for what under which key.
type requestID struct{ caller, method, path, key string }

// kept is an answer, or the place of one that is being made.
type kept struct {
	asked  [sha256.Size]byte // of the request's body
	at     time.Time
	done   bool
	status int
	header http.Header
	body   []byte
}

func newAnswers() *answers { return &answers{now: time.Now, kept: map[requestID]*kept{}} }

// take returns the answer for a request, or, if there is none, a place for it that is the caller's to fill with keep or drop.
func (a *answers) take(id requestID, asked [sha256.Size]byte) (k kept, mine bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	for len(a.ages) > 0 && (len(a.ages) >= maxAnswers || now.Sub(a.kept[a.ages[0]].at) > answersAge) {
		delete(a.kept, a.ages[0])
		a.ages = a.ages[1:]
	}
	if k := a.kept[id]; k != nil {
		return *k, false
	}
	a.kept[id] = &kept{asked: asked, at: now}
	a.ages = append(a.ages, id)
	return kept{}, true
}

// keep fills a place, unless there was no room for it any more.
func (a *answers) keep(id requestID, c *capture) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if k := a.kept[id]; k != nil {
		k.done, k.status, k.header, k.body = true, c.status, c.Header().Clone(), c.body.Bytes()
	}
}

// drop gives a place back: the request may be tried again.
func (a *answers) drop(id requestID) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if _, ok := a.kept[id]; ok {
		delete(a.kept, id)
		a.ages = slices.DeleteFunc(a.ages, func(other requestID) bool { return other == id })
	}
}

// once carries out a request with an Idempotency-Key once: to the same request with the same key it gives the same answer, for an hour.
// Answers of 500 and more are not kept, nor is that it was too much.
func (a *API) once(next http.HandlerFunc) http.HandlerFunc { return a.answered.once(next) }

func (a *answers) once(next http.HandlerFunc) http.HandlerFunc {
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
		id, asked := requestID{callerOf(r).id, r.Method, r.URL.Path, key}, sha256.Sum256(body)
		k, mine := a.take(id, asked)
		switch {
		case mine:
			c := &capture{ResponseWriter: w, status: http.StatusOK}
			defer func() {
				if c.status < http.StatusInternalServerError && c.status != http.StatusTooManyRequests && c.begun {
					a.keep(id, c)
				} else {
					a.drop(id)
				}
			}()
			next(c, r)
		case k.asked != asked:
			fail(w, http.StatusUnprocessableEntity, "idempotency_mismatch", "another request was sent with this Idempotency-Key")
		case !k.done:
			w.Header().Set("Retry-After", "1")
			fail(w, http.StatusConflict, "in_progress", "the request with this Idempotency-Key is being carried out")
		default:
			for name, values := range k.header {
				w.Header()[name] = slices.Clone(values)
			}
			w.WriteHeader(k.status)
			_, _ = w.Write(k.body) // a client that has gone needs no answer
		}
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
