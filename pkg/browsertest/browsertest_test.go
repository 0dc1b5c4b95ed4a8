package browsertest_test

import (
	"fmt"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/millrace/millrace/pkg/browsertest"
)

func TestBrowser(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Security-Policy", "script-src 'unsafe-inline'")
		fmt.Fprint(w, `<!doctype html><title>page</title><button onclick="clicks++">more</button><input>
			<script>var clicks = 0, keys = ''; addEventListener('keydown', e => keys += e.key);
			setTimeout(() => { document.title = 'later' }, 200); console.error('went', 'wrong');
			fetch('/nothing'); setTimeout(() => { throw new Error('thrown') });
			var s = document.createElement('script'); s.src = '/blocked.js'; document.head.append(s);</script>`)
	}))
	defer server.Close()
	b := browsertest.New(t)
	b.Open(server.URL)

	var sum int
	b.Eval("Promise.resolve(1 + 2)", &sum)
	require.Equal(t, 3, sum)
	b.WaitFor("document.title === 'later'", time.Minute)
	b.Click("button")
	b.Press("k")
	b.WaitFor("clicks === 1 && keys === 'k'", time.Minute)
	b.Eval("(document.title = 'set', undefined)", nil)
	b.WaitFor("document.title === 'set'", time.Minute)

	// What a page can do wrong is seen.
	for _, want := range []string{`console error: "went" "wrong"`, "thrown", "404", "Content Security Policy"} {
		require.Eventually(t, func() bool { return strings.Contains(strings.Join(b.Console(), "\n"), want) }, time.Minute, 10*time.Millisecond, want)
	}
	require.Contains(t, b.Requests(), server.URL+"/nothing")

	b.Resize(400, 300)
	shot := filepath.Join(t.TempDir(), "page.png")
	b.Screenshot(shot)
	f, err := os.Open(shot)
	require.NoError(t, err)
	defer f.Close()
	size, err := png.DecodeConfig(f)
	require.NoError(t, err)
	require.Equal(t, [2]int{400, 300}, [2]int{size.Width, size.Height})
}

// The player needs these of the browser; Debian's Chromium has them.
func TestBrowser_plays_H264_and_AAC(t *testing.T) {
	b := browsertest.New(t)
	var can bool
	b.Eval(`MediaSource.isTypeSupported('video/mp4; codecs="avc1.64001f,mp4a.40.2"')`, &can)
	require.True(t, can)
}

func TestNew_leaves_no_process_behind(t *testing.T) {
	var profile string
	t.Run("browser", func(t *testing.T) {
		b := browsertest.New(t)
		profile = filepath.Base(filepath.Dir(t.TempDir())) // the folder that holds this test's temporary folders
		b.Open("about:blank")
		require.NotEmpty(t, processes(t, profile), "the browser does not run in its profile")
	})
	require.Eventually(t, func() bool { return len(processes(t, profile)) == 0 }, time.Minute, 20*time.Millisecond)
}

// processes lists the processes whose command line holds text.
func processes(t *testing.T, text string) []string {
	t.Helper()
	lines, err := filepath.Glob("/proc/[0-9]*/cmdline")
	require.NoError(t, err)
	var found []string
	for _, name := range lines {
		line, err := os.ReadFile(name)
		if err == nil && strings.Contains(string(line), text) {
			found = append(found, name)
		}
	}
	return found
}

func TestPath_says_what_it_looked_for(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	_, err := browsertest.Path()
	require.ErrorContains(t, err, "chromium")
	_, err = exec.LookPath("chromium")
	require.Error(t, err)
}
