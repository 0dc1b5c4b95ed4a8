package api

import (
	"crypto/sha256"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Answers are kept for an hour, and so many of them; what failed on our side may be tried again.
func TestOnce(t *testing.T) {
	now := time.Now()
	a := &API{answered: newAnswers()}
	a.answered.now = func() time.Time { return now }
	status, calls := http.StatusOK, 0
	h := a.once(func(w http.ResponseWriter, _ *http.Request) { calls++; w.WriteHeader(status) })
	send := func(key string) {
		r := httptest.NewRequest(http.MethodPost, "/", nil)
		r.Header.Set("Idempotency-Key", key)
		h(httptest.NewRecorder(), r)
	}
	send("a")
	send("a")
	require.Equal(t, 1, calls)
	now = now.Add(answersAge + time.Second)
	send("a")
	require.Equal(t, 2, calls)
	for i := range maxAnswers {
		send(strconv.Itoa(i))
	}
	require.Len(t, a.answered.kept, maxAnswers)
	require.Len(t, a.answered.ages, maxAnswers)
	calls = 0
	send("a")
	require.Equal(t, 1, calls, "the oldest made room")

	status, calls = http.StatusInternalServerError, 0
	send("b")
	send("b")
	require.Equal(t, 2, calls)
	status, calls = http.StatusTooManyRequests, 0
	send("d")
	send("d")
	require.Equal(t, 2, calls)
	_, mine := a.answered.take(requestID{"", http.MethodPost, "/", "b"}, sha256.Sum256(nil))
	require.True(t, mine)

	panics := a.once(func(http.ResponseWriter, *http.Request) { panic("x") })
	r := httptest.NewRequest(http.MethodPost, "/panics", nil)
	r.Header.Set("Idempotency-Key", "c")
	for range 2 {
		require.Panics(t, func() { panics(httptest.NewRecorder(), r) }, "it is not on its way for ever")
	}
}
