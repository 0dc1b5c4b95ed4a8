package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"
)

// parse reads a command line as run does, without running it.
func parse(t *testing.T, args ...string) (*cli, error) {
	t.Helper()
	var c cli
	parser, err := kong.New(&c, options()...)
	require.NoError(t, err)
	_, err = parser.Parse(args)
	return &c, err
}

func writeFile(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
	return path
}

// TestConfigSetsFlags: each row is one setting made in every way that there is; the strongest wins.
func TestConfigSetsFlags(t *testing.T) {
	const address = "0x5A67C0678c3A2d73bC96dc7945db8BE75cceEA60" // YAML reads a number
	file := writeFile(t, "config.yaml", `
log-level: warn
http-addr: 127.0.0.1:1
rungs: 2
stream: [one, "two,three"]
broadcaster:
  http-addr: 127.0.0.1:2
  any-stream: true
  key-file: keys/a.json
  password-file: keys/a.password
chain:
  dev:
    fund: [`+address+`]
    block-time: 2s
dev:
  round-length: 30s
  demo: yes
`)
	t.Run("flat and nested", func(t *testing.T) {
		c, err := parse(t, "--config", file, "broadcaster")
		require.NoError(t, err)
		require.Equal(t, "WARN", c.Log.Level.String())
		require.Equal(t, "127.0.0.1:2", c.Broadcaster.HTTPAddr, "under the command's name wins")
		require.Equal(t, 2, c.Broadcaster.Rungs)
		require.Equal(t, []string{"one", "two,three"}, c.Broadcaster.Streams)
		require.True(t, c.Broadcaster.AnyStream)
		require.Equal(t, "keys/a.json", c.Broadcaster.KeyFile, "also what is required")
		require.Equal(t, ":1935", c.Broadcaster.RTMPAddr, "what it does not mention is the default")
	})
	t.Run("another command", func(t *testing.T) {
		c, err := parse(t, "dev", "--config="+file)
		require.NoError(t, err)
		require.Equal(t, "127.0.0.1:1", c.Dev.HTTPAddr)
		require.True(t, c.Dev.Demo)
		require.Equal(t, "30s", c.Dev.RoundLength.String())
	})
	t.Run("a command's command", func(t *testing.T) {
		c, err := parse(t, "chain", "dev", "--config", file)
		require.NoError(t, err)
		require.Equal(t, "2s", c.Chain.Dev.BlockTime.String())
		require.Len(t, c.Chain.Dev.Fund, 1)
		require.Equal(t, address, c.Chain.Dev.Fund[0].Hex())
	})
	t.Run("the environment wins over the file", func(t *testing.T) {
		t.Setenv("MILLRACE_RUNGS", "4")
		c, err := parse(t, "--config", file, "dev")
		require.NoError(t, err)
		require.Equal(t, 4, c.Dev.Rungs)
	})
	t.Run("the command line wins over both", func(t *testing.T) {
		t.Setenv("MILLRACE_RUNGS", "4")
		c, err := parse(t, "--config", file, "dev", "--rungs", "5", "--stream", "six")
		require.NoError(t, err)
		require.Equal(t, 5, c.Dev.Rungs)
		require.Equal(t, []string{"six"}, c.Dev.Streams)
	})
	t.Run("the environment names the file", func(t *testing.T) {
		t.Setenv("MILLRACE_CONFIG", file)
		c, err := parse(t, "dev")
		require.NoError(t, err)
		require.Equal(t, 2, c.Dev.Rungs)
	})
	t.Run("an empty file says nothing", func(t *testing.T) {
		c, err := parse(t, "dev", "--config", writeFile(t, "empty.yaml", "# nothing\n"))
		require.NoError(t, err)
		require.Equal(t, 3, c.Dev.Rungs)
	})
}

func TestConfigRefuses(t *testing.T) {
	for name, c := range map[string]struct{ content, want string }{
		"an unknown key":           {"log-level: info\nrtmp-adr: x\n", ":2: there is no flag --rtmp-adr"},
		"another command's flag":   {"broadcaster:\n  demo: true\n", ":2: there is no flag --demo of millrace broadcaster"},
		"a key twice":              {"rungs: 1\nrungs: 2\n", "rungs"},
		"malformed YAML":           {"rungs: [\n", "yaml: line"},
		"a list":                   {"- rungs\n", ":1: want lines of FLAG: VALUE"},
		"text":                     {"rungs", ":1: want lines of FLAG: VALUE"},
		"a mapping for a flag":     {"rungs: {a: 1}\n", ":1: rungs: want a plain value"},
		"a list of mappings":       {"stream: [{a: 1}]\n", ":1: stream: want a plain value"},
		"no value":                 {"rungs:\n", ":1: rungs: want a plain value, or a list of them: it is empty"},
		"another file":             {"config: other.yaml\n", "there is no flag --config"},
		"a value of another kind":  {"rungs: many\n", `--rungs: expected a valid 64 bit int but got "many"`},
		"more than a file may be":  {strings.Repeat("#", maxConfigFile+1), "larger than"},
		"a hidden command's flags": {"media-child: {probe: true}\n", "there is no flag"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parse(t, "dev", "--config", writeFile(t, "config.yaml", c.content))
			require.ErrorContains(t, err, c.want)
		})
	}
}

// FuzzConfig: whatever a file says, it is taken or refused.
func FuzzConfig(f *testing.F) {
	for _, seed := range []string{"", "rungs: 2", "broadcaster: {rungs: 3}", "a: &a [*a]", "rungs: !!binary x", "? [a]\n: b", "&x rungs: *x", "<<: {rungs: 1}"} {
		f.Add([]byte(seed))
	}
	var c cli
	parser, err := kong.New(&c, options()...)
	require.NoError(f, err)
	kctx, err := parser.Parse([]string{"dev"})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := parseConfig("config.yaml", data)
		if err != nil || file.Validate(parser.Model) != nil {
			return
		}
		for _, path := range kctx.Path {
			for _, flag := range path.Flags {
				if _, err := file.Resolve(kctx, path, flag); err != nil {
					t.Errorf("a valid file's --%s: %v", flag.Name, err)
				}
			}
		}
	})
}
