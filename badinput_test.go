package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/broadcaster/api"
	"github.com/millrace/millrace/pkg/flv"
	"github.com/millrace/millrace/pkg/publish"
	"github.com/millrace/millrace/pkg/testmedia"
	"github.com/millrace/millrace/pkg/testport"
	"github.com/millrace/millrace/pkg/version"
)

// oneLine is what a person gets to read who used the program wrongly.
func oneLine(t *testing.T, stderr string) {
	t.Helper()
	require.Truef(t, strings.HasPrefix(stderr, "millrace: "), "stderr: %q", stderr)
	require.Equalf(t, 1, strings.Count(stderr, "\n"), "stderr: %q", stderr)
}

func TestWrongUsageIsOneLine(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	ladder := func(name, content string) []string { return []string{"dev", "--ladder", file(name, content)} }
	keys := []string{"--key-file", filepath.Join(dir, "none.json"), "--password-file", filepath.Join(dir, "none")}
	none := filepath.Join(dir, "none")
	for name, c := range map[string]struct {
		args []string
		want string // of the line
	}{
		"unknown flag":               {[]string{"dev", "--nope"}, "unknown flag --nope (see millrace dev --help)"},
		"unknown flag of none":       {[]string{"--nope"}, "unknown flag --nope (see millrace --help)"},
		"unknown command":            {[]string{"nope"}, "unexpected argument nope (see millrace --help)"},
		"unknown command's command":  {[]string{"chain", "nope"}, "unexpected argument nope (see millrace chain --help)"},
		"command missing":            {[]string{"chain"}, `expected one of "dev", "deploy" (see millrace chain --help)`},
		"too much":                   {[]string{"dev", "extra"}, "unexpected argument extra (see millrace dev --help)"},
		"no value":                   {[]string{"dev", "--rungs"}, "--rungs"},
		"no number":                  {[]string{"dev", "--rungs", "x"}, `--rungs: expected a valid 64 bit int but got "x"`},
		"parts that are too short":   {[]string{"dev", "--part-duration", "10ms"}, "--part-duration 10ms: from 100ms to 1s"},
		"number out of range":        {[]string{"dev", "--rungs", "0"}, "--rungs 0: from 1 to 10"},
		"too many orchestrators":     {[]string{"dev", "--orchestrators", "99"}, "--orchestrators 99: from 1 to 32"},
		"no duration":                {[]string{"dev", "--round-length", "x"}, "--round-length: expected duration"},
		"round too short":            {[]string{"dev", "--round-length", "1ms"}, "--round-length: round length 1ms: whole seconds"},
		"log level":                  {[]string{"dev", "--log-level", "loud"}, "--log-level"},
		"log format":                 {[]string{"dev", "--log-format", "xml"}, `--log-format must be one of "text","json"`},
		"RTMP address":               {[]string{"dev", "--rtmp-addr", "nonsense"}, `RTMP address "nonsense": want HOST:PORT`},
		"HTTP address":               {[]string{"dev", "--http-addr", ":99999"}, `HTTP address ":99999": want HOST:PORT`},
		"RPC address":                {[]string{"dev", "--rpc-addr", "8545"}, `--rpc-addr: "8545": want HOST:PORT`},
		"stream name":                {[]string{"dev", "--stream", "../x"}, `stream "../x": invalid stream name: use 1 to 64 of`},
		"certificate without key":    {[]string{"dev", "--tls-cert", "x.pem"}, "give both files or none"},
		"certificate file":           {[]string{"dev", "--tls-cert", none, "--tls-key", none}, "TLS certificate: open "},
		"config file missing":        {[]string{"dev", "--config", none}, "no such file"},
		"config file malformed":      {[]string{"dev", "--config", file("bad.yaml", "rungs: [\n\n:")}, "bad.yaml: yaml: line"},
		"config file of another key": {[]string{"dev", "--config", file("key.yaml", "rtmp-adr: x")}, "key.yaml:1: there is no flag --rtmp-adr"},
		"config value":               {[]string{"dev", "--config", file("value.yaml", "rungs: 0")}, "--rungs 0: from 1 to 10"},
		"RTMPS address":              {[]string{"dev", "--rtmps-addr", "443"}, `RTMPS address "443": want HOST:PORT`},
		"RTMPS without certificate":  {[]string{"dev", "--rtmps-addr", ":0"}, "RTMPS needs a TLS certificate"},
		"short API token":            {[]string{"dev", "--api-token", "secret"}, "API token: 6 characters: at least 16"},
		"webhook":                    {[]string{"dev", "--auth-webhook", "example.org"}, "auth webhook: want a URL"},
		"patient webhook":            {[]string{"dev", "--auth-webhook", "http://x", "--auth-webhook-timeout", "1m"}, "auth webhook: timeout 1m0s: at most 10s"},
		"allowed addresses":          {[]string{"dev", "--ingest-allow", "10.0.0.0/8,x"}, `--ingest-allow "x": want an address or a CIDR block`},
		"denied addresses":           {[]string{"dev", "--ingest-deny", "10.0.0.0/40"}, `--ingest-deny "10.0.0.0/40": want`},
		"connections":                {[]string{"dev", "--max-connections", "0"}, "are at least 1"},
		"resolution":                 {[]string{"dev", "--max-resolution", "1080p"}, `--max-resolution "1080p": want WIDTHxHEIGHT`},
		"resolution and more":        {[]string{"dev", "--max-resolution", "1x1x1"}, `--max-resolution "1x1x1": want WIDTHxHEIGHT`},
		"negative limit":             {[]string{"dev", "--max-frame-rate=-1"}, "a limit is negative"},
		"ladder missing":             {[]string{"dev", "--ladder", none}, "--ladder: open "},
		"ladder malformed":           {ladder("a.json", "[{"), "a.json: unexpected EOF"},
		"ladder of unknown keys":     {ladder("b.json", `[{"name":"a","w":640}]`), `b.json: json: unknown field "w"`},
		"ladder of odd size":         {ladder("c.json", `[{"name":"a","width":641,"height":360,"bitrate":800000}]`), "c.json: invalid ladder: a is 641x360: sizes are even"},
		"ladder of wrong bitrate":    {ladder("d.json", `[{"name":"a","width":640,"height":360,"bitrate":-1}]`), "d.json: invalid ladder: a has -1 bit/s"},
		"collector":                  {[]string{"dev", "--otlp-endpoint", "127.0.0.1:4318"}, `--otlp-endpoint: collector "127.0.0.1:4318": want a URL`},
		"two ladders":                {ladder("e.json", "[][]"), "e.json: want one list of renditions"},
		"nobody may publish":         {append([]string{"broadcaster", "--data-dir", dir}, keys...), "give --stream NAME or --any-stream"},
		"candidates":                 {append([]string{"broadcaster", "--any-stream", "--candidates", "0"}, keys...), "--candidates 0: from 1 to 1024"},
		"performance weight":         {append([]string{"broadcaster", "--any-stream", "--performance-weight", "5"}, keys...), "--performance-weight 5: from 0 to 4"},
		"latency penalty":            {append([]string{"broadcaster", "--any-stream", "--latency-penalty=-1"}, keys...), "--latency-penalty -1: from 0 to 100"},
		"minimum performance":        {append([]string{"broadcaster", "--any-stream", "--min-performance", "101"}, keys...), "--min-performance 101: from 0 to 100"},
		"flags missing":              {[]string{"broadcaster"}, "missing flags: --key-file"},
		"service of plain HTTP":      {append([]string{"orchestrator", "--service-uri", "http://x"}, keys...), "use https://host"},
		"capacity":                   {append([]string{"orchestrator", "--service-uri", "https://x:1", "--capacity", "lots"}, keys...), "--capacity: output pixels per second"},
		"sessions":                   {[]string{"transcoder", "--credential", none, "--max-sessions", "0"}, "--max-sessions and --child-memory are at least 1"},
		"file to publish":            {[]string{"publish", none, "rtmp://127.0.0.1/live/x"}, "no such file"},
		"URL to publish to":          {[]string{"publish", file("x.flv", ""), "http://127.0.0.1/live/x"}, "rtmp"},
		"address":                    {[]string{"stake", "status", "--address", "0x12"}, "--address: hex string"},
	} {
		t.Run(name, func(t *testing.T) {
			args := append([]string{}, c.args...)
			if args[0] == "dev" {
				args = append(args, "--data-dir", filepath.Join(dir, "data"))
			}
			code, stdout, stderr := millrace(t, args...)
			require.Equal(t, exitUsage, code, stderr)
			oneLine(t, stderr)
			require.Contains(t, stderr, c.want)
			require.Empty(t, stdout)
		})
	}
	require.NoDirExists(t, filepath.Join(dir, "data"), "nothing was begun")
}

func TestWrongEnvironment(t *testing.T) {
	t.Setenv("MILLRACE_ORCHESTRATORS", "many")
	code, _, stderr := millrace(t, "dev")
	require.Equal(t, exitUsage, code)
	oneLine(t, stderr)
	require.Contains(t, stderr, `MILLRACE_ORCHESTRATORS="many"`)
}

// TestHelp: every command explains itself and each of its flags.
func TestHelp(t *testing.T) {
	code, plain, stderr := millrace(t)
	require.Equal(t, exitOK, code)
	require.Contains(t, plain, "Usage: millrace <command>")
	require.Empty(t, stderr)
	code, told, stderr := millrace(t, "--version")
	require.Equal(t, exitOK, code)
	require.Equal(t, version.Here()+"\n", told)
	require.Empty(t, stderr)

	var c cli
	parser, err := kong.New(&c, options()...)
	require.NoError(t, err)
	nodes := 0
	err = kong.Visit(parser.Model, func(v kong.Visitable, next kong.Next) error {
		node, ok := v.(*kong.Node)
		if app, is := v.(*kong.Application); is {
			node, ok = app.Node, true
		}
		if !ok {
			return next(nil)
		}
		nodes++
		args := append(strings.Fields(strings.Split(node.Path(), "<")[0]), "--help")
		code, stdout, stderr := millrace(t, args...)
		require.Equal(t, exitOK, code, args)
		require.Contains(t, stdout, strings.TrimSpace("Usage: millrace "+strings.Join(args[:len(args)-1], " ")))
		require.Empty(t, stderr)
		require.NotEmpty(t, node.Help, args)
		for _, flag := range node.Flags {
			require.NotEmptyf(t, flag.Help, "%v: --%s", args, flag.Name)
		}
		return next(nil)
	})
	require.NoError(t, err)
	require.Greater(t, nodes, 15)
}

func TestPortInUse(t *testing.T) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer ln.Close()
	taken, me := ln.Addr().String(), fmt.Sprintf("(pid %d)", os.Getpid())
	dir := t.TempDir()
	for _, flag := range []string{"--rtmp-addr", "--http-addr", "--rpc-addr"} {
		t.Run("dev "+flag, func(t *testing.T) {
			args := []string{"dev", "--data-dir", dir, "--rtmp-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0", "--rpc-addr", "127.0.0.1:0", flag, taken}
			portInUse(t, args, taken, me)
		})
	}
	for _, flag := range []string{"--rtmp-addr", "--http-addr"} {
		t.Run("broadcaster "+flag, func(t *testing.T) {
			args := []string{"broadcaster", "--any-stream", "--key-file", "x", "--password-file", "x", "--rtmp-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0", flag, taken}
			portInUse(t, args, taken, me)
		})
	}
}

func portInUse(t *testing.T, args []string, want ...string) {
	t.Helper()
	code, _, stderr := millrace(t, args...)
	require.Equal(t, exitFailure, code, stderr)
	oneLine(t, stderr)
	require.Contains(t, stderr, "address already in use by ")
	for _, w := range want {
		require.Contains(t, stderr, w)
	}
}

// TestRPCDownAtStart: whoever needs the chain says that it is not there, and does not wait for it for ever.
func TestRPCDownAtStart(t *testing.T) {
	dead := "http://127.0.0.1:" + testport.Free(t)
	silent, err := net.Listen("tcp", "127.0.0.1:0") // takes connections, answers nothing
	require.NoError(t, err)
	t.Cleanup(func() { _ = silent.Close() }) // after the parallel tests

	dir := t.TempDir()
	keys := []string{"--key-file", filepath.Join(dir, "key.json"), "--password-file", filepath.Join(dir, "password")}
	code, _, stderr := millrace(t, append([]string{"wallet", "new", "--light"}, keys...)...)
	require.Equal(t, exitOK, code, stderr)
	contracts := writeFile(t, "contracts.json", addressFile(1337))
	for _, rpc := range []string{dead, "http://" + silent.Addr().String()} {
		for _, args := range [][]string{
			append([]string{"broadcaster", "--any-stream", "--rtmp-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0"}, keys...),
			append([]string{"orchestrator", "--addr", "127.0.0.1:0", "--service-uri", "https://127.0.0.1:1", "--data-dir", t.TempDir()}, keys...),
			{"stake", "status", "--address", "0x5A67C0678c3A2d73bC96dc7945db8BE75cceEA60"},
		} {
			t.Run(args[0]+" "+rpc, func(t *testing.T) {
				t.Parallel()
				code, stdout, stderr := millrace(t, append(args, "--rpc", rpc, "--contracts", contracts)...)
				require.Equal(t, exitFailure, code)
				oneLine(t, stderr)
				require.Contains(t, stderr, "no answer from the RPC node at "+rpc+" within 10s: is it running?")
				require.Empty(t, stdout)
			})
		}
	}
}

func addressFile(chainID int) string {
	const a = "0x5A67C0678c3A2d73bC96dc7945db8BE75cceEA60"
	file := fmt.Sprintf(`{"chain_id": %d`, chainID)
	for _, name := range []string{"stake_token", "params", "staking", "minter", "service_registry", "asset", "ticket_broker", "fault_court"} {
		file += fmt.Sprintf(`, %q: %q`, name, a)
	}
	return file + "}"
}

func TestWrongContracts(t *testing.T) {
	rpc := startChainDev(t)
	for name, c := range map[string]struct{ file, want string }{
		"another chain": {addressFile(1), "wrong chain: " + rpc + " serves chain 1337, the contracts are on chain 1"},
		"no code there": {addressFile(1337), "were the contracts deployed on this chain?"},
		"malformed":     {"{", "invalid contract addresses"},
		"one missing":   {`{"chain_id": 1337}`, "stake_token is missing"},
	} {
		t.Run(name, func(t *testing.T) {
			code, _, stderr := millrace(t, "round", "status", "--rpc", rpc, "--contracts", writeFile(t, "contracts.json", c.file))
			require.Equal(t, exitFailure, code)
			oneLine(t, stderr)
			require.Contains(t, stderr, c.want)
		})
	}
	code, _, stderr := millrace(t, "round", "status", "--rpc", rpc, "--contracts", filepath.Join(t.TempDir(), "none.json"))
	require.Equal(t, exitFailure, code)
	oneLine(t, stderr)
	require.Contains(t, stderr, "millrace chain deploy")
}

// TestBroadcasterBeforeAnyOrchestrator: on a chain where nobody has staked yet a broadcaster serves what comes in, says
// why there is no more, and finds the first orchestrator when it is there.
func TestBroadcasterBeforeAnyOrchestrator(t *testing.T) {
	key, operator := newTestKey(t), newTestKey(t)
	rpc := startChainDev(t, key.address, operator.address)
	at := []string{"--rpc", rpc, "--contracts", filepath.Join(t.TempDir(), "addresses.json")}
	millraceOK(t, append([]string{
		"chain", "deploy", "--yes", "--rpc", rpc, "--out", at[3], "--round-length", "1h", "--grant", operator.address.Hex() + "=1000",
	}, key.flags()...)...)

	ctx, cancel := context.WithCancel(t.Context())
	dir := t.TempDir()
	stdout, w := io.Pipe()
	var stderr bytes.Buffer
	code := make(chan int, 1)
	go func() {
		args := append(append([]string{"broadcaster", "--any-stream", "--data-dir", dir, "--rtmp-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0"}, at...), key.flags()...)
		code <- run(ctx, args, w, &stderr)
		w.Close()
	}()
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err, &stderr)
	m := regexp.MustCompile(`RTMP on (\S+), HTTP on (\S+)\n`).FindStringSubmatch(line)
	require.NotNil(t, m, line)
	b := &devProcess{rtmp: m[1], http: m[2]}
	p := b.publish(t, testmedia.FLV(t, testmedia.Spec{}), "alone")
	b.advances(t, "alone", "source")
	require.Eventually(t, func() bool { return strings.Contains(b.stream(t, "alone").Problem, "no snapshot of stakes") },
		time.Minute, 50*time.Millisecond, "the API says why there is only the source")

	millraceOK(t, append(append([]string{"stake", "register", "--yes", "--uri", "https://127.0.0.1:1", "--stake", "1000"}, at...), operator.flags()...)...)
	millraceOK(t, append(append([]string{"round", "init", "--yes"}, at...), operator.flags()...)...)
	require.Eventually(t, func() bool { return strings.Contains(b.stream(t, "alone").Problem, "connection refused") },
		time.Minute, 50*time.Millisecond, "the orchestrator is asked as soon as it is known")
	p.stop()
	<-p.ended
	cancel()
	require.Equal(t, exitOK, <-code)
}

// TestRPCDownLater: without the chain the network goes on with the last snapshot: streams that run, new streams, and
// failover too.
func TestRPCDownLater(t *testing.T) {
	clip := testmedia.FLV(t, testmedia.Spec{Width: 320, Height: 180, Seconds: 8, Audio: 48000})
	// An orchestrator takes no tickets of a broadcaster that it cannot look up.
	c := startCompose(t, func(c *compose) { c.free = true })
	c.staked(3)
	c.publish(clip, "before", 2*time.Minute)
	c.advances("before", "144p")
	var seen api.Chain
	require.NoError(t, c.get("/api/v1/chain", &seen))
	require.Empty(t, seen.RPCError)

	c.processes["chain"].kill()
	c.eventually("the API says that the chain is gone", time.Minute, func() bool {
		return c.get("/api/v1/chain", &seen) == nil && seen.RPCError != ""
	})
	require.NotZero(t, seen.Round)
	c.advances("before", "144p")
	c.publish(clip, "after", 2*time.Minute)
	c.advances("after", "144p")
	require.Empty(t, c.stream("after").Problem)

	failovers := c.stream("before").Failovers
	c.processes[fmt.Sprintf("orchestrator-%d", c.working("before"))].kill()
	c.eventually("failover without a chain", time.Minute, func() bool {
		s := c.stream("before")
		return s.Failovers > failovers && s.Session != ""
	})
	c.advances("before", "144p")
	c.advances("after", "144p")
}

// advances waits until a rung has two more parts.
func (c *compose) advances(stream, rung string) {
	c.t.Helper()
	advances(c.t, rung, func() api.Stream { return c.stream(stream) })
}

func advances(t *testing.T, rung string, stream func() api.Stream) {
	t.Helper()
	last := lastPart(stream(), rung)
	for range 2 {
		require.Eventually(t, func() bool { return lastPart(stream(), rung) != last }, time.Minute, 50*time.Millisecond, rung+" goes on")
		last = lastPart(stream(), rung)
	}
}

// lastPart is the newest part of a rung; empty when there is none.
func lastPart(s api.Stream, rung string) string {
	for _, r := range s.Renditions {
		if r.Name == rung {
			return r.LastPart
		}
	}
	return ""
}

// get reads from a running dev; into is JSON's target, or a *string for text.
func (d *devProcess) get(ctx context.Context, path string, into any) (status int, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+d.http+path, nil)
	if err != nil {
		return 0, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	if text, ok := into.(*string); ok {
		data, err := io.ReadAll(res.Body)
		*text = string(data)
		return res.StatusCode, err
	}
	return res.StatusCode, json.NewDecoder(res.Body).Decode(into)
}

// stream reads a stream's state; the zero value when it is not known.
func (d *devProcess) stream(t *testing.T, name string) api.Stream {
	var s api.Stream
	_, _ = d.get(t.Context(), "/api/v1/streams/"+name, &s)
	return s
}

func (d *devProcess) advances(t *testing.T, stream, rung string) {
	t.Helper()
	advances(t, rung, func() api.Stream { return d.stream(t, stream) })
}

// publication is a clip that is published over and over until stop.
type publication struct {
	stop  func()
	ended chan error // how it ended, once
}

func (d *devProcess) publish(t *testing.T, clip, stream string) *publication {
	t.Helper()
	p, err := publish.New(publish.Config{URL: "rtmp://" + d.rtmp + "/live/" + stream, Open: publish.File(clip), Loop: true}, publish.Deps{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	out := &publication{stop: cancel, ended: make(chan error, 1)}
	done := make(chan struct{})
	go func() { defer close(done); out.ended <- p.Run(ctx) }()
	t.Cleanup(func() { cancel(); <-done })
	return out
}

// TestBadStreams plays one clean stream on a development network, and next to it everything that a publisher or a
// stranger can do wrong. The clean stream must not notice.
func TestBadStreams(t *testing.T) {
	clip := testmedia.FLV(t, testmedia.Spec{Seconds: 8, Audio: 48000})
	dir := t.TempDir()
	d := startDev(t, dir)
	silent, err := net.Dial("tcp", d.rtmp) // says nothing until it is closed
	require.NoError(t, err)
	defer silent.Close()
	clean := d.publish(t, clip, "clean")
	rungs := []string{"source", "144p"}
	for _, rung := range rungs {
		d.advances(t, "clean", rung)
	}
	recorded := make(chan *recorder, len(rungs))
	for _, rung := range rungs {
		go func() {
			r, err := recordPlaylist(t.Context(), "http://"+d.http+"/hls/clean/"+rung+"/media.m3u8?ll=0")
			if err != nil {
				t.Errorf("record %s: %v", rung, err)
			}
			recorded <- r
		}()
	}

	t.Run("unknown stream", func(t *testing.T) {
		for _, path := range []string{
			"/hls/x/index.m3u8", "/hls/x/source/media.m3u8", "/hls/clean/1080p/media.m3u8", "/hls/%2e%2e/index.m3u8", "/api/v1/streams/x",
		} {
			var body string
			status, err := d.get(t.Context(), path, &body)
			require.NoError(t, err, path)
			require.Equal(t, http.StatusNotFound, status, path)
		}
	})
	t.Run("the same data directory twice", func(t *testing.T) {
		code, _, stderr := millrace(t, "dev", "--data-dir", dir, "--rtmp-addr", "127.0.0.1:0", "--http-addr", "127.0.0.1:0", "--rpc-addr", "127.0.0.1:0")
		require.Equal(t, exitFailure, code)
		oneLine(t, stderr)
		require.Contains(t, stderr, "data directory "+dir+" is used by another millrace; stop it or give another --data-dir")
	})
	t.Run("garbage", func(t *testing.T) {
		for _, garbage := range []string{"GET / HTTP/1.1\r\nHost: x\r\n\r\n", strings.Repeat("\x00", 8192), "\x03" + strings.Repeat("\xff", 8192)} {
			conn, err := net.Dial("tcp", d.rtmp)
			require.NoError(t, err)
			_, _ = conn.Write([]byte(garbage)) // it may be closed before all of it is written
			require.NoError(t, conn.SetReadDeadline(time.Now().Add(time.Minute)))
			_, err = io.Copy(io.Discard, conn)
			require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "the connection must be closed")
			require.NoError(t, conn.Close())
		}
		d.advances(t, "clean", "144p")
	})
	t.Run("two publishers", func(t *testing.T) { d.twoPublishers(t, clip) })
	t.Run("no video", func(t *testing.T) {
		p := d.publish(t, testmedia.FLV(t, testmedia.Spec{NoVideo: true, Audio: 48000}), "novideo")
		var index, playlist string
		require.Eventually(t, func() bool {
			status, err := d.get(t.Context(), "/hls/novideo/audio/media.m3u8?ll=0", &playlist)
			return err == nil && status == http.StatusOK && strings.Contains(playlist, "#EXTINF")
		}, time.Minute, 100*time.Millisecond, "segments of audio")
		status, err := d.get(t.Context(), "/hls/novideo/index.m3u8", &index)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status)
		require.Contains(t, index, `CODECS="mp4a.40.2"`)
		require.Contains(t, index, "\naudio/media.m3u8")
		require.NotContains(t, index, "RESOLUTION")
		s := d.stream(t, "novideo")
		require.Nil(t, s.Source)
		require.NotNil(t, s.Audio)
		require.Empty(t, s.Renditions)
		require.Empty(t, s.Problem)
		p.stop()
	})
	t.Run("no audio", func(t *testing.T) {
		p := d.publish(t, testmedia.FLV(t, testmedia.Spec{}), "noaudio")
		d.advances(t, "noaudio", "144p")
		var index string
		status, err := d.get(t.Context(), "/hls/noaudio/index.m3u8", &index)
		require.NoError(t, err)
		require.Equal(t, http.StatusOK, status)
		require.NotContains(t, index, "EXT-X-MEDIA:")
		require.NotContains(t, index, "mp4a")
		s := d.stream(t, "noaudio")
		require.Nil(t, s.Audio)
		require.Empty(t, s.Problem)
		p.stop()
	})
	t.Run("corrupt video", func(t *testing.T) { d.corruptVideo(t, clip) })

	require.NoError(t, silent.SetReadDeadline(time.Now().Add(time.Minute)))
	_, err = io.Copy(io.Discard, silent)
	require.NotErrorIs(t, err, os.ErrDeadlineExceeded, "a silent connection must be closed")

	s := d.stream(t, "clean")
	require.Zero(t, s.Failovers)
	require.Empty(t, s.Problem)
	clean.stop()
	for range rungs {
		r := <-recorded
		require.Empty(t, r.gaps, r.playlist)
		require.Equal(t, len(r.pts(t)), r.decode(t))
	}
	d.interrupt(t)
	require.GreaterOrEqual(t, strings.Count(d.log.String(), `msg="rtmp connection closed"`), 4, "a line for each stranger")
	require.Contains(t, d.log.String(), "no handshake in time")
	require.NotContains(t, d.log.String(), "panic")
	require.NotContains(t, d.log.String(), "orchestrator suspended")
}

// twoPublishers publishes twice under one name: the newest wins.
func (d *devProcess) twoPublishers(t *testing.T, clip string) {
	older := d.publish(t, clip, "twice")
	d.advances(t, "twice", "144p")
	newer := d.publish(t, testmedia.FLV(t, testmedia.Spec{Width: 426, Height: 240, Seconds: 8}), "twice")
	select {
	case err := <-older.ended:
		require.Error(t, err)
	case <-time.After(time.Minute):
		t.Fatal("the older publisher is not told to go")
	}
	require.Eventually(t, func() bool {
		s := d.stream(t, "twice")
		return s.Source != nil && s.Source.Height == 240 && s.State == api.StreamLive
	}, time.Minute, 50*time.Millisecond, "the newer publisher's stream")
	d.advances(t, "twice", "source")
	d.advances(t, "twice", "144p")
	var index, playlist string
	require.Eventually(t, func() bool {
		_, err := d.get(t.Context(), "/hls/twice/index.m3u8", &index)
		return err == nil && strings.Contains(index, "RESOLUTION=426x240")
	}, time.Minute, 50*time.Millisecond)
	_, err := d.get(t.Context(), "/hls/twice/source/media.m3u8", &playlist)
	require.NoError(t, err)
	require.NotContains(t, playlist, "#EXT-X-ENDLIST")
	select {
	case err := <-newer.ended:
		t.Fatalf("the newer publisher was sent away: %v", err)
	default:
	}
	newer.stop()
}

// corruptVideo publishes streams that are damaged again and again. The source goes on as it is, the rungs resume at the
// next IDR, and nobody is blamed.
func (d *devProcess) corruptVideo(t *testing.T, clip string) {
	frames := func(from, to uint32) func(flv.Tag) bool {
		return func(tag flv.Tag) bool { return tag.Timestamp >= from && tag.Timestamp < to }
	}
	kinds := []struct {
		stream string
		hit    func(flv.Tag) bool
		damage func(data []byte)
		gaps   []int // segments of 2 s, from 1, that the rung lacks; nil: not every decoder minds
	}{
		{"slices", frames(2500, 2700), func(data []byte) {
			for i := len(data) / 2; i < len(data); i++ {
				data[i] = ^data[i] | 0x10 // never a start code
			}
		}, []int{2, 6}},
		{"keyframes", frames(4000, 4030), func(data []byte) {
			for i := len(data) / 2; i < len(data); i++ {
				data[i] = ^data[i] | 0x10
			}
		}, []int{3, 7}},
		{"lengths", frames(2500, 2700), func(data []byte) { data[0] = 0x7f }, nil},
	}
	published := make([]*publication, len(kinds))
	recorded := make([]chan *recorder, len(kinds))
	for i, k := range kinds {
		published[i] = d.publish(t, damaged(t, clip, k.hit, k.damage), k.stream)
	}
	for i, k := range kinds {
		d.advances(t, k.stream, "144p")
		recorded[i] = make(chan *recorder, 1)
		go func() {
			r, err := recordPlaylist(t.Context(), "http://"+d.http+"/hls/"+k.stream+"/144p/media.m3u8?ll=0")
			if err != nil {
				t.Errorf("record %s: %v", k.stream, err)
			}
			recorded[i] <- r
		}()
	}
	for _, segment := range []int{4, 8} { // behind the damage of each of two rounds
		for _, k := range kinds {
			for _, rung := range []string{"source", "144p"} {
				require.Eventually(t, func() bool {
					at, _, _ := strings.Cut(lastPart(d.stream(t, k.stream), rung), ".")
					n, err := strconv.Atoi(at)
					return err == nil && n >= segment
				}, time.Minute, 50*time.Millisecond, k.stream+": "+rung+" goes on")
			}
			require.Empty(t, d.stream(t, k.stream).Problem, k.stream)
		}
		var list api.OrchestratorList
		_, err := d.get(t.Context(), "/api/v1/orchestrators", &list)
		require.NoError(t, err)
		require.Len(t, list.Orchestrators, 3)
		for _, o := range list.Orchestrators {
			require.NotEqual(t, api.OrchestratorSuspended, o.State, o.Problem)
		}
	}
	for _, p := range published {
		p.stop()
	}
	for i, k := range kinds {
		r := <-recorded[i]
		t.Logf("%s: gaps %v, %d failovers", k.stream, r.gaps, d.stream(t, k.stream).Failovers)
		if k.gaps != nil {
			last := slices.Max(append(slices.Collect(maps.Keys(r.segments)), r.gaps...))
			want := slices.Clone(k.gaps)
			for n := want[len(want)-1] + 4; n <= last; n += 4 { // a slow machine looks later, in a further round
				want = append(want, n)
			}
			require.Equal(t, want, r.gaps, k.stream)
			require.Subset(t, []int{len(want), len(want) + 1}, []int{d.stream(t, k.stream).Failovers}, "%s: one may be of what was not recorded any more", k.stream)
		}
		require.Equal(t, len(r.pts(t)), r.decode(t), k.stream)
	}
}

// damaged copies a clip and damages what some of its coded pictures hold.
func damaged(t *testing.T, clip string, hit func(flv.Tag) bool, damage func(data []byte)) string {
	t.Helper()
	var out bytes.Buffer
	w, err := flv.NewWriter(&out, true, true)
	require.NoError(t, err)
	hits := 0
	for _, tag := range testmedia.Tags(t, clip) {
		if tag.Type == flv.TagVideo {
			v, err := flv.ParseVideo(tag.Data)
			require.NoError(t, err)
			if v.Packet == flv.PacketFrame && hit(tag) {
				damage(v.Data)
				hits++
			}
		}
		require.NoError(t, w.Write(tag))
	}
	require.Positive(t, hits)
	path := filepath.Join(t.TempDir(), "damaged.flv")
	require.NoError(t, os.WriteFile(path, out.Bytes(), 0o600))
	return path
}
