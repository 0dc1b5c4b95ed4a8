package admission_test

import (
	"net/netip"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/admission"
)

// TestWatch: who may watch what.
func TestWatch(t *testing.T) {
	r := registry(t)
	create := func(name string, p admission.Playback) {
		t.Helper()
		_, _, err := r.Create(t.Context(), admission.Stream{Name: name, Policy: admission.Policy{Playback: p}})
		require.NoError(t, err)
	}
	near := netip.MustParsePrefix("192.0.2.0/24")
	create("open", admission.Playback{})
	create("private", admission.Playback{Private: true})
	create("other", admission.Playback{Private: true})
	create("pages", admission.Playback{Referrers: []string{"example.org"}})
	create("near", admission.Playback{Addresses: []netip.Prefix{near}})
	create("all", admission.Playback{Private: true, Referrers: []string{"example.org"}, Addresses: []netip.Prefix{near}})
	token := func(name string, ttl time.Duration) string {
		t.Helper()
		text, expires, err := r.MintPlayback(t.Context(), name, ttl)
		require.NoError(t, err)
		require.WithinDuration(t, time.Now().Add(ttl), expires, time.Minute)
		return text
	}
	good, at := token("private", time.Hour), netip.MustParseAddr("192.0.2.7")
	publish, _, err := r.Mint(t.Context(), "private", time.Hour)
	require.NoError(t, err)
	for _, c := range []struct {
		name, stream string
		viewer       admission.Viewer
		ok           bool
	}{
		{"nobody created it", "unknown", admission.Viewer{}, true},
		{"open", "open", admission.Viewer{}, true},
		{"no token", "private", admission.Viewer{}, false},
		{"its token", "private", admission.Viewer{Token: good}, true},
		{"token of another stream", "other", admission.Viewer{Token: good}, false},
		{"token to publish", "private", admission.Viewer{Token: publish}, false},
		{"changed token", "private", admission.Viewer{Token: "9" + good}, false},
		{"not a token", "private", admission.Viewer{Token: "x"}, false},
		{"page", "pages", admission.Viewer{Page: "Example.org"}, true},
		{"other page", "pages", admission.Viewer{Page: "example.org.evil.test"}, false},
		{"no page", "pages", admission.Viewer{}, false},
		{"our own page", "pages", admission.Viewer{Page: "live.example", Own: true}, true},
		{"address", "near", admission.Viewer{Address: at}, true},
		{"mapped address", "near", admission.Viewer{Address: netip.AddrFrom16(at.As16())}, true},
		{"other address", "near", admission.Viewer{Address: netip.MustParseAddr("198.51.100.1")}, false},
		{"no address", "near", admission.Viewer{}, false},
		{"all of it", "all", admission.Viewer{Token: token("all", time.Hour), Page: "example.org", Address: at}, true},
		{"all but the token", "all", admission.Viewer{Page: "example.org", Address: at}, false},
	} {
		err := r.Watch(c.stream, c.viewer)
		if c.ok {
			require.NoError(t, err, c.name)
		} else {
			require.ErrorIs(t, err, admission.ErrForbidden, c.name)
		}
	}

	// A token to watch publishes nothing; it outlives a new key, and not its stream.
	g := gate(t, admission.Config{}, r)
	_, err = g.Admit(t.Context(), request("private?token="+good))
	require.Error(t, err)
	_, err = r.Rotate(t.Context(), "private")
	require.NoError(t, err)
	require.NoError(t, r.Watch("private", admission.Viewer{Token: good}))
	require.True(t, r.Hidden("private"))
	require.NoError(t, r.Delete(t.Context(), "private"))
	require.False(t, r.Hidden("private"))
	wait := time.NewTimer(2 * time.Millisecond) // the next one is created at another time
	<-wait.C
	create("private", admission.Playback{Private: true})
	require.ErrorIs(t, r.Watch("private", admission.Viewer{Token: good}), admission.ErrForbidden)

	_, _, err = r.MintPlayback(t.Context(), "open", 31*24*time.Hour)
	require.ErrorIs(t, err, admission.ErrInvalid)
	_, _, err = r.MintPlayback(t.Context(), "unknown", time.Hour)
	require.ErrorIs(t, err, admission.ErrUnknown)
	_, _, err = r.Create(t.Context(), admission.Stream{Policy: admission.Policy{Playback: admission.Playback{Referrers: []string{"https://example.org/"}}}})
	require.ErrorIs(t, err, admission.ErrInvalid)
}

// TestWatchRemembers: what was said of viewers holds after a restart, and when it is changed.
func TestWatchRemembers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "streams.db")
	s, err := admission.OpenSQLite(t.Context(), path)
	require.NoError(t, err)
	r, err := admission.NewRegistry(t.Context(), s)
	require.NoError(t, err)
	_, _, err = r.Create(t.Context(), admission.Stream{Name: "a", Policy: admission.Policy{Playback: admission.Playback{Private: true}}})
	require.NoError(t, err)
	token, _, err := r.MintPlayback(t.Context(), "a", time.Hour)
	require.NoError(t, err)
	require.NoError(t, s.Close())
	again, err := admission.NewRegistry(t.Context(), openSQLite(t, path))
	require.NoError(t, err)
	require.ErrorIs(t, again.Watch("a", admission.Viewer{}), admission.ErrForbidden)
	require.NoError(t, again.Watch("a", admission.Viewer{Token: token}))
	_, err = again.Update(t.Context(), "a", func(s *admission.Stream) error { s.Policy.Playback = admission.Playback{}; return nil })
	require.NoError(t, err)
	require.NoError(t, again.Watch("a", admission.Viewer{}))
}
