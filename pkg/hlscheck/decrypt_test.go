package hlscheck_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/hls"
	"github.com/millrace/millrace/pkg/hls/conformance"
	"github.com/millrace/millrace/pkg/hlscheck"
)

// An encrypted stream is checked like another, with its keys.
func TestRun_encrypted(t *testing.T) {
	for name, tt := range map[string]struct {
		iv    byte
		fault func(w http.ResponseWriter, req *http.Request) bool
		want  conformance.Rule
	}{
		"good":             {},
		"part_with_own_iv": {iv: 1, want: conformance.PartSet},
		"no_key": {fault: func(w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(http.StatusForbidden)
			return true
		}, want: conformance.Encryption},
		"key_of_another": {fault: func(w http.ResponseWriter, _ *http.Request) bool {
			_, err := w.Write(make([]byte, hls.KeySize))
			return err == nil
		}, want: conformance.Encryption},
		"no_cors": {fault: func(w http.ResponseWriter, _ *http.Request) bool {
			w.Header().Del("Access-Control-Allow-Origin")
			_, err := w.Write([]byte("0123456789abcdef"))
			return err == nil
		}, want: conformance.CrossOrigin},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bubble(t, func(t *testing.T, check func(http.Handler, string, time.Duration) *hlscheck.Report) {
				o := newOrigin(t)
				key := [hls.KeySize]byte([]byte("0123456789abcdef"))
				o.key, o.iv = &key, tt.iv
				r := check(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
					if tt.fault == nil || req.URL.Path != "/key" || !tt.fault(w, req) {
						o.ServeHTTP(w, req)
					}
				}), "/index.m3u8", 3*time.Second)
				expect(t, r, tt.want)
				if tt.want == "" {
					require.Equal(t, hlscheck.Kept, verdict(r, conformance.Encryption))
					require.Equal(t, hlscheck.Kept, verdict(r, conformance.Timeline))
					require.Equal(t, hlscheck.Kept, verdict(r, conformance.PartSet))
				}
			})
		})
	}
}
