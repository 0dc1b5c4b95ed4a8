package publish_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/publish"
)

func TestParseTarget(t *testing.T) {
	for raw, want := range map[string]publish.Target{
		"rtmp://host/live/key":             {Addr: "host:1935", App: "live", Name: "key"},
		"rtmp://[::1]:99/live/inst/k?a=b":  {Addr: "[::1]:99", App: "live/inst", Name: "k?a=b"},
		"rtmps://host/app/key?x=1&y=%20":   {Addr: "host:443", TLS: true, App: "app", Name: "key?x=1&y=%20"},
		"rtmp://host:1936//app//key/":      {Addr: "host:1936", App: "app/", Name: "key"},
		"rtmp://host.example/a/with%20gap": {Addr: "host.example:1935", App: "a", Name: "with%20gap"},
	} {
		got, err := publish.ParseTarget(raw)
		require.NoError(t, err, raw)
		require.Equal(t, want, got, raw)
	}
	for _, raw := range []string{"", "http://host/app/key", "rtmp://host", "rtmp://host/app", "rtmp:///app/key", "://"} {
		_, err := publish.ParseTarget(raw)
		require.ErrorIs(t, err, publish.ErrTarget, raw)
	}
}

func TestNewRefuses(t *testing.T) {
	good := publish.Config{URL: "rtmp://host/app/key", Open: publish.File("x.flv")}
	_, err := publish.New(good, publish.Deps{})
	require.NoError(t, err)
	for name, spoil := range map[string]func(*publish.Config){
		"url":        func(c *publish.Config) { c.URL = "rtmp://host" },
		"no file":    func(c *publish.Config) { c.Open = nil },
		"speed":      func(c *publish.Config) { c.Speed = -1 },
		"duration":   func(c *publish.Config) { c.Duration = -1 },
		"chunk size": func(c *publish.Config) { c.ChunkSize = 1 },
	} {
		t.Run(name, func(t *testing.T) {
			cfg := good
			spoil(&cfg)
			_, err := publish.New(cfg, publish.Deps{})
			require.Error(t, err)
		})
	}
}
