package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/answers"
	"github.com/millrace/millrace/broadcaster/cluster"
)

// What failed on our side may be tried again, and what cannot be known is not done.
func TestOnce(t *testing.T) {
	store := &awayStore{Store: answers.NewMemory()}
	status, calls := http.StatusOK, 0
	h := once(store, func(w http.ResponseWriter, _ *http.Request) { calls++; w.WriteHeader(status) })
	send := func(h http.HandlerFunc, key string) int {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.Header.Set("Idempotency-Key", key)
		w := httptest.NewRecorder()
		h(w, r)
		return w.Code
	}
	for range 2 {
		require.Equal(t, http.StatusOK, send(h, "a"))
		require.Equal(t, 1, calls)
	}
	for _, status = range []int{http.StatusInternalServerError, http.StatusTooManyRequests} {
		calls = 0
		for range 2 {
			require.Equal(t, status, send(h, strconv.Itoa(status)))
		}
		require.Equal(t, 2, calls)
	}
	panics := once(store, func(http.ResponseWriter, *http.Request) { panic("x") })
	for range 2 {
		require.Panics(t, func() { send(panics, "c") }, "it is not on its way for ever")
	}

	store.away, status, calls = true, http.StatusOK, 0
	require.Equal(t, http.StatusServiceUnavailable, send(h, "d"))
	require.Zero(t, calls)
	h(httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/", nil))
	require.Equal(t, 1, calls, "without a key nobody has to be asked")
}

// awayStore may be away.
type awayStore struct {
	answers.Store
	away bool
}

func (s *awayStore) Claim(ctx context.Context, id string, note []byte) ([]byte, error) {
	if s.away {
		return nil, cluster.ErrAway
	}
	return s.Store.Claim(ctx, id, note)
}
