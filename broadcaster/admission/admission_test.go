package admission_test

import (
	"context"
	"errors"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/millrace/millrace/broadcaster/admission"
	"github.com/millrace/millrace/broadcaster/ingest"
	"github.com/millrace/millrace/pkg/media"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// request is a wish to publish NAME or NAME?QUERY.
func request(name string) ingest.Request {
	name, raw, _ := strings.Cut(name, "?")
	query, _ := url.ParseQuery(raw)
	return ingest.Request{Protocol: "rtmp", App: "live", Name: name, Query: query, RemoteAddr: "192.0.2.1:5000", Close: func(error) {}}
}

func registry(t *testing.T) *admission.Registry {
	t.Helper()
	r, err := admission.NewRegistry(t.Context(), admission.NewMemory())
	require.NoError(t, err)
	return r
}

// counted is a gate with the registry that its refusals are counted in.
type counted struct {
	*admission.Gate
	metrics *prometheus.Registry
}

func gate(t *testing.T, cfg admission.Config, r *admission.Registry) counted {
	t.Helper()
	reg := prometheus.NewRegistry()
	g, err := admission.NewGate(cfg, admission.Deps{
		Registry: r, Metrics: ingest.NewMetrics(reg), Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	})
	require.NoError(t, err)
	t.Cleanup(g.Close)
	return counted{g, reg}
}

// refused checks that this, and nothing else, was counted.
func (c counted) refused(t *testing.T, reasons ...ingest.Reason) {
	t.Helper()
	var want, got []string
	for _, r := range reasons {
		want = append(want, string(r))
	}
	families, err := c.metrics.Gather()
	require.NoError(t, err)
	for _, f := range families {
		for _, m := range f.GetMetric() {
			require.Equal(t, "millrace_ingest_refused_total", f.GetName())
			require.InDelta(t, 1, m.GetCounter().GetValue(), 0)
			got = append(got, m.GetLabel()[0].GetValue())
		}
	}
	require.Equal(t, want, got)
}

var nodeLadder = media.Ladder{{Name: "node", Width: 640, Height: 360, Bitrate: 500_000}}

// TestAdmit: who is admitted, as what.
func TestAdmit(t *testing.T) {
	own := media.Ladder{{Name: "own", Width: 640, Height: 360, Bitrate: 500_000}}
	node := admission.Limits{Bitrate: 100, Width: 1920, Height: 1080}
	r := registry(t)
	_, plainKey, err := r.Create(t.Context(), admission.Stream{Name: "plain"})
	require.NoError(t, err)
	_, fancyKey, err := r.Create(t.Context(), admission.Stream{Name: "fancy", Ladder: own, Limits: admission.Limits{Bitrate: 50, Width: 4000, FrameRate: 30}})
	require.NoError(t, err)
	token, _, err := r.Mint(t.Context(), "fancy", time.Minute)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(plainKey), 26, "26 characters of base32 are 130 bits")
	require.NotEqual(t, plainKey, fancyKey)

	plain := admission.Grant{Name: "plain", Ladder: nodeLadder, Rungs: 3, Limits: node}
	fancy := admission.Grant{Name: "fancy", Ladder: own, Limits: admission.Limits{Bitrate: 50, Width: 1920, Height: 1080, FrameRate: 30}}
	byName := func(n string) admission.Grant { g := plain; g.Name = n; return g }
	for _, c := range []struct {
		name    string
		any     bool
		ask     string
		want    admission.Grant
		refused ingest.Reason // empty: admitted
	}{
		{"key", false, plainKey, plain, ""},
		{"key of another stream", false, fancyKey, fancy, ""},
		{"the key counts, not a token with it", false, plainKey + "?token=x", plain, ""},
		{"half a key", false, plainKey[:13], plain, ingest.ReasonKey},
		{"a key in other letters", false, strings.ToLower(plainKey), plain, ingest.ReasonKey},
		{"name of a created stream", false, "plain", plain, ingest.ReasonKey},
		{"name of a created stream, where any name is let in", true, "plain", plain, ingest.ReasonKey},
		{"token", false, "fancy?token=" + token, fancy, ""},
		{"token of another stream", false, "plain?token=" + token, plain, ingest.ReasonToken},
		{"token that is none", true, "plain?token=abc", plain, ingest.ReasonToken},
		{"token of no stream", false, "nobody?token=" + token, plain, ingest.ReasonKey},
		{"configured name", false, "named", byName("named"), ""},
		{"another name", false, "other", byName("other"), ingest.ReasonKey},
		{"any name", true, "other", byName("other"), ""},
		{"any name that is one", true, "a b", byName(""), ingest.ReasonKey},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := gate(t, admission.Config{Names: []string{"named"}, AnyName: c.any, Ladder: nodeLadder, Rungs: 3, Limits: node}, r)
			got, err := g.Admit(t.Context(), request(c.ask))
			if c.refused != "" {
				require.ErrorIs(t, err, ingest.ErrRefused)
				require.Zero(t, got)
				g.refused(t, c.refused)
				return
			}
			require.NoError(t, err)
			require.EqualExportedValues(t, c.want, got)
			g.refused(t)
		})
	}
}

func TestAdmitLooksAtTheAddressFirst(t *testing.T) {
	deny, err := ingest.ParsePrefixes([]string{"192.0.2.0/24"})
	require.NoError(t, err)
	g := gate(t, admission.Config{AnyName: true, Addresses: ingest.Addresses{Deny: deny}}, registry(t))
	_, err = g.Admit(t.Context(), request("x"))
	require.ErrorIs(t, err, ingest.ErrRefused)
	g.refused(t, ingest.ReasonAddress)
}

// broken is a store that cannot be read any more.
type broken struct{ *admission.Memory }

var errBroken = errors.New("disk on fire")

func (broken) ByKey(_ context.Context, _ admission.KeyHash) (admission.Stream, error) {
	return admission.Stream{}, errBroken
}

// TestAdmitFailsWithItsStore: a store that fails lets nobody in.
func TestAdmitFailsWithItsStore(t *testing.T) {
	r, err := admission.NewRegistry(t.Context(), broken{admission.NewMemory()})
	require.NoError(t, err)
	_, err = gate(t, admission.Config{AnyName: true}, r).Admit(t.Context(), request("x"))
	require.ErrorIs(t, err, errBroken)
}

func TestRegistry(t *testing.T) {
	r := registry(t)
	g := gate(t, admission.Config{}, r)
	admits := func(ask string) error { _, err := g.Admit(t.Context(), request(ask)); return err }

	s, key, err := r.Create(t.Context(), admission.Stream{})
	require.NoError(t, err)
	require.Len(t, s.Name, 16)
	require.Equal(t, strings.ToLower(s.Name), s.Name)
	require.NotContains(t, strings.ToUpper(key), strings.ToUpper(s.Name), "the name does not tell the key")
	token, _, err := r.Mint(t.Context(), s.Name, 0)
	require.NoError(t, err)
	require.NoError(t, admits(key))
	require.NoError(t, admits(s.Name+"?token="+token))

	newKey, err := r.Rotate(t.Context(), s.Name)
	require.NoError(t, err)
	require.NoError(t, admits(newKey))
	require.ErrorIs(t, admits(key), ingest.ErrRefused)
	require.ErrorIs(t, admits(s.Name+"?token="+token), ingest.ErrRefused, "a new key ends old tokens")

	changed, err := r.Update(t.Context(), s.Name, func(s *admission.Stream) error {
		s.Name, s.CreatedAt, s.Ladder, s.Limits.Width = "other", time.Time{}, media.Ladder{}, 1000
		return nil
	})
	require.NoError(t, err)
	s.Ladder, s.Limits.Width = media.Ladder{}, 1000
	require.Equal(t, s, changed, "name and time stay")
	_, err = r.Update(t.Context(), s.Name, func(s *admission.Stream) error { s.Limits.Bitrate = -1; return nil })
	require.ErrorIs(t, err, admission.ErrInvalid)
	_, err = r.Update(t.Context(), s.Name, func(*admission.Stream) error { return errBroken })
	require.ErrorIs(t, err, errBroken)
	got, err := r.Stream(t.Context(), s.Name)
	require.NoError(t, err)
	require.Equal(t, s, got)

	require.NoError(t, r.Delete(t.Context(), s.Name))
	require.ErrorIs(t, admits(newKey), ingest.ErrRefused)
	list, err := r.List(t.Context())
	require.NoError(t, err)
	require.Empty(t, list)

	for _, bad := range []admission.Stream{
		{Name: "a b"}, {Name: "x", Ladder: media.Ladder{{}}}, {Name: "x", Limits: admission.Limits{Width: -1}},
	} {
		_, _, err := r.Create(t.Context(), bad)
		require.ErrorIs(t, err, admission.ErrInvalid)
	}
	for _, ttl := range []time.Duration{-1, time.Millisecond, admission.MaxTokenTTL + 1} {
		_, _, err := r.Mint(t.Context(), "x", ttl)
		require.ErrorIs(t, err, admission.ErrInvalid)
	}
	_, _, err = r.Mint(t.Context(), "nobody", time.Hour)
	require.ErrorIs(t, err, admission.ErrUnknown)
}

func TestTokensExpire(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := registry(t)
		_, _, err := r.Create(t.Context(), admission.Stream{Name: "s"})
		require.NoError(t, err)
		token, expires, err := r.Mint(t.Context(), "s", time.Minute)
		require.NoError(t, err)
		require.Equal(t, time.Minute, time.Until(expires))
		g := gate(t, admission.Config{}, r)
		time.Sleep(59 * time.Second) //nolint:forbidigo // a bubble's clock
		_, err = g.Admit(t.Context(), request("s?token="+token))
		require.NoError(t, err)
		time.Sleep(time.Second) //nolint:forbidigo // as above
		_, err = g.Admit(t.Context(), request("s?token="+token))
		require.ErrorContains(t, err, "expired")

		// The expiry is what was signed: it cannot be moved.
		_, mac, _ := strings.Cut(token, ".")
		_, err = g.Admit(t.Context(), request("s?token=99999999999."+mac))
		require.ErrorContains(t, err, "not one of this stream's")
	})
}

// TestAdmitEncryption: the stream's own word on whether it is encrypted counts, and else the node's.
func TestAdmitEncryption(t *testing.T) {
	r := registry(t)
	for _, node := range []bool{false, true} {
		g := gate(t, admission.Config{AnyName: true, Encrypt: node}, r)
		for policy, want := range map[admission.Encryption]bool{"": node, admission.EncryptAES128: true, admission.EncryptNone: false} {
			_, key, err := r.Create(t.Context(), admission.Stream{Policy: admission.Policy{Encryption: policy}})
			require.NoError(t, err)
			grant, err := g.Admit(t.Context(), request(key))
			require.NoError(t, err)
			require.Equal(t, want, grant.Encrypt, policy)
		}
	}
	_, _, err := r.Create(t.Context(), admission.Stream{Policy: admission.Policy{Encryption: "rot13"}})
	require.ErrorIs(t, err, admission.ErrInvalid)
}

// TestAdmitRecording: the stream's own word on whether it is recorded counts, and else the node's.
func TestAdmitRecording(t *testing.T) {
	r := registry(t)
	keys := map[admission.Recording]string{}
	for _, policy := range []admission.Recording{"", admission.RecordAlways, admission.RecordNever} {
		_, key, err := r.Create(t.Context(), admission.Stream{Policy: admission.Policy{Record: policy}})
		require.NoError(t, err)
		keys[policy] = key
	}
	for _, node := range []bool{false, true} {
		g := gate(t, admission.Config{AnyName: true, Record: node}, r)
		for policy, want := range map[admission.Recording]bool{"": node, admission.RecordAlways: true, admission.RecordNever: false} {
			grant, err := g.Admit(t.Context(), request(keys[policy]))
			require.NoError(t, err)
			require.Equal(t, want, grant.Record, policy)
		}
		grant, err := g.Admit(t.Context(), request("uncreated"))
		require.NoError(t, err)
		require.Equal(t, node, grant.Record)
	}
}

// TestRecheck: what was granted ends with the key it was granted for, and holds for the addresses that may publish.
func TestRecheck(t *testing.T) {
	r := registry(t)
	g := gate(t, admission.Config{AnyName: true, Addresses: ingest.Addresses{Deny: []netip.Prefix{netip.MustParsePrefix("198.51.100.0/24")}}}, r)
	s, key, err := r.Create(t.Context(), admission.Stream{Name: "studio"})
	require.NoError(t, err)
	token, _, err := r.Mint(t.Context(), s.Name, time.Hour)
	require.NoError(t, err)
	for _, ask := range []string{key, "studio?token=" + token, "plain"} {
		req := request(ask)
		grant, err := g.Admit(t.Context(), req)
		require.NoError(t, err)
		require.NoError(t, g.Recheck(t.Context(), req, grant))
		elsewhere := req
		elsewhere.RemoteAddr = "198.51.100.7:5000"
		require.ErrorIs(t, g.Recheck(t.Context(), elsewhere, grant), ingest.ErrRefused)
	}
	granted := func(ask string) admission.Grant {
		grant, err := g.Admit(t.Context(), request(ask))
		require.NoError(t, err)
		return grant
	}
	plain, byKey, byToken := granted("plain"), granted(key), granted("studio?token="+token)
	newKey, err := r.Rotate(t.Context(), s.Name)
	require.NoError(t, err)
	require.NoError(t, g.Recheck(t.Context(), request("plain"), plain))
	require.ErrorIs(t, g.Recheck(t.Context(), request(key), byKey), ingest.ErrRefused)
	require.ErrorIs(t, g.Recheck(t.Context(), request("studio?token="+token), byToken), ingest.ErrRefused)
	byNewKey := granted(newKey)
	require.NoError(t, g.Recheck(t.Context(), request(newKey), byNewKey))
	require.NoError(t, r.Delete(t.Context(), s.Name))
	require.ErrorIs(t, g.Recheck(t.Context(), request(newKey), byNewKey), ingest.ErrRefused)
}
