package mediachild_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/sys/unix"

	"github.com/millrace/millrace/pkg/media"
	"github.com/millrace/millrace/pkg/wire"
	"github.com/millrace/millrace/pkg/wire/millracev1"
	"github.com/millrace/millrace/transcoder/internal/sourcetest"
	"github.com/millrace/millrace/transcoder/mediachild"
	"github.com/millrace/millrace/transcoder/pipeline"
	"github.com/millrace/millrace/transcoder/sandbox"
)

// The test binary is its own child.
const (
	asChild  = "media-child"
	asParent = "media-parent"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == asChild {
		os.Exit(child(os.Args[2:])) //nolint:forbidigo // this is the child's main
	}
	if len(os.Args) > 1 && os.Args[1] == asParent {
		os.Exit(parent()) //nolint:forbidigo // this is the parent's main
	}
	goleak.VerifyTestMain(m)
}

func child(args []string) int {
	if len(args) > 0 && args[0] == "environment" {
		fmt.Fprintln(os.Stderr, strings.Join(os.Environ(), " "))
		return 1
	}
	if len(args) > 0 && args[0] == "policy" {
		_ = mediachild.Run(context.Background(), args[1:], os.Stdin, os.Stdout) // it is hung up on
		attr, err := unix.SchedGetAttr(0, 0)
		fmt.Fprintln(os.Stderr, "batches:", err == nil && attr.Policy == unix.SCHED_BATCH)
		return 1
	}
	if slices.Contains(args, "babble") {
		_, _ = os.Stdout.Write(bytes.Repeat([]byte{0xff}, 64))
		_, _ = io.Copy(io.Discard, os.Stdin)
		return 0
	}
	if slices.Contains(args, "hoard") {
		return hoard()
	}
	if len(args) > 1 && args[0] == "escape" {
		return escape(args[1], args[2:])
	}
	if err := mediachild.Run(context.Background(), args, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// hoard takes memory that a process's own limit does not count.
func hoard() int {
	var held [][]byte
	for range 64 {
		b, err := syscall.Mmap(-1, 0, 16<<20, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED|syscall.MAP_ANON)
		if err != nil {
			return 1
		}
		for i := 0; i < len(b); i += 4096 {
			b[i] = 1
		}
		held = append(held, b)
	}
	_, _ = io.Copy(io.Discard, os.Stdin)
	runtime.KeepAlive(held)
	return 0
}

// escape is what a child tries that the video has taken over, after its session.
func escape(key string, args []string) int {
	if err := mediachild.Run(context.Background(), args, os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	if _, err := os.ReadFile(key); err == nil {
		fmt.Fprintln(os.Stderr, "read the key")
	}
	if c, err := net.Dial("udp", "127.0.0.1:9"); err == nil {
		c.Close()
		fmt.Fprintln(os.Stderr, "opened a socket")
	}
	if b, err := syscall.Mmap(-1, 0, 8<<30, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_PRIVATE|syscall.MAP_ANON); err == nil {
		_ = syscall.Munmap(b)
		fmt.Fprintln(os.Stderr, "had 8 GiB")
	}
	fmt.Fprintln(os.Stderr, "tried")
	return 2
}

// parent starts a child, says its PID and waits to be killed.
func parent() int {
	c, err := mediachild.Start(context.Background(), mediachild.Config{Command: self()})
	if err != nil {
		return 1
	}
	fmt.Fprintln(os.Stdout, c.PID())
	select {}
}

func self(extra ...string) []string { return append([]string{os.Args[0], asChild}, extra...) }

func start(t *testing.T, argv ...string) *mediachild.Child {
	t.Helper()
	if len(argv) == 0 {
		argv = self()
	}
	c, err := mediachild.Start(t.Context(), mediachild.Config{Command: argv, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	return c
}

var testLadder = media.Ladder{
	{Name: "180p", Width: 320, Height: 180, Bitrate: 300_000},
	{Name: "90p", Width: 160, Height: 90, Bitrate: 100_000},
}

func open(source sourcetest.Source) *millracev1.TranscodeRequest {
	return wire.Open{Session: "s", Stream: "x", Source: source.Format, Ladder: testLadder}.Request()
}

// session holds what came back.
type session struct {
	encoder string
	inits   map[int][]byte
	parts   map[int][]media.Part
	end     error // io.EOF after Finished
}

// receive reads to the end, and holds the responses against the protocol's order.
func receive(t *testing.T, c *mediachild.Child, source sourcetest.Source) session {
	t.Helper()
	s := session{inits: map[int][]byte{}, parts: map[int][]media.Part{}}
	order := wire.NewResponseOrder(wire.Open{Ladder: testLadder})
	for {
		m, err := c.Receive()
		if err != nil {
			s.end = errors.Join(s.end, err)
			return s
		}
		require.NoError(t, order.Check(m))
		switch m := m.GetMessage().(type) {
		case *millracev1.TranscodeResponse_Ready:
			s.encoder = m.Ready.GetEncoder()
		case *millracev1.TranscodeResponse_Init:
			i, data, err := wire.ParseRenditionInit(m.Init, len(testLadder))
			require.NoError(t, err)
			s.inits[i] = data
		case *millracev1.TranscodeResponse_Part:
			i, p, _, err := wire.ParseRenditionPart(m.Part, len(testLadder))
			require.NoError(t, err)
			s.parts[i] = append(s.parts[i], p)
		case *millracev1.TranscodeResponse_Failure:
			s.end = wire.FailureError(m.Failure)
		}
	}
}

// feed sends requests from another goroutine, and returns how to wait for the first error.
func feed(c *mediachild.Child, requests ...*millracev1.TranscodeRequest) (wait func() error) {
	errc := make(chan error, 1)
	go func() {
		for _, m := range requests {
			if err := c.Send(m); err != nil {
				errc <- err
				return
			}
		}
		errc <- nil
	}()
	return func() error { return <-errc }
}

func requests(source sourcetest.Source) []*millracev1.TranscodeRequest {
	out := []*millracev1.TranscodeRequest{open(source)}
	for _, p := range source.Parts {
		out = append(out, wire.NewSourcePart(p))
	}
	return append(out, wire.NewFinish())
}

func TestChild_session(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 4})
	c := start(t)
	sent := feed(c, requests(source)...)
	s := receive(t, c, source)
	require.NoError(t, sent())
	require.Equal(t, io.EOF, unjoin(s.end))
	require.NoError(t, c.Err())
	require.Equal(t, pipeline.EncoderX264, s.encoder)
	for i := range testLadder {
		require.Len(t, s.parts[i], len(source.Parts))
		var got []media.Ticks
		for _, f := range sourcetest.Decode(t, s.inits[i], s.parts[i]) {
			got = append(got, f.PTS)
		}
		require.Equal(t, source.PTS, got)
	}
}

// unjoin takes the only error out of a join.
func unjoin(err error) error {
	if j, ok := err.(interface{ Unwrap() []error }); ok && len(j.Unwrap()) == 1 {
		return j.Unwrap()[0]
	}
	return err
}

func TestChild_failures(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 2})
	broken := source.Parts[0]
	broken.Data = bytes.Repeat([]byte("garbage!"), 2000)
	cut := source.Parts[0]
	cut.Data = slices.Concat(cut.Data[:len(cut.Data)/2], make([]byte, len(cut.Data)-len(cut.Data)/2))

	for name, test := range map[string]struct {
		requests []*millracev1.TranscodeRequest
		kind     error
	}{
		"part before open":     {[]*millracev1.TranscodeRequest{wire.NewSourcePart(source.Parts[0])}, wire.ErrInvalid},
		"not a part":           {[]*millracev1.TranscodeRequest{open(source), wire.NewSourcePart(broken)}, wire.ErrInvalid},
		"half a part of zeros": {[]*millracev1.TranscodeRequest{open(source), wire.NewSourcePart(cut)}, wire.ErrInvalid},
		"first part is no IDR": {[]*millracev1.TranscodeRequest{open(source), wire.NewSourcePart(source.Parts[1])}, wire.ErrInvalid},
		"open twice":           {[]*millracev1.TranscodeRequest{open(source), open(source)}, wire.ErrInvalid},
		"empty message":        {[]*millracev1.TranscodeRequest{{}}, wire.ErrInvalid},
		"no ladder":            {[]*millracev1.TranscodeRequest{wire.Open{Session: "s", Stream: "x", Source: source.Format}.Request()}, wire.ErrInvalid},
	} {
		t.Run(name, func(t *testing.T) {
			c := start(t)
			sent := feed(c, test.requests...)
			s := receive(t, c, source)
			require.NoError(t, sent())
			require.ErrorIs(t, s.end, test.kind)
			require.ErrorIs(t, s.end, mediachild.ErrExited, "and the child says so in its exit")
		})
	}
}

func TestChild_killed(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 2})
	c := start(t)
	require.NoError(t, c.Send(open(source)))
	m, err := c.Receive()
	require.NoError(t, err)
	require.NotNil(t, m.GetReady())

	require.NoError(t, syscall.Kill(c.PID(), syscall.SIGKILL))
	_, err = c.Receive()
	require.ErrorIs(t, err, mediachild.ErrExited)
	require.ErrorContains(t, err, "killed")
	require.ErrorIs(t, c.Err(), mediachild.ErrExited)
	require.ErrorIs(t, c.Send(wire.NewSourcePart(source.Parts[0])), mediachild.ErrExited)
	_, err = c.Receive()
	require.ErrorIs(t, err, mediachild.ErrExited, "again")
}

// Close ends a Send that waits for a child that does not read, and a Receive.
func TestChild_closeWhileBusy(t *testing.T) {
	c := start(t)
	require.NoError(t, syscall.Kill(c.PID(), syscall.SIGSTOP))
	big := wire.NewSourcePart(media.Part{Frames: 1, Duration: 1, Data: make([]byte, 8<<20)})
	sent := feed(c, big)
	received := make(chan error, 1)
	go func() { _, err := c.Receive(); received <- err }()
	require.NoError(t, c.Close())
	require.ErrorIs(t, sent(), mediachild.ErrExited)
	require.ErrorIs(t, <-received, mediachild.ErrExited)
	require.NoError(t, c.Close(), "again")
}

func TestChild_contextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c, err := mediachild.Start(ctx, mediachild.Config{Command: self()})
	require.NoError(t, err)
	cancel()
	<-c.Done()
	require.NoError(t, c.Close())
}

func TestChild_neverSpeaksOurLanguage(t *testing.T) {
	c := start(t, self("babble")...)
	_, err := c.Receive()
	require.ErrorIs(t, err, mediachild.ErrMessageSize)
	require.ErrorIs(t, err, mediachild.ErrExited)
}

func TestStart_noSuchProgram(t *testing.T) {
	_, err := mediachild.Start(t.Context(), mediachild.Config{Command: []string{filepath.Join(t.TempDir(), "none")}})
	require.ErrorIs(t, err, os.ErrNotExist)
	_, err = mediachild.Start(t.Context(), mediachild.Config{})
	require.Error(t, err)
}

// The child sees none of the parent's settings: they may be secrets.
func TestChild_environment(t *testing.T) {
	t.Setenv("MILLRACE_KEYSTORE_PASSWORD", "hush")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "hush")
	t.Setenv("CUDA_VISIBLE_DEVICES", "all")
	t.Setenv("TZ", "UTC")
	_, err := mediachild.Probe(t.Context(), mediachild.Config{Command: self("environment")})
	require.ErrorIs(t, err, mediachild.ErrExited)
	require.ErrorContains(t, err, "TZ=UTC")
	require.NotContains(t, err.Error(), "HOME=")
	require.NotContains(t, err.Error(), "hush")

	_, err = mediachild.Probe(t.Context(), mediachild.Config{Command: self("environment"), GPU: "GPU-1"})
	require.ErrorContains(t, err, "CUDA_VISIBLE_DEVICES=GPU-1", "it sees its GPU")
	require.NotContains(t, err.Error(), "CUDA_VISIBLE_DEVICES=all", "and no other")
}

// A child that carries a session does not push others from the processors.
func TestChild_batches(t *testing.T) {
	c, err := mediachild.Start(t.Context(), mediachild.Config{Command: self("policy"), Unconfined: true, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	defer c.Close()
	require.NoError(t, c.Send(wire.NewFinish()), "which is no beginning")
	for err == nil {
		_, err = c.Receive()
	}
	require.ErrorContains(t, err, "batches: true")
}

// A child is confined while it works, and when it is somebody else's.
func TestChild_confined(t *testing.T) {
	if missing := sandbox.Supported().Missing; len(missing) > 0 {
		t.Skip(missing)
	}
	key := filepath.Join(t.TempDir(), "key.json")
	require.NoError(t, os.WriteFile(key, []byte("secret"), 0o600))
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
	for name, test := range map[string]struct {
		unconfined bool
		want       string
	}{
		"as it should be": {false, "exit status 2: tried"},
		"switched off":    {true, "exit status 2: read the key | opened a socket | had 8 GiB | tried"},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := mediachild.Start(t.Context(), mediachild.Config{
				Command: self("escape", key), Unconfined: test.unconfined, Log: slog.New(slog.DiscardHandler),
			})
			require.NoError(t, err)
			defer func() { require.NoError(t, c.Close()) }()
			sent := feed(c, requests(source)...)
			s := receive(t, c, source)
			require.NoError(t, sent())
			require.Len(t, s.parts[0], len(source.Parts))
			require.ErrorIs(t, s.end, mediachild.ErrExited)
			require.ErrorContains(t, s.end, test.want)
		})
	}
}

// One that holds too much memory is gone before it has taken the machine's.
func TestChild_tooMuchMemory(t *testing.T) {
	c, err := mediachild.Start(t.Context(), mediachild.Config{Command: self("hoard"), Memory: 512 << 20, Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	defer func() { require.NoError(t, c.Close()) }()
	_, err = c.Receive()
	require.ErrorIs(t, err, mediachild.ErrMemory)
	require.ErrorIs(t, err, mediachild.ErrExited)
}

// A child does not outlive a parent that is killed.
func TestChild_orphaned(t *testing.T) {
	r, w, err := os.Pipe()
	require.NoError(t, err)
	defer r.Close()
	p, err := os.StartProcess(os.Args[0], []string{os.Args[0], asParent}, &os.ProcAttr{Files: []*os.File{nil, w, nil}})
	require.NoError(t, err)
	require.NoError(t, w.Close())
	var pid int
	_, err = fmt.Fscan(r, &pid)
	require.NoError(t, err)
	require.NoError(t, p.Kill())
	_, err = p.Wait()
	require.NoError(t, err)
	require.Eventually(t, func() bool { return gone(pid) }, time.Minute, 10*time.Millisecond)
}

// gone: no such process, or nobody has yet collected what is left of it.
func gone(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return true
	}
	_, after, _ := strings.Cut(string(stat), ") ")
	return strings.HasPrefix(after, "Z")
}

func TestProbe(t *testing.T) {
	e, err := mediachild.Probe(t.Context(), mediachild.Config{Command: self()})
	require.NoError(t, err)
	require.Equal(t, pipeline.EncoderX264, e.Name)
	require.False(t, e.GPU)
	require.Greater(t, e.PixelRate, int64(1_000_000))
	require.Greater(t, e.Costs.HEVC, 1.2, "x265 costs more than x264")
	require.Greater(t, e.Costs.HEVC10, 1.2)
	require.Positive(t, e.Costs.AV1)
	require.Positive(t, e.Costs.AV1x10)
	t.Logf("%+v", e)
	require.Equal(t, sandbox.Supported(), e.Sandbox)

	_, err = mediachild.Probe(t.Context(), mediachild.Config{Command: self(), GPU: "GPU-that-is-not-there"})
	require.ErrorIs(t, err, mediachild.ErrExited)
	require.ErrorContains(t, err, "CUDA device", "it says why")
}

// An encoder of AV1 that crashes is done without; another failure is not tried again.
func TestProbe_crashes(t *testing.T) {
	child := func(first string) mediachild.Config {
		script := `case "$*" in *--av1=false*) echo '{"name":"libx264","pixelRate":7}';; *) ` + first + `;; esac`
		return mediachild.Config{Command: []string{"sh", "-c", script, "child"}}
	}
	for _, crash := range []string{"kill -SEGV $$", "kill -ABRT $$", "exit 2"} {
		e, err := mediachild.Probe(t.Context(), child(crash))
		require.NoError(t, err)
		require.Equal(t, int64(7), e.PixelRate)
		require.Zero(t, e.Costs.AV1)
	}
	_, err := mediachild.Probe(t.Context(), child("exit 3"))
	require.ErrorIs(t, err, mediachild.ErrExited)
}

// A GPU that is gone when a session begins costs the session nothing but processor time.
func TestChild_gpuIsGone(t *testing.T) {
	source := sourcetest.Make(t, sourcetest.Spec{Seconds: 1})
	c, err := mediachild.Start(t.Context(), mediachild.Config{Command: self(), GPU: "GPU-that-is-not-there", Log: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, c.Close()) })
	sent := feed(c, requests(source)...)
	s := receive(t, c, source)
	require.NoError(t, sent())
	require.Equal(t, io.EOF, unjoin(s.end))
	require.Len(t, s.parts[0], len(source.Parts))
}

func TestRun_wrongUse(t *testing.T) {
	for _, args := range [][]string{nil, {"unknown"}, {"serve", "--what"}, {"demo"}, {"demo", "--out", filepath.Join(t.TempDir(), "none", "x.flv")}} {
		require.Error(t, mediachild.Run(t.Context(), args, strings.NewReader(""), io.Discard), "%q", args)
	}
	require.Error(t, mediachild.Demo(t.Context(), self(), filepath.Join(t.TempDir(), "none", "x.flv"), pipeline.DemoSpec{}))
}

// Serve ends when it is told to, even while it waits for its parent.
func TestServe_contextEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	defer w.Close()
	done := make(chan error, 1)
	go func() { done <- mediachild.Serve(ctx, r, io.Discard, mediachild.ServeConfig{}) }()
	cancel()
	require.ErrorIs(t, <-done, context.Canceled)
}

func TestServe_parentHangsUp(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, mediachild.Serve(t.Context(), strings.NewReader(""), &out, mediachild.ServeConfig{}))
	require.Zero(t, out.Len())
}
