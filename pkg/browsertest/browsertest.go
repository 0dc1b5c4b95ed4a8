// Package browsertest drives a headless Chromium in tests.
//
// It promises that each browser starts with an empty profile, reaches no server that the test does not name, and that
// none of its processes outlives the test. A test is skipped, with the reason, only where no Chromium is installed.
// What a page should do is left to the test.
package browsertest

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Limits of waiting.
const (
	startTimeout = 2 * time.Minute // a loaded machine starts Chromium slowly
	callTimeout  = time.Minute
	pollInterval = 100 * time.Millisecond
)

// Browser is one Chromium with one page. Its methods fail the test when they cannot do what they say; they are for
// the test's own goroutine.
type Browser struct {
	t   testing.TB
	ctx context.Context

	mu       sync.Mutex // guards what follows
	console  []string
	requests []string
}

// Path is where Chromium is installed, or an error that says what was looked for.
func Path() (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome", "chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("no Chromium on PATH (looked for %s)", strings.Join(names, ", "))
}

// Option changes how a browser is started.
type Option func(map[string]any)

// QUIC has the browser speak HTTP/3 to a host and port from the first request on, and take its certificate, which nobody vouches for.
func QUIC(hostPort string, cert *x509.Certificate) Option {
	key := sha256.Sum256(cert.RawSubjectPublicKeyInfo)
	return func(flags map[string]any) {
		flags["disable-quic"] = false
		flags["origin-to-force-quic-on"] = hostPort
		flags["ignore-certificate-errors-spki-list"] = base64.StdEncoding.EncodeToString(key[:])
	}
}

// New starts a browser that ends with the test.
func New(t testing.TB, options ...Option) *Browser {
	t.Helper()
	path, err := Path()
	if err != nil {
		t.Skipf("browser test skipped: %v", err)
	}
	flags := map[string]any{"disable-quic": true}
	for _, o := range options {
		o(flags)
	}
	var leader *exec.Cmd
	allocator, release := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(path),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.WindowSize(1280, 800),
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("headless", true),
		chromedp.Flag("mute-audio", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-dev-shm-usage", true), // containers have a small /dev/shm
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("disable-features", "Translate,MediaRouter,OptimizationHints"),
		chromedp.Flag("autoplay-policy", "no-user-gesture-required"),
		chromedp.WSURLReadTimeout(startTimeout),
		chromedp.ModifyCmdFunc(func(cmd *exec.Cmd) {
			// One process group, to be sure of every one of its processes; and no browser outlives a killed test.
			cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
			cmd.Env = append(os.Environ(), "HOME="+t.TempDir())
			leader = cmd
		}),
		func(a *chromedp.ExecAllocator) {
			for name, value := range flags {
				chromedp.Flag(name, value)(a)
			}
		},
	)
	ctx, closePage := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		_ = chromedp.Cancel(ctx) // asks it to close; what is left is killed below
		closePage()
		release()
		if leader != nil && leader.Process != nil {
			_ = syscall.Kill(-leader.Process.Pid, syscall.SIGKILL) // the group is gone already when all went well
		}
	})
	b := &Browser{t: t, ctx: ctx}
	chromedp.ListenTarget(ctx, b.listen)
	// The first Run starts the process, which lives as long as the context of that Run: no timeout on it here.
	started := make(chan error, 1)
	go func() { started <- chromedp.Run(ctx, network.Enable(), log.Enable(), runtime.Enable()) }()
	select {
	case err := <-started:
		if err != nil {
			t.Fatalf("start %s: %v", path, err)
		}
	case <-time.After(startTimeout):
		closePage()
		<-started
		t.Fatalf("start %s: nothing for %s", path, startTimeout)
	}
	return b
}

// Open loads a page and waits for its load event.
func (b *Browser) Open(url string) {
	b.t.Helper()
	if err := b.run(callTimeout, chromedp.Navigate(url)); err != nil {
		b.t.Fatalf("open %s: %v", url, err)
	}
}

// Resize sets the size of the page in CSS pixels.
func (b *Browser) Resize(width, height int64) {
	b.t.Helper()
	if err := b.run(callTimeout, chromedp.EmulateViewport(width, height)); err != nil {
		b.t.Fatalf("resize to %dx%d: %v", width, height, err)
	}
}

// Eval evaluates a JavaScript expression in the page, waits for it where it is a promise, and decodes its value, as
// JSON, into out (nil: the value is dropped).
func (b *Browser) Eval(js string, out any) {
	b.t.Helper()
	if err := b.eval(js, out); err != nil {
		b.t.Fatalf("evaluate %s: %v", js, err)
	}
}

// WaitFor waits until a JavaScript expression is truthy. When it is not by then, the test fails with its last value
// and what the page wrote to the console.
func (b *Browser) WaitFor(js string, timeout time.Duration) {
	b.t.Helper()
	var last string
	err := b.run(timeout, chromedp.ActionFunc(func(ctx context.Context) error {
		tick := time.NewTicker(pollInterval)
		defer tick.Stop()
		for {
			var got struct {
				OK    bool   `json:"ok"`
				Value string `json:"value"`
			}
			wrapped := fmt.Sprintf(`(async () => { let v; try { v = await (%s); } catch (e) { v = undefined; return {ok: false, value: String(e)}; }
				return {ok: !!v, value: String(v)}; })()`, js)
			if err := chromedp.Evaluate(wrapped, &got, awaitPromise).Do(ctx); err != nil {
				return err
			}
			if got.OK {
				return nil
			}
			last = got.Value
			select {
			case <-tick.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}))
	if err != nil {
		b.t.Fatalf("wait for %s: %v after %s; it is %s; console: %q", js, err, timeout, last, b.Console())
	}
}

// Press sends one key to the page, as typed.
func (b *Browser) Press(key string) {
	b.t.Helper()
	if err := b.run(callTimeout, chromedp.KeyEvent(key)); err != nil {
		b.t.Fatalf("press %q: %v", key, err)
	}
}

// Click moves the mouse to the middle of the element that a CSS selector finds first, once it is visible, and clicks. With
// "HOST >>> SELECTOR" it is looked for in the shadow tree of a host.
func (b *Browser) Click(selector string) {
	b.t.Helper()
	var at struct{ X, Y float64 }
	find := fmt.Sprintf(`%q.split(' >>> ').reduce((root, s) => (root?.shadowRoot ?? root)?.querySelector(s), document)`, selector)
	b.WaitFor(find+`?.checkVisibility({visibilityProperty: true})`, callTimeout)
	where := fmt.Sprintf(`(e => { e.scrollIntoView({block: 'nearest'}); const r = e.getBoundingClientRect();
		return {X: r.x + r.width / 2, Y: r.y + r.height / 2}; })(%s)`, find)
	err := b.run(callTimeout,
		chromedp.Evaluate(where, &at),
		chromedp.ActionFunc(func(ctx context.Context) error {
			return chromedp.MouseEvent(input.MouseMoved, at.X, at.Y).Do(ctx)
		}),
		chromedp.ActionFunc(func(ctx context.Context) error { return chromedp.MouseClickXY(at.X, at.Y).Do(ctx) }),
	)
	if err != nil {
		b.t.Fatalf("click %s: %v", selector, err)
	}
}

// Screenshot writes what the page shows to a PNG file.
func (b *Browser) Screenshot(path string) {
	b.t.Helper()
	var png []byte
	if err := b.run(callTimeout, chromedp.CaptureScreenshot(&png)); err != nil {
		b.t.Fatalf("take a screenshot: %v", err)
	}
	if err := os.WriteFile(path, png, 0o644); err != nil {
		b.t.Fatalf("take a screenshot: %v", err)
	}
}

// Console is everything that went wrong by the browser's account so far: console errors and warnings, uncaught
// exceptions, and its own log (violations of the content security policy, failed requests), each with its kind.
func (b *Browser) Console() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.console...)
}

// Requests is the URL of every request so far.
func (b *Browser) Requests() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]string(nil), b.requests...)
}

func (b *Browser) eval(js string, out any) error {
	if out == nil {
		return b.run(callTimeout, chromedp.Evaluate(fmt.Sprintf("(async () => { await (%s); return true; })()", js), new(bool), awaitPromise))
	}
	return b.run(callTimeout, chromedp.Evaluate(js, out, awaitPromise))
}

func (b *Browser) run(timeout time.Duration, actions ...chromedp.Action) error {
	ctx, cancel := context.WithTimeoutCause(b.ctx, timeout, fmt.Errorf("not within %s", timeout))
	defer cancel()
	err := chromedp.Run(ctx, actions...)
	if errors.Is(err, context.DeadlineExceeded) {
		return context.Cause(ctx)
	}
	return err
}

func (b *Browser) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		if e.Type != runtime.APITypeError && e.Type != runtime.APITypeWarning && e.Type != runtime.APITypeAssert {
			return
		}
		var words []string
		for _, arg := range e.Args {
			if arg.Value != nil {
				words = append(words, string(arg.Value))
			} else {
				words = append(words, arg.Description)
			}
		}
		b.note("console "+e.Type.String(), strings.Join(words, " "))
	case *runtime.EventExceptionThrown:
		b.note("exception", e.ExceptionDetails.Error())
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			b.note("log "+e.Entry.Source.String(), e.Entry.Text+" "+e.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		b.mu.Lock()
		defer b.mu.Unlock()
		if len(b.requests) < maxNotes {
			b.requests = append(b.requests, e.Request.URL)
		}
	}
}

// maxNotes bounds what is kept of each kind of event; a test that needs more has failed already.
const maxNotes = 100_000

func (b *Browser) note(kind, text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.console) < maxNotes {
		b.console = append(b.console, kind+": "+text)
	}
}

func awaitPromise(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
